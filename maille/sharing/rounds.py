"""What is read of a round: what may ride with it, in what order it goes, who goes the same way already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from maille.people.models import User
from maille.people.rules import MEMBER_KINDS
from maille.sharing.load import ways_between
from maille.sharing.models import Leg, Lending, Promise, Round, WorkingHours
from maille.sharing.rules import Window
from maille.sharing.rules.journeys import Ways
from maille.sharing.rules.rounds import LARGE, ROOM_OF, Load, Route, Vehicle, best_route
from maille.territory.models import Place

AHEAD = timedelta(days=4)
"""How long before it is wanted something may already ride."""
MOST = 200


@dataclass(frozen=True, slots=True)
class Rider:
    """A way of a unit that a round carries or could: from when it can leave, until when it is awaited."""

    leg: Leg
    ready: datetime | None
    due: datetime | None

    @property
    def room(self) -> int:
        return ROOM_OF[self.leg.unit.model.size] if self.leg.unit.model else 0

    @property
    def alike(self) -> tuple[Any, ...]:
        """What rides together, all of it or none."""
        return self.leg.origin_id, self.leg.destination_id, self.ready, self.due


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of a round: what is taken there, what is given."""

    place: Place
    starts_at: datetime
    ends_at: datetime
    takes: Sequence[Leg]
    gives: Sequence[Leg]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A round in order; `left` is what it cannot carry that day, `late` the keys of what arrives too late."""

    stops: Sequence[Stop]
    ends_at: datetime
    left: Sequence[Leg]
    late: Collection[int]
    driven: int
    closed: Collection[int]


def day_of(tour: Round) -> Window:
    """From when a round starts to the end of its day, on the clock of the network."""
    day = timezone.localtime(tour.starts_at).date()
    return Window(tour.starts_at, timezone.make_aware(datetime.combine(day + timedelta(days=1), time())))


def ways_of_legs() -> Any:
    """The ways of units with what a page or a paper says of them."""
    return Leg.objects.select_related("unit__model", "origin__commune", "destination__commune", "promise__line__need")


def aboard(tour: Round) -> list[Rider]:
    """What a round carries, what it has delivered included."""
    return _riders(ways_of_legs().filter(round=tour, cancelled_at__isnull=True))


def could_ride(tour: Round) -> list[Rider]:
    """What waits, and could be carried by a round: ready before its end, awaited after its start, wanted soon.

    What a round that is over should have taken, and did not, waits again.
    """
    waiting = ways_of_legs().ahead().filter(network=tour.network, left_at__isnull=True).exclude(round=tour)
    waiting = waiting.filter(Q(round__isnull=True) | Q(round__ends_at__lte=timezone.now()))
    found = _riders(waiting.filter(leaves_at__lt=tour.ends_at + AHEAD))
    return [
        one
        for one in found
        if (one.ready is None or one.ready < tour.ends_at) and (one.due is None or one.due > tour.starts_at)
    ]


def _riders(rows: Any) -> list[Rider]:
    legs = list(rows.order_by("leaves_at", "pk")[:MOST])
    held = _promises({leg.unit_id for leg in legs})
    return [Rider(leg, _ready(leg, held), leg.promise.starts_at if leg.promise else None) for leg in legs]


def _promises(units: Collection[int]) -> Mapping[int, Sequence[Promise]]:
    found = defaultdict(list)
    for one in Promise.objects.standing().filter(unit__in=units).order_by("starts_at", "pk"):
        found[one.unit_id].append(one)
    return found


def _ready(leg: Leg, held: Mapping[int, Sequence[Promise]]) -> datetime | None:
    """When what comes before it is over; a unit goes home once nobody wants it any more."""
    if leg.promise is None:
        return leg.leaves_at
    before = [one.ends_at for one in held.get(leg.unit_id, ()) if one.starts_at < leg.promise.starts_at]
    return max(before) + leg.unit.model.lasts_to_prepare if before and leg.unit.model else None


def itinerary(tour: Round, riders: Sequence[Rider]) -> Itinerary:
    """In what order a round goes with what it carries, and when it is at each door."""
    places = _places(tour, riders)
    between = _that_day(ways_between(tour.network, places, day_of(tour)), day_of(tour))
    vehicle = Vehicle(tour.van.base_id, tour.van.holds * LARGE)
    loads, of = _loads(riders, vehicle.holds)
    route = best_route(loads, vehicle, between, tour.starts_at)
    return _said(route, places, of, closed={key for key, windows in between.openings.items() if not windows})


def _places(tour: Round, riders: Iterable[Rider]) -> dict[int, Place]:
    ends = [place for one in riders for place in (one.leg.origin, one.leg.destination)]
    bases = [tour.van.base] if tour.van.base else []
    return {place.pk: place for place in ends + bases}


def _that_day(between: Ways, day: Window) -> Ways:
    """The ways when nobody opens after that day."""
    openings = {
        place: [one for one in windows if one.ends_at > day.starts_at and one.starts_at < day.ends_at]
        for place, windows in between.openings.items()
    }
    return replace(between, openings=openings)


def _loads(riders: Iterable[Rider], most: int) -> tuple[list[Load], dict[int, list[Leg]]]:
    """What rides together as one load, no more than the van holds at once, and the legs of each."""
    alike = defaultdict(list)
    for one in riders:
        alike[one.alike].append(one)
    parts = [part for ones in alike.values() for part in _parts(ones, most)]
    loads = [
        Load(key, part[0].leg.origin_id, part[0].leg.destination_id, _room(part), part[0].ready, part[0].due)
        for key, part in enumerate(parts)
    ]
    return loads, {key: [one.leg for one in part] for key, part in enumerate(parts)}


def _parts(ones: Iterable[Rider], most: int) -> list[list[Rider]]:
    parts: list[list[Rider]] = [[]]
    for one in ones:
        if parts[-1] and _room(parts[-1]) + one.room > most:
            parts.append([])
        parts[-1].append(one)
    return parts


def _room(part: Iterable[Rider]) -> int:
    return sum(one.room for one in part)


def _said(
    route: Route, places: Mapping[int, Place], of: Mapping[int, Sequence[Leg]], closed: Collection[int]
) -> Itinerary:
    def legs(keys: Iterable[int]) -> list[Leg]:
        return [leg for key in keys for leg in of[key]]

    return Itinerary(
        [
            Stop(places[call.place], call.starts_at, call.ends_at, legs(call.picks), legs(call.delivers))
            for call in route.calls
        ],
        route.ends_at,
        legs(sorted(route.left)),
        {leg.pk for leg in legs(route.late)},
        route.driven,
        closed,
    )


def people_of(network: Any) -> Any:
    """Whoever works for a network: those who may drive, or carry something."""
    return User.objects.filter(is_active=True, roles__network=network, roles__kind__in=MEMBER_KINDS).distinct()


@dataclass(frozen=True, slots=True)
class Ride:
    """Somebody who goes the same way anyway, and when."""

    person: User
    at: datetime


def rides_for(leg: Leg) -> list[Ride]:
    """Who goes from one end of a way to the other in time: lent for a while, on the way back, or at work in both."""
    found = [*_lent(leg), *_at_work(leg)]
    return list({one.person.pk: one for one in sorted(found, key=lambda one: one.at, reverse=True)}.values())[::-1]


def _until(leg: Leg) -> Window:
    """When something may go: from the day it should leave to when it is awaited; home, within three days."""
    morning = timezone.localtime(leg.leaves_at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(morning, leg.due_at if leg.promise_id else leg.leaves_at + timedelta(days=3))


def _lent(leg: Leg) -> list[Ride]:
    when = _until(leg)
    rows = Lending.objects.filter(state=Lending.State.AGREED, line__need__network=leg.network_id)
    rows = rows.select_related("user", "line__need")
    there = Q(home=leg.origin_id, line__need__place=leg.destination_id)
    there &= Q(starts_at__gte=when.starts_at, starts_at__lte=when.ends_at)
    back = Q(home=leg.destination_id, line__need__place=leg.origin_id)
    back &= Q(ends_at__gte=max(leg.leaves_at, when.starts_at) if not leg.promise_id else when.starts_at)
    back &= Q(ends_at__lte=when.ends_at)
    return [
        Ride(one.user, one.starts_at if one.home_id == leg.origin_id else one.ends_at)
        for one in rows.filter(there | back)
    ]


def _at_work(leg: Leg) -> list[Ride]:
    """Who works at one end in the morning and at the other later the same day."""
    when = _until(leg)
    rows = WorkingHours.objects.filter(place__in=(leg.origin_id, leg.destination_id), user__is_active=True)
    of_day = defaultdict(list)
    for row in rows.select_related("user").order_by("starts", "pk"):
        of_day[row.user_id, row.weekday].append(row)
    found = []
    for day in _days(when):
        for (_user, weekday), hours in of_day.items():
            if weekday == day.weekday() and _goes(hours, leg):
                arrives = timezone.make_aware(datetime.combine(day, _arrival(hours, leg)))
                if when.starts_at <= arrives <= when.ends_at and arrives >= leg.leaves_at - timedelta(days=1):
                    found.append(Ride(hours[0].user, arrives))
    return found


def _days(when: Window) -> list[Any]:
    first = timezone.localtime(when.starts_at).date()
    last = timezone.localtime(when.ends_at).date()
    return [first + timedelta(days=rank) for rank in range(min((last - first).days, 7) + 1)]


def _goes(hours: Sequence[WorkingHours], leg: Leg) -> bool:
    starts = [row.starts for row in hours if row.place_id == leg.origin_id]
    ends = [row.starts for row in hours if row.place_id == leg.destination_id]
    return bool(starts and ends) and min(starts) < max(ends)


def _arrival(hours: Sequence[WorkingHours], leg: Leg) -> time:
    first = min(row.starts for row in hours if row.place_id == leg.origin_id)
    return min(row.starts for row in hours if row.place_id == leg.destination_id and row.starts > first)
