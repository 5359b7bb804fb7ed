"""A day of appointments, one's own or a place's: who came, by keyboard or by big buttons."""

from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maille.activity import actions
from maille.activity.models import AppointmentAttendance
from maille.activity.models.presence import State
from maille.appointments.models import Appointment
from maille.core.refusals import Refused
from maille.territory.hours.say import say_date
from maille.territory.models import Network, Place
from maille.workshops.saying import tongue
from maille.workshops.views.desk import places_to_receive
from maille.workshops.views.inside import network_inside

FIRST, LAST = date(2000, 1, 3), date(2099, 12, 27)
DAY = timedelta(days=1)
MOST = 200


@never_cache
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The appointments of a day with what is noted of each, and the keys that answer."""
    network, places = _places(request)
    day, place = _day(request), _place(request, places)
    people = _people(request, network, place, day)
    answered = sum(state != State.EXPECTED for _one, state in people)
    return render(request, "activity/received.html", {
        "place": place,
        "places": places,
        "day": day,
        "said_day": f"{say_date(day, tongue())} {day.year}",
        "people": people,
        "answered": answered,
        "next": next((one.pk for one, state in people if state == State.EXPECTED), None),
        "before_url": address(max(day - DAY, FIRST), place),
        "after_url": address(min(day + DAY, LAST), place),
        "is_today": day == timezone.localdate(),
    })  # fmt: skip


@never_cache
@require_POST
def note_received(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer about one appointment; the same button again takes it back."""
    network, places = _places(request)
    rows = Appointment.objects.visible_to(request.user).filter(network=network).select_related("place")
    appointment, said = get_object_or_404(rows, pk=pk), request.POST
    try:
        actions.note_appointment(
            appointment=appointment,
            state=said.get("state", ""),
            saw=said.get("saw", State.EXPECTED),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(address(timezone.localdate(appointment.starts_at), _place(request, places)))


def address(day: date, place: Place | None) -> str:
    """The page of a day, one's own or a place's."""
    asked = {"jour": day.isoformat(), **({"lieu": place.slug} if place else {})}
    return f"{reverse('activity:received')}?{urlencode(asked)}"


def _places(request: HttpRequest) -> tuple[Network, list[Place]]:
    network = network_inside(request)
    places = places_to_receive(request, network)
    if not places:
        raise Http404
    return network, places


def _place(request: HttpRequest, places: list[Place]) -> Place | None:
    """The place whose day is asked for; a shared desk has no appointments of its own."""
    slug = request.POST.get("lieu") or request.GET.get("lieu") or ""
    if not slug:
        return places[0] if request.user.is_at_desk else None  # type: ignore[union-attr]
    found = next((one for one in places if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _day(request: HttpRequest) -> date:
    try:
        asked = parse_date(request.GET.get("jour", ""))
    except ValueError:
        asked = None
    return asked if asked and FIRST <= asked <= LAST else timezone.localdate()


def _people(request: HttpRequest, network: Network, place: Place | None, day: date) -> list[tuple[Appointment, Any]]:
    """The appointments of the day in order, each with its answer: two queries."""
    begins = datetime.combine(day, time.min, timezone.get_default_timezone())
    ends = datetime.combine(day + DAY, time.min, timezone.get_default_timezone())
    rows = Appointment.objects.visible_to(request.user).booked()
    rows = rows.filter(network=network, starts_at__gte=begins, starts_at__lt=ends)
    rows = rows.filter(place=place) if place else rows.filter(mediator=request.user)
    found = list(rows.for_display().order_by("starts_at", "pk")[:MOST])
    noted = AppointmentAttendance.objects.filter(appointment__in=found)
    states = dict(noted.values_list("appointment", "state"))
    return [(one, states.get(one.pk, State.EXPECTED)) for one in found]
