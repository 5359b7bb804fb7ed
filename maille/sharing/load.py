"""What is read to say what is free: where units stand, what is promised, the ways between places."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import permutations
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, TextField
from django.db.models.functions import Cast

from maille.core import kept
from maille.sharing.models import EquipmentModel, Journey, Promise, SharingRule, Unit
from maille.sharing.rules import Window
from maille.sharing.rules.availability import Ask, Spot, Stay, free_units
from maille.sharing.rules.journeys import Mode, Pair, Ways, minutes_for, shortest
from maille.territory.hours.calendar import clock_of, day_facts
from maille.territory.models import HoursException, Place
from maille.territory.opening import local_time, openings_between
from maille.territory.rules import Position, distance_km

AROUND = timedelta(days=15)
"""How far before and after an ask a promise may still matter: the longest that a place is closed, and the way."""
MONTH = timedelta(days=28)
"""By how many days the ways that screens show are read and kept: who looks at one day looks at the next."""
FOREVER = timedelta(days=3660)
UNWRITTEN = time(8), time(20)
"""When a place that did not write its hours is taken to be there."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The units of a model that can be lent, and what each is promised for around a time."""

    spots: Sequence[Spot]
    stays: Sequence[Stay]

    def around(self, window: Window) -> "Pool":
        """What of it matters for a time."""
        first, last = window.starts_at - AROUND, window.ends_at + AROUND
        near = [one for one in self.stays if one.window.starts_at < last and one.window.ends_at > first]
        return Pool(self.spots, near)


@dataclass(frozen=True, slots=True)
class Free:
    """How many units of a model can be had, of how many; `has` is how many stand in the place already.

    `not_before` is the soonest that one gets there, when none can be there in time for the way alone.
    """

    model: EquipmentModel
    free: int
    units: int
    has: int
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the units that can be lent stand, by model, and the model of each; one broken or retired is none."""

    spots: Mapping[int, Sequence[Spot]]
    model_of: Mapping[int, int]


def standing_units(models: Collection[int]) -> Standing:
    units = Unit.objects.lendable().filter(model__in=models).order_by("pk")
    spots, model_of = defaultdict[int, dict[int, list[int]]](lambda: defaultdict(list)), dict[int, int]()
    for key, model, base, stands_in in units.values_list("pk", "model", "base", "stands_in"):
        if model is not None:
            model_of[key] = model
            spots[model][stands_in or base].append(key)
    return Standing(
        {model: [Spot(tuple(keys), place) for place, keys in places.items()] for model, places in spots.items()},
        model_of,
    )


def pools_of(
    models: Collection[int], around: Window, at: datetime, *, standing: Standing | None = None
) -> dict[int, Pool]:
    """By the key of the model; a unit that is late is kept until it is back."""
    standing = standing or standing_units(models)
    rows = Promise.objects.standing().filter(unit__model__in=models)
    stays = defaultdict(list)
    near = rows.filter(left_at__isnull=True).meeting(around.starts_at - AROUND, around.ends_at + AROUND)
    near = near.annotate(begins=Cast("starts_at", TextField()), ends=Cast("ends_at", TextField()))
    near = near.order_by("starts_at", "pk")
    for key, unit, place, begins, ends in near.values_list("pk", "unit", "place", "begins", "ends"):
        if unit in standing.model_of:
            stays[standing.model_of[unit]].append(Stay(key, place, _window(begins, ends), unit))
    # What has left is held: free where it is to be given back, or not before it comes back when that is over.
    out: dict[int, list[Spot]] = defaultdict(list)
    left = rows.filter(left_at__isnull=False).order_by("unit")
    for unit, place, ends_at in left.values_list("unit", "place", "ends_at"):
        if unit in standing.model_of:
            free_at = ends_at if ends_at > at else at + FOREVER
            out[standing.model_of[unit]].append(Spot((unit,), place, free_at, has_it=True))
    return {model: Pool(_with_out(standing.spots.get(model, ()), out[model]), stays.get(model, ())) for model in models}


@lru_cache(maxsize=16384)  # the same mornings and days are promised again and again
def _window(begins: str, ends: str) -> Window:
    """From an instant to another, as the database writes them."""
    return Window(_instant(begins), _instant(ends))


def _instant(written: str) -> datetime:
    """SQLite does not say that it is in UTC."""
    at = datetime.fromisoformat(written)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _with_out(spots: Sequence[Spot], out: Sequence[Spot]) -> Sequence[Spot]:
    """Where units stand, those that are out being where they are to be given back."""
    if not out:
        return spots
    gone = {unit for spot in out for unit in spot.units}
    left = [spot._replace(units=tuple(unit for unit in spot.units if unit not in gone)) for spot in spots]
    return [*(spot for spot in left if spot.units), *out]


def ways_between(network: Any, places: Iterable[int], around: Window) -> Ways:
    """The ways of a network's van between these places, and when somebody is there, around a time."""
    first, last = (around.starts_at - AROUND).date(), (around.ends_at + AROUND).date()
    exceptions = HoursException.objects.filter(ends_on__gte=first).order_by("starts_on")
    known = Place.objects.filter(pk__in=set(places)).select_related("commune")
    found = list(known.prefetch_related(Prefetch("hours_exceptions", exceptions, to_attr="coming_exceptions")))
    openings = {}
    for place in found:
        windows = openings_between(place, first, last)
        if windows is not None:
            openings[place.pk] = [Window(*one) for one in windows]
    return Ways(travel_between(network, found), openings=openings)


