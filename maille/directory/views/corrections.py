"""Saying that something is wrong in the page of a place, without an account; and answering."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.directory import access
from maille.directory.actions import accept_correction, reject_correction, report_error
from maille.directory.forms import CorrectionFilterForm, PlaceForm, RejectForm, ReportForm
from maille.directory.load import said
from maille.directory.models import Correction

from .editing import shown_place

PAGE = 30
TOO_MANY = 429


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Anybody says what is wrong; machines and floods are kept out, and what was typed stays."""
    place = shown_place(request, slug)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        if form.is_from_a_machine():
            return redirect("directory:report_thanks", slug=place.slug)
        if consume(request, action="report_error", key=str(place.pk)):  # see ACCOUNT_RATE_LIMITS
            asked = {name: form.cleaned_data[name] for name in ("kind", "words", "contact")}
            report_error(place=place, by=request.user, at=timezone.now(), **asked)
            return redirect("directory:report_thanks", slug=place.slug)
        form.add_error(
            None, _("Trop de messages sont arrivés d’un coup\u00a0: réessayez dans une heure, ou téléphonez au lieu.")
        )
        status = TOO_MANY
    context = {"place": place, "form": form}
    return render(request, "directory/report.html", context, status=status if not form.errors else max(status, 422))


@login_not_required
@require_safe
def report_thanks(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "directory/report_thanks.html", {"place": shown_place(request, slug)})


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What people say is wrong, for those who can set it right."""
    if not access.answers_corrections(request.user):
        raise Http404
    form = CorrectionFilterForm(request.GET)
    found = Correction.objects.visible_to(request.user)
    chosen = form.choose(found).select_related("place__commune", "created_by", "closed_by").in_order()
    context = {
        "filters": form,
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("page")),
        "waiting_count": found.waiting().count(),
    }
    return render(request, "directory/corrections.html", context)


def _visible(request: HttpRequest, pk: int) -> Correction:
    found = Correction.objects.visible_to(request.user).select_related("place__commune", "created_by", "closed_by")
    return get_object_or_404(found, pk=pk)


@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk), RejectForm())


def _page(request: HttpRequest, found: Correction, form: RejectForm) -> HttpResponse:
    context = {
        "correction": found,
        "form": form,
        "changes": _changes(found),
        "may_answer": found.state == Correction.State.WAITING and access.can_answer(request.user, found),
    }
    return render(request, "directory/correction.html", context, status=422 if form.errors else 200)


def _changes(found: Correction) -> list[dict[str, Any]]:
    """Each field of a proposal: what the page says now, what is proposed, and whether it has changed meanwhile."""
    if not found.values:
        return []
    form, now = PlaceForm(place=found.place, with_organisation=True), said(found.place)
    return [
        {
            "name": name,
            "label": form.label_of(name),
            "now": form.in_words(name, now[name]),
            "proposed": form.in_words(name, value),
            "is_overtaken": now[name] != found.shown.get(name) and now[name] != value,
            "is_done": now[name] == value,
        }
        for name, value in found.values.items()
    ]


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report into account: a proposal is written, anything else leads to the form, the message beside it."""
    found = _visible(request, pk)
    try:
        accept_correction(correction=found, taken=request.POST.getlist("champ"), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("directory:correction", pk=pk)
    if found.kind == Correction.Kind.PROPOSAL:
        messages.success(request, _("C’est noté\u00a0: les changements choisis sont sur la fiche."))
        return redirect("directory:corrections")
    messages.success(request, _("C’est noté. Corrigez maintenant la fiche\u00a0: le message est au-dessus."))
    name = "directory:edit_hours" if found.kind == Correction.Kind.HOURS else "directory:edit_place"
    return redirect(f"{reverse(name, args=[found.place.slug])}?{urlencode({'signalement': pk})}")


@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a report aside, with the reason."""
    found, form = _visible(request, pk), RejectForm(request.POST)
    if form.is_valid():
        try:
            reject_correction(correction=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le signalement est écarté."))
            return redirect("directory:corrections")
    return _page(request, found, form)
