"""Saying that something is wrong in a published text, without an account; and answering, for those who write."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maille.communication import access, actions
from maille.communication.forms.reports import AnswerForm, ReportMistakeForm
from maille.communication.models import Statement, StatementReport
from maille.core.refusals import Refused, show_refusal

from .statements import shown, the_network

REFUSED, TOO_MANY, PAGE = 422, 429, 30


def _read(request: HttpRequest, address: str) -> Statement:
    """A text that is still published."""
    found = shown(request, address)
    if found.is_withdrawn:
        raise Http404
    return found


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_mistake(request: HttpRequest, address: str) -> HttpResponse:
    """Anybody says what is wrong; machines and floods are kept out, and what was typed stays."""
    found = _read(request, address)
    form = ReportMistakeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        if form.is_from_a_machine():
            return redirect("communication:report_sent", found.slug)
        if consume(request, action="report_mistake", key=str(found.pk)):  # see ACCOUNT_RATE_LIMITS
            asked = {name: form.cleaned_data[name] for name in ("words", "email")}
            said = {"language": get_language() or "fr", "by": request.user, "at": timezone.now()}
            actions.report_mistake(version=found.current, **asked, **said)
            return redirect("communication:report_sent", found.slug)
        form.add_error(None, _("Trop de messages sont arrivés d’un coup\u00a0: réessayez dans une heure."))
        status = TOO_MANY
    context = {"statement": found, "form": form}
    status = max(status, REFUSED) if form.errors else status
    return render(request, "communication/report_mistake.html", context, status=status)


@login_not_required
@require_safe
def report_sent(request: HttpRequest, address: str) -> HttpResponse:
    return render(request, "communication/report_sent.html", {"statement": _read(request, address)})


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What readers say is wrong, for those who write: what waits first, then what was answered."""
    network = the_network()
    if not access.can_speak(request.user, network):
        raise Http404
    rows = StatementReport.objects.visible_to(request.user).filter(version__statement__network=network).for_display()
    is_open = [StatementReport.State.WAITING, StatementReport.State.TAKEN]
    waiting, closed = rows.filter(state__in=is_open), rows.exclude(state__in=is_open).order_by("-closed_at", "-pk")
    page = Paginator(closed, PAGE).get_page(request.GET.get("page"))
    return render(request, "communication/reports.html", {"waiting": waiting, "page": page})


def _visible(request: HttpRequest, pk: int) -> StatementReport:
    rows = StatementReport.objects.visible_to(request.user).filter(version__statement__network=the_network())
    return get_object_or_404(rows.for_display(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report; posting puts it aside, with the reason."""
    found = _visible(request, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.reject_report(report=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le signalement est écarté."))
            return redirect("communication:reports")
    context = {"report": found, "form": form, "is_waiting": found.state == StatementReport.State.WAITING}
    return render(request, "communication/report.html", context, status=REFUSED if form.errors else 200)


@require_POST
def take_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree that it must be corrected: the draft opens, the message above it."""
    found = _visible(request, pk)
    try:
        actions.take_report(report=found, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("communication:report", pk)
    messages.success(request, _("C’est noté. Corrigez le brouillon, puis publiez un RECTIFICATIF ou une COQUILLE."))
    return redirect(reverse("communication:write", args=[found.version.statement.slug]))
