"""What was asked for: one's own requests and their state, those to answer, and each answer."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.sharing import access, actions, load
from maille.sharing.forms import PromiseForm, ProposalForm, RefusalForm, said_of
from maille.sharing.models import Need, NeedLine, Promise, Proposal
from maille.sharing.rules import Window
from maille.sharing.saying import alternative_said, when
from maille.sharing.substitutes import Possible, substitutes

from .inside import REFUSED, network_inside

PAGE = 30
LINES = Prefetch("lines", NeedLine.objects.filter(model__isnull=False).select_related("model").order_by("pk"))


@never_cache
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """The requests that one sees, the next one first; those that wait for one's answer above."""
    network = network_inside(request)
    rows = Need.objects.filter(network=network, lines__model__isnull=False).distinct()
    coming = rows.coming(timezone.now()).select_related("place", "asked_by").prefetch_related(LINES)
    to_answer = list(coming.waiting().filter(pk__in=Need.objects.answered_by(request.user).values("pk"))[:PAGE])
    others = coming.filter(pk__in=Need.objects.visible_to(request.user).values("pk"))
    others = others.exclude(pk__in=[one.pk for one in to_answer])
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/needs.html", {"to_answer": to_answer, "page": page})


def _shown(request: HttpRequest, pk: int) -> Need:
    rows = Need.objects.visible_to(request.user).filter(network=network_inside(request), lines__model__isnull=False)
    rows = rows.distinct()
    return get_object_or_404(rows.select_related("place", "network", "asked_by").prefetch_related(LINES), pk=pk)


def answerable(request: HttpRequest, pk: int) -> Need:
    """A request that this person may say yes or no to; 404 otherwise."""
    need = _shown(request, pk)
    if not access.can_promise(request.user, need):
        raise Http404
    return need


@never_cache
@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what of it is promised, and what can be answered."""
    return need_page(request, _shown(request, pk))


def need_page(
    request: HttpRequest,
    need: Need,
    *,
    promised: PromiseForm | None = None,
    refused: RefusalForm | None = None,
    proposed: ProposalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One request with what can be done about it; a form that was refused stays as it was filled in."""
    rows = Promise.objects.filter(line__need=need, cancelled_at__isnull=True).select_related("unit__base", "place")
    offered = Proposal.objects.filter(line__need=need, state=Proposal.State.OPEN).select_related("model", "by", "line")
    is_waiting = need.state == Need.State.ASKED and need.starts_at > timezone.now()
    answers = is_waiting and access.can_promise(request.user, need)
    is_over = need.state in (Need.State.CANCELLED, Need.State.REFUSED) or need.ends_at <= timezone.now()
    promises = with_late(rows)
    context = {
        "need": need,
        "lines": [(line, [one for one in promises if one.line_id == line.pk]) for line in need.lines.all()],
        "may_replace": access.can_promise(request.user, need),
        "proposals": [(one, when(need.place, one.starts_at, one.ends_at)) for one in offered],
        "possible": _possible(need) if is_waiting else [],
        "promise_form": (promised or PromiseForm(free=_free(need))) if answers else None,
        "refusal_form": refused or RefusalForm(),
        "proposal_form": (proposed or proposal_form(need)) if answers else None,
        "wrong_form": promised or refused or proposed or RefusalForm(),
        "may_cancel": not is_over and access.can_cancel_need(request.user, need),
    }
    return render(request, "sharing/need.html", context, status=status)


def with_late(rows: Any) -> list[Promise]:
    """Promises, each with the place that keeps its unit too long as `late_at`, or nothing."""
    found = list(rows)
    waiting = {one.unit_id for one in found if one.left_at is None and one.closed_at is None}
    holders = actions.late_holders(waiting, timezone.now())
    for one in found:
        one.late_at = holders.get(one.unit_id) if one.unit_id in waiting else None  # type: ignore[attr-defined]
    return found


def proposal_form(need: Need, data: Any = None) -> ProposalForm:
    """To offer something else in place of a line that was asked."""
    return ProposalForm(data, lines=list(need.lines.all()), zone=load.zone_of(need.place))


def _possible(need: Need) -> list[tuple[NeedLine, list[dict[str, Any]]]]:
    """Of each line that is not free as it was asked, what could be had in its place, in words and as a form says it."""
    zone, found = load.zone_of(need.place), []
    for line in need.lines.all():
        line.need = need
        others = [
            {"said": alternative_said(one, line), "fields": {"line": line.pk, **_as_typed(one, zone)}}
            for one in substitutes(line, at=timezone.now())
        ]
        found += [(line, others)] if others else []
    return found


def _as_typed(one: Possible, zone: ZoneInfo) -> dict[str, Any]:
    said = said_of(one.model.pk, one.count, one.window, zone)
    return {name: value.isoformat() if isinstance(value, date | time) else value or "" for name, value in said.items()}


def _free(need: Need) -> dict[NeedLine, int]:
    """Of each line, how many of those it asks for there are now."""
    lines = list(need.lines.all())
    window = Window(need.starts_at, need.ends_at)
    models = [line.model for line in lines if line.model]
    found = load.free_for(need.network, need.place, window, at=timezone.now(), of=models)
    free = {one.model.pk: one.free for one in found}
    return {line: min(line.count, free.get(line.model_id or 0, 0)) for line in lines}


@require_POST
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise what is asked, or a part of it."""
    found = answerable(request, pk)
    form = PromiseForm(request.POST, free=_free(found))
    if form.is_valid():
        try:
            actions.promise(need=found, by=request.user, at=timezone.now(), counts=form.counts())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est promis. La demande le dit à qui l’a faite."))
            return redirect("sharing:need", found.pk)
    return need_page(request, found, promised=form, status=REFUSED)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    found = answerable(request, pk)
    form = RefusalForm(request.POST)
    if form.is_valid():
        try:
            actions.refuse(need=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La demande est refusée. Votre raison y est écrite."))
            return redirect("sharing:need", found.pk)
    return need_page(request, found, refused=form, status=REFUSED)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    found = _shown(request, pk)
    try:
        actions.cancel_need(need=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La demande est annulée. Ce qui était promis est libre de nouveau."))
    return redirect("sharing:need", found.pk)