def _ways_shown(network: Any, places: set[int], around: Window) -> Ways:
    """The same as a screen shows them, kept by whole months while nothing is written; who promises reads them anew."""
    key = network if isinstance(network, int) else network.pk
    days = MONTH.days
    first = around.starts_at - timedelta(days=around.starts_at.toordinal() % days)
    last = around.ends_at + timedelta(days=days - around.ends_at.toordinal() % days)
    name = "ways", key, frozenset(places), first.date(), last.date()
    return kept.value(name, lambda: ways_between(network, places, Window(first, last)))


def travel_between(network: Any, places: Sequence[Place], mode: Mode = Mode.VAN) -> Mapping[Pair, int]:
    """Minutes for each ordered pair: what somebody wrote, otherwise an estimate; none longer than by another place."""
    written = written_between(network, places, mode)
    return _minutes_between(_positions(places), tuple(written.items()), mode)


@lru_cache(maxsize=64)  # the same places ask each other again and again
def _minutes_between(
    positions: tuple[tuple[int, Position], ...], written: tuple[tuple[Pair, int], ...], mode: Mode
) -> Mapping[Pair, int]:
    estimated = _estimated(positions, mode)
    return MappingProxyType(shortest(estimated | dict(written)) if written else estimated)


def estimated_between(places: Sequence[Place], mode: Mode) -> dict[Pair, int]:
    """Minutes for each ordered pair by the straight line; a place whose position is not known has none."""
    return _estimated(_positions(places), mode)


def _estimated(positions: Iterable[tuple[int, Position]], mode: Mode) -> dict[Pair, int]:
    return {
        (one, other): minutes_for(distance_km(here, there), mode)
        for (one, here), (other, there) in permutations(positions, 2)
    }


def written_between(network: Any, places: Sequence[Place], mode: Mode) -> dict[Pair, int]:
    """Minutes for the ordered pairs that somebody wrote."""
    keys = [place.pk for place in places]
    rows = Journey.objects.filter(network=network, mode=mode, origin__in=keys, destination__in=keys)
    known = rows.order_by("pk").values_list("origin", "destination", "minutes")
    return {(one, other): minutes for one, other, minutes in known}


def _positions(places: Sequence[Place]) -> tuple[tuple[int, Position], ...]:
    return tuple((place.pk, position) for place in places if (position := _position(place)))


def _position(place: Place) -> Position | None:
    """Where it is, or the centre of its commune; nothing when neither is known."""
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        latitude, longitude = place.commune.latitude, place.commune.longitude
    return None if latitude is None or longitude is None else Position(latitude, longitude)


def set_aside(network: Any, place: int, models: Collection[int]) -> dict[int, int]:
    """How many units of each model the network keeps for other places than this one."""
    rules = SharingRule.objects.filter(network=network, kind=SharingRule.Kind.SET_ASIDE, model__in=models)
    kept: dict[int, int] = defaultdict(int)
    for model, number in rules.exclude(place=place).values_list("model", "number"):
        kept[model or 0] += number
    return kept


def models_of(network: Any) -> list[EquipmentModel]:
    """What a network lends, in the order of the names."""
    return list(EquipmentModel.objects.in_use().filter(network=network).select_related("skill").order_by("name", "pk"))


def free_for(
    network: Any,
    place: Place,
    window: Window,
    *,
    at: datetime,
    count: int = 200,
    of: Sequence[EquipmentModel] | None = None,
) -> list[Free]:
    """What a place can borrow over a time, model by model in the order of their names; only `of` these when given."""
    return free_at(network, place, [window], at=at, count=count, of=models_of(network) if of is None else of)[0]


