"""One registration at the desk: given a seat, cancelled, moved, made larger or smaller; its slip."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.core.refusals import Refused, show_refusal
from maille.workshops import access, actions
from maille.workshops.forms import DeskSizeForm, ExtraForm, ToForm
from maille.workshops.models import Registration, Session
from maille.workshops.showing import give_ribbons, shown_registration

from .desk import REFUSED, places_to_receive
from .inside import network_inside

State = Registration.State
MOST_SESSIONS = 60


def received_registration(request: HttpRequest, pk: int) -> Registration:
    """A registration, for those who seat people in its place."""
    rows = Registration.objects.visible_to(request.user).select_related(
        "resident", "session__network", "session__place", "cycle__network", "cycle__place"
    )
    found = get_object_or_404(rows, pk=pk)
    target = found.session or found.cycle
    if target is None or target.network != network_inside(request) or not access.can_seat_people(request.user, target):
        raise Http404
    return found


@never_cache
@require_safe
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, where they stand, and all that can be done."""
    return _page(request, received_registration(request, pk))


def _page(request: HttpRequest, found: Registration, status: int = 200, **forms: Any) -> HttpResponse:
    shown = shown_registration(found, timezone.now())
    give_ribbons([shown.session])
    is_waiting = found.state == State.WAITING
    forms = {
        "size_form": DeskSizeForm(initial={"size": found.size}),
        "to_form": ToForm(sessions=_other_sessions(request, found)),
        "extra_form": ExtraForm(),
        **forms,
    }
    context = {
        "registration": found,
        "resident": found.resident,
        "shown": shown,
        "session": shown.session,
        "place": shown.session.place,
        "may_change": found.state in Registration.ACTIVE and shown.next_date is not None,
        "position": found.rank if is_waiting else None,
        "has_room": shown.free >= found.size,
        "form": next((one for one in forms.values() if one.is_bound), None),
        **forms,
    }
    return render(request, "workshops/desk_registration.html", context, status=status)


def _other_sessions(request: HttpRequest, found: Registration) -> "QuerySet[Session]":
    """Sessions to come, alone in their registration, where this person seats people: those of its workshop first."""
    network, now = network_inside(request), timezone.now()
    places = places_to_receive(request, network)
    rows = Session.objects.published().upcoming(now).filter(network=network, place__in=places, cycle__isnull=True)
    keys = rows.exclude(pk=found.session_id or 0).values("pk")[:MOST_SESSIONS]
    return (
        Session.objects.filter(pk__in=list(keys.values_list("pk", flat=True))).for_display().order_by("starts_at", "pk")
    )


@require_POST
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the seat that is free, or that was offered; with a reason, one more chair."""
    found, form = received_registration(request, pk), None
    extra = "extra" in request.POST
    if extra:
        form = ExtraForm(request.POST)
        if not form.is_valid():
            return _page(request, found, REFUSED, extra_form=form)
    try:
        reason = form.cleaned_data["reason"] if form else ""
        actions.seat_at_desk(registration=found, extra=extra, extra_reason=reason, by=request.user, at=timezone.now())
    except Refused as refusal:
        if form and refusal.field:
            show_refusal(form, refusal)
            return _page(request, found, REFUSED, extra_form=form)
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("La place est gardée."))
    return redirect("workshops:desk_registration", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off: the seat goes at once to who waits."""
    return _done(
        request, pk, actions.cancel_registration, _("C’est noté\u00a0: la place passe à la personne suivante.")
    )


@require_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Register again who had left."""
    return _done(request, pk, actions.come_back, _("L’inscription est reprise."))


def _done(request: HttpRequest, pk: int, action: Callable[..., Registration], sentence: str) -> HttpResponse:
    found = received_registration(request, pk)
    try:
        action(registration=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence)
    return redirect("workshops:desk_registration", pk)


@require_POST
def size(request: HttpRequest, pk: int) -> HttpResponse:
    """Come with fewer or more people."""
    found, form = received_registration(request, pk), DeskSizeForm(request.POST)
    if form.is_valid():
        try:
            actions.change_size(registration=found, size=form.cleaned_data["size"], by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("workshops:desk_registration", pk)
    return _page(request, received_registration(request, pk), REFUSED, size_form=form)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another session for somebody, with the same code."""
    found = received_registration(request, pk)
    form = ToForm(request.POST, sessions=_other_sessions(request, found))
    if form.is_valid():
        try:
            actions.move_at_desk(
                registration=found,
                to=form.cleaned_data["to"],
                extra=form.cleaned_data["extra"],
                extra_reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’inscription est déplacée\u00a0: le code reste le même."))
            return redirect("workshops:desk_registration", pk)
    return _page(request, received_registration(request, pk), REFUSED, to_form=form)
