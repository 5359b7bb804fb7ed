"""Asking in five lines, without an account; checking a certificate that somebody shows."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maille.companies.actions import ask as ask_network
from maille.companies.forms import AskForm
from maille.companies.load import largest_room
from maille.companies.models import Certificate
from maille.core.pace import may_try
from maille.core.refusals import Refused, show_refusal
from maille.territory.context import default_network
from maille.territory.models import Network
from maille.workshops.rules.codes import read_code

REFUSED, TOO_MANY = 422, 429


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Five lines and whom to answer; machines and floods are kept out, and what was typed stays."""
    network = default_network()
    form = AskForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or network is None:
        return _page(request, network, form, 200 if network else 404)
    if form.is_from_a_machine():
        return redirect("pages:company")
    if not form.is_valid():
        return _page(request, network, form, REFUSED)
    if not consume(request, action="ask_company", key=network.slug):  # see ACCOUNT_RATE_LIMITS
        form.add_error(
            None, _("Trop de demandes sont arrivées d’un coup\u00a0: réessayez dans une heure, ou appelez-nous.")
        )
        return _page(request, network, form, TOO_MANY)
    try:
        made = ask_network(network=network, asked=form.asked(), by=request.user, at=timezone.now())
    except Refused as refusal:
        show_refusal(form, refusal)
        return _page(request, network, form, REFUSED)
    if 0 < (room := largest_room(network)) < made.people:
        told = _("Notre plus grande salle accueille %(seats)s personnes\u00a0: nous vous proposerons plusieurs groupes,"
                 " ou de venir chez vous.")  # fmt: skip
        messages.info(request, told % {"seats": room})
    return redirect(made)


def _page(request: HttpRequest, network: Network | None, form: AskForm, status: int) -> HttpResponse:
    return render(request, "companies/ask.html", {"form": form, "network": network}, status=status)


@login_not_required
@require_safe
def find_certificate(request: HttpRequest) -> HttpResponse:
    """Type the code of a certificate that somebody shows."""
    typed = request.GET.get("code", "")
    if code := read_code(typed):
        return redirect("companies:check", code=code)
    return render(request, "companies/find_certificate.html", {"typed": typed[:20]})


@login_not_required
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate is true: initials, action, dates, hours, and who gave it; nothing of anybody else."""
    if not may_try(request, "check_certificate"):
        return render(request, "companies/check.html", {"code": code[:10], "too_many": True}, status=TOO_MANY)
    found = Certificate.objects.filter(code=read_code(code) or "-").exclude(content={}).first()
    context = {"code": code[:10], "certificate": found, "initials": _initials(found) if found else ""}
    response = render(request, "companies/check.html", context, status=200 if found else 404)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _initials(certificate: Certificate) -> str:
    words = str(certificate.content["name"]).replace("-", " ").split()
    return " ".join(f"{word[0].upper()}." for word in words if word[0].isalpha())
