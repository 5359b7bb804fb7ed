"""The appointments as the team sees them: a mediator's week, a place's desk, one appointment and what is done to it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maille.appointments import access, actions, notices
from maille.appointments.forms import CancelForm, DeskBookingForm, SlotForm
from maille.appointments.forms.booking import FIELD_OF
from maille.appointments.load import choices
from maille.appointments.models import Appointment, Reason
from maille.appointments.vocabulary import Mode
from maille.core.refusals import Refused, show_refusal
from maille.territory.models import Network, Place
from maille.workshops import saying
from maille.workshops.views.desk import chosen_resident, found_by_keys, places_to_receive
from maille.workshops.views.inside import network_inside, places_to_hold

from .by_place import give_ribbons

REFUSED = 422
WEEK = timedelta(days=7)
MOST_SLOTS, MOST_LISTED = 40, 200


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """A mediator's own appointments of a week, day by day."""
    network = _network_of_team(request)
    first = _monday(request)
    rows = Appointment.objects.visible_to(request.user).filter(mediator=request.user, network=network)
    return _week(request, rows, first, {"is_mine": True})


@never_cache
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The appointments of a place over a week, whoever receives."""
    network, place = _received_place(request, slug)
    rows = Appointment.objects.visible_to(request.user).filter(place=place)
    return _week(request, rows, _monday(request), {"place": place, "network": network})


def _network_of_team(request: HttpRequest) -> Network:
    network = network_inside(request)
    if not places_to_receive(request, network):
        raise Http404
    return network


def _received_place(request: HttpRequest, slug: str) -> tuple[Network, Place]:
    network = network_inside(request)
    place = next((one for one in places_to_receive(request, network) if one.slug == slug), None)
    if place is None:
        raise Http404
    give_ribbons([place], network)
    return network, place


def _monday(request: HttpRequest) -> date:
    try:
        asked = parse_date(request.GET.get("semaine", ""))
    except ValueError:
        asked = None
    day = asked or timezone.localdate()
    return day - timedelta(days=day.weekday()) if date(2000, 1, 10) < day < date(2100, 1, 1) else timezone.localdate()


def _week(request: HttpRequest, rows: Any, first: date, context: dict[str, Any]) -> HttpResponse:
    zone = timezone.get_default_timezone()
    starts, ends = (datetime.combine(day, datetime.min.time(), zone) for day in (first, first + WEEK))
    week = rows.booked().filter(starts_at__gte=starts, starts_at__lt=ends).for_display()
    days: dict[str, list[Appointment]] = {}
    for one in week.order_by("starts_at", "pk")[:MOST_LISTED]:
        days.setdefault(saying.day_there(one.place, one.starts_at), []).append(one)
    context |= {
        "days": days,
        "first": first,
        "last": first + WEEK - timedelta(days=1),
        "before": first - WEEK,
        "after": first + WEEK,
        "places": places_to_receive(request, network_inside(request)),
        "can_plan": bool(places_to_hold(request, network_inside(request))),
    }
    return render(request, "appointments/week.html", context)


def seen(request: HttpRequest, pk: int) -> Appointment:
    """An appointment, for those who have a reason to see who comes."""
    rows = Appointment.objects.visible_to(request.user).filter(network=network_inside(request))
    found = get_object_or_404(rows.for_display(), pk=pk)
    give_ribbons([found.place], found.network)
    return found


@never_cache
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who, when, how, what for; and what can be done."""
    found, now = seen(request, pk), timezone.now()
    context = {
        "appointment": found,
        "place": found.place,
        "person": notices.person(found),
        "shows_address": found.mode == Mode.HOME and access.can_see_address(request.user, found),
        "may_change": found.is_booked and found.starts_at > now,
    }
    return render(request, "appointments/detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another slot, with the same mediator or another of the place; the person is told."""
    found = seen(request, pk)
    if not found.is_booked:
        return redirect("appointments:detail", pk)
    free = choices(found.reason, found.mode, at=timezone.now(), is_team=True, place=found.place)[:MOST_SLOTS]
    form = SlotForm(request.POST if request.method == "POST" else None, choices=free)
    if form.is_bound and form.is_valid():
        try:
            actions.move_appointment(appointment=found, choice=form.choice(), by=request.user, at=timezone.now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le rendez-vous est déplacé\u00a0: la personne est prévenue."))
            return redirect("appointments:detail", pk)
    context = {"appointment": found, "place": found.place, "form": form, "free": free}
    return render(request, "appointments/move.html", context, status=REFUSED if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel, and say why."""
    found = seen(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.cancel_appointment(
                appointment=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le rendez-vous est annulé\u00a0: la personne est prévenue."))
            return redirect("appointments:detail", pk)
    context = {"appointment": found, "place": found.place, "form": form}
    return render(request, "appointments/cancel.html", context, status=REFUSED if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, slug: str) -> HttpResponse:
    """At the desk: the next slots of the place for a reason, a name, a telephone or nothing."""
    network, place = _received_place(request, slug)
    said = request.POST if request.method == "POST" else request.GET
    reasons = [
        one
        for one in Reason.objects.in_use().filter(network=network).select_related("network").order_by("name", "pk")
        if access.can_book(request.user, one, place)
    ]
    reason = next((one for one in reasons if str(one.pk) == said.get("motif")), reasons[0] if reasons else None)
    if reason is None:
        return render(request, "appointments/desk_book.html", {"place": place, "reasons": []})
    mode = said.get("mode", "") if said.get("mode") in reason.modes else reason.modes[0]
    resident = chosen_resident(request, network)
    free = choices(reason, mode, at=timezone.now(), is_team=True, place=place)[:MOST_SLOTS]
    slot = free[0].token if free else ""
    if request.method != "POST":
        form = DeskBookingForm(reason=reason, mode=mode, slot=slot, resident=resident)
    else:
        form = DeskBookingForm(request.POST, reason=reason, mode=mode, resident=resident)
        if form.is_valid() and (made := _booked(request, form)):
            messages.success(request, _("Le rendez-vous est pris."))
            return redirect("appointments:detail", made.pk)
    form.propose(free)
    context = {
        "place": place, "reasons": reasons, "reason": reason, "mode": mode, "form": form, "free": free,
        "modes": [(one, Mode(one).label) for one in reason.modes], "days_of": reason.horizon_days,
        **found_by_keys(request, network, request.GET.get("name", ""), f"?motif={reason.pk}&mode={mode}&"),
    }  # fmt: skip
    status = REFUSED if request.method == "POST" else 200
    template = "appointments/desk_book.html" + ("#found" if request.htmx else "")  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


def _booked(request: HttpRequest, form: DeskBookingForm) -> Appointment | None:
    said = form.cleaned_data
    try:
        return actions.book(
            booking=actions.Booking(form.reason, said["mode"], said["slot"], said.get("address", "")),
            applicant=form.applicant(),
            source=form.source(),
            resident=form.resident,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal, FIELD_OF)
        return None