def free_at(
    network: Any,
    place: Place,
    windows: Sequence[Window],
    *,
    at: datetime,
    of: Sequence[EquipmentModel],
    count: int = 200,
) -> list[list[Free]]:
    """What a place can borrow of models over each of several times: read once for all of them."""
    if not windows:
        return []
    # As the database and the openings say instants: two of one clock compare several times faster.
    windows = [Window(one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC)) for one in windows]
    around = Window(min(one.starts_at for one in windows), max(one.ends_at for one in windows))
    keys = [model.pk for model in of]
    pools = pools_of(keys, around, at, standing=kept.value(("units lent", *keys), lambda: standing_units(keys)))
    ways = _ways_shown(network, _places_of(pools.values()) | {place.pk}, around)
    aside = set_aside(network, place.pk, keys)
    units = {key: sum(len(spot.units) for spot in pool.spots) for key, pool in pools.items()}
    here = {key: sum(len(one.units) for one in pool.spots if one.place == place.pk) for key, pool in pools.items()}

    def free(model: EquipmentModel, window: Window) -> Free:
        pool = pools[model.pk]
        is_late = window.starts_at < at + model.notice
        ask = Ask(place.pk, window, 0 if is_late else min(count, units[model.pk]))
        near = pool if window == around else pool.around(window)
        there = most_for(model, near, ask, ways, aside.get(model.pk, 0), at)
        soonest = None if there or is_late else _soonest(model, pool, place.pk, ways, at)
        not_before = soonest if soonest is not None and soonest > window.starts_at else None
        return Free(model, there, units[model.pk], here[model.pk], not_before)

    return [[free(model, window) for model in of] for window in windows]


def _soonest(model: EquipmentModel, pool: Pool, place: int, ways: Ways, at: datetime) -> datetime | None:
    """The first instant that one of the units can be in a place, promised or not."""
    brings = ways.for_model(model.lasts_to_prepare)
    arrives = (brings.arrives(one.place, one.free_at or at, place) for one in spots_of(model, pool, place))
    return min((one for one in arrives if one is not None), default=None)


def free_each(
    network: Any, place: Place, windows: Sequence[Window], *, at: datetime, of: Sequence[EquipmentModel]
) -> list[Free]:
    """What a place can borrow over each of several times: of each model, the fewest there are at any of them."""
    weeks = free_at(network, place, windows, at=at, of=of)
    return [min(every, key=lambda one: one.free) for every in zip(*weeks, strict=True)]


@dataclass(frozen=True, slots=True)
class DayFree:
    """How many units of a model a place can have on a day, from when it opens until it closes; None when closed."""

    day: date
    free: int | None


def free_by_day(model: EquipmentModel, place: Place, first: date, days: int = 60, *, at: datetime) -> list[DayFree]:
    """What a place can have of a model, day after day from the first on: read once for all of them."""
    wanted = [first + timedelta(days=rank) for rank in range(days)]
    times = _times_of(place, wanted)
    found = free_at(model.network_id, place, list(times.values()), at=at, of=[model])
    free = {day: one.free for day, (one,) in zip(times, found, strict=True)}
    return [DayFree(day, free.get(day)) for day in wanted]


def _times_of(place: Place, days: Sequence[date]) -> dict[date, Window]:
    """From when to when a place is there on each day; from eight to eight where nobody wrote its hours."""
    zone, found = zone_of(place), dict[date, Window]()
    openings = openings_between(place, days[0], days[-1])
    if openings is None:
        return {day: Window(*(datetime.combine(day, hour, zone) for hour in UNWRITTEN)) for day in days}
    for opens, closes in openings:
        day = opens.astimezone(zone).date()
        found[day] = Window(found[day].starts_at if day in found else opens, closes)
    return found


def _places_of(pools: Iterable[Pool]) -> set[int]:
    """Where units stand or are promised."""
    found = list(pools)
    return {spot.place for pool in found for spot in pool.spots} | {stay.place for pool in found for stay in pool.stays}


def holidays_among(place: Place, windows: Sequence[Window]) -> list[Window]:
    """Those that begin on a public holiday, where the place is."""
    return [one for one in windows if _is_holiday(place, one.starts_at)]


def zone_of(place: Place) -> ZoneInfo:
    return ZoneInfo(clock_of(place.calendar))


def _is_holiday(place: Place, at: datetime) -> bool:
    return day_facts(local_time(place, at).date(), place.calendar).is_public_holiday


def most_for(model: EquipmentModel, pool: Pool, ask: Ask, ways: Ways, kept: int, at: datetime) -> int:
    """How many of what is asked there are, leaving those that are kept for others."""
    whole = Ask(ask.place, ask.window, ask.count + kept)
    spots, brings = spots_of(model, pool, ask.place), ways.for_model(model.lasts_to_prepare)
    free = free_units(spots, pool.stays, whole, brings, at)
    return max(0, min(ask.count, free - kept))


def spots_of(model: EquipmentModel, pool: Pool, place: int) -> Sequence[Spot]:
    """The units that may serve a place: what does not travel serves where it stands."""
    return pool.spots if model.is_transportable else [spot for spot in pool.spots if spot.place == place]
