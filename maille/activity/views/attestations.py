"""Attestations: given at the desk, printed, taken back; and the public page that says whether one is true."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.activity import actions, saying, sheets
from maille.activity.forms import GiveForm, RevokeForm
from maille.activity.load import followed_by
from maille.activity.models import Attestation
from maille.activity.rules.slips import read_attestation_code
from maille.core.pace import may_try
from maille.core.refusals import Refused, show_refusal
from maille.people.models import Resident
from maille.workshops import saying as sessions_said
from maille.workshops.views.inside import network_inside

from .inside import REFUSED

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody has followed, all of it chosen; one button gives the paper."""
    rows = Resident.objects.visible_to(request.user).known().filter(network=network_inside(request))
    resident = get_object_or_404(rows, pk=pk)
    followed = followed_by(resident)
    choices = [
        (session.pk, f"{session.title}, {sessions_said.when(session)}, {session.place} ({saying.duration(length)})")
        for session, length in followed
    ]
    form = GiveForm(request.POST if request.method == "POST" else None, sessions=choices)
    if form.is_bound and form.is_valid():
        try:
            made = actions.issue_attestation(resident=resident, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’attestation est prête à imprimer."))
            return redirect("activity:attestation", made.pk)
    given = Attestation.objects.filter(resident=resident).order_by("-issued_at", "-pk")
    context = {"resident": resident, "form": form, "followed": followed, "given": given}
    return render(request, "activity/give.html", context, status=REFUSED if form.is_bound else 200)


def _given(request: HttpRequest, pk: int) -> Attestation:
    rows = Attestation.objects.visible_to(request.user).filter(network=network_inside(request))
    return get_object_or_404(rows.select_related("resident", "network"), pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attestation(request: HttpRequest, pk: int) -> HttpResponse:
    """One attestation: print it, take it back."""
    found = _given(request, pk)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.revoke_attestation(attestation=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’attestation est retirée\u00a0: sa page publique le dit."))
            return redirect("activity:attestation", pk)
    context = {"attestation": found, "form": form, **_shown(found)}
    return render(request, "activity/attestation.html", context, status=REFUSED if form.is_bound else 200)


@never_cache
@require_safe
def attestation_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper; one that was taken back is not printed again."""
    found = _given(request, pk)
    if found.revoked_at:
        messages.error(request, _("Cette attestation est retirée\u00a0: donnez-en une autre."))
        return redirect("activity:attestation", pk)
    url = request.build_absolute_uri(found.get_absolute_url())
    response = HttpResponse(
        sheets.attestation(found, url=url, language=get_language() or "fr"), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="attestation-{found.code}.pdf"'
    return response


@never_cache
@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper that one has in hand."""
    typed = request.GET.get("code", "")
    if code := read_attestation_code(typed):
        return redirect("activity:check", code)
    return render(request, "activity/find_attestation.html", {"typed": typed}, status=REFUSED if typed else 200)


@never_cache
@login_not_required
@require_safe
def check(request: HttpRequest, attestation_code: str) -> HttpResponse:
    """Say whether an attestation is true, by what proves it and nothing more. An unknown code is said so, with 404."""
    if not may_try(request, "check_attestation"):  # see ACCOUNT_RATE_LIMITS
        context = {"typed": attestation_code[:20], "too_many": True}
        return render(request, "activity/check.html", context, status=TOO_MANY)
    code = read_attestation_code(attestation_code)
    found = Attestation.objects.filter(code=code or "-").select_related("network").first()
    context = {"attestation": found, "typed": attestation_code, **(_shown(found) if found else {})}
    return render(request, "activity/check.html", context, status=200 if found else 404)


def _shown(found: Attestation) -> dict[str, Any]:
    """What is said of it; nothing of what somebody erased had followed."""
    is_empty = not found.name
    return {
        "lines": [] if is_empty else [_line(line) for line in found.lines],
        "total": saying.duration(timedelta(minutes=found.minutes)),
        "themes": sheets.themes_of(found),
        "who": found.name if found.shows_name else found.initials,
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    length = saying.duration(timedelta(minutes=line["minutes"]))
    return {"day": date.fromisoformat(line["day"]), "title": line["title"], "place": line["place"], "length": length}
