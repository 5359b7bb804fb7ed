"""Full here, free there: other sessions for those who find one full, near and soon, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import Min, Q, QuerySet

from maille.core import kept
from maille.core.prepared import Prepared
from maille.territory.opening import time_by
from maille.territory.rules import Position, distance_km

from .models import Session
from .rules.nearness import Candidate, Way, ranked, way

MOST = 3
HORIZON = timedelta(days=60)
HANDFUL = 40
MOST_READ = 400
"""Candidates read at most, the soonest first: what comes after them would not be proposed."""


@dataclass(frozen=True)
class Alternative:
    """Another session with seats enough: how many, how far (estimated), of the same workshop or on the same theme."""

    session: Session
    free: int
    km: float | None
    is_same: bool
    is_here: bool

    @property
    def way(self) -> Way | None:
        return None if self.km is None or self.is_here else way(self.km)


class _Date(NamedTuple):
    """What is compared of a session: hundreds are read for each page that shows a full one, three are shown."""

    key: int
    starts_at: datetime
    free: int
    cycle: int | None
    workshop: int
    level: str
    themes: tuple[str, ...]
    place: int
    calendar: str
    latitude: float | None
    longitude: float | None
    closes_at: datetime | None


_READ = (
    "pk", "starts_at", "free_seats", "cycle", "version__workshop", "version__level", "version__themes",
    "place", "place__calendar", "place__search_latitude", "place__search_longitude", "closes_at",
)  # fmt: skip


class Choice(NamedTuple):
    """Another session in figures: key, free seats, how far, of the same workshop or not, in the same place or not."""

    key: int
    free: int
    km: float | None
    is_same: bool
    is_here: bool


class _Order(NamedTuple):
    """Other sessions, the least effort first, whatever seats they have; until when one may sign up, and their cycles.

    `is_whole` when none was left out: then only their seats change.
    """

    choices: list[Choice]
    until: dict[int, datetime]
    cycles: dict[int, int]
    is_whole: bool


def alternatives(session: Session, *, at: datetime, size: int = 1, most: int = MOST) -> list[Alternative]:
    """Where else a group of that size may go, the least effort first; `session` has its version and its place."""
    return in_words(chosen(session, at=at, size=size, most=most))


def chosen(session: Session, *, at: datetime, size: int = 1, most: int = MOST) -> Sequence[Choice]:
    """The same as keys and figures: the order is kept for the hour, the seats are read now."""
    hour = int(at.timestamp()) // 3600
    name = ("alternatives", session.pk, session.version_id, session.place_id, hour)
    order = kept.value(name, lambda: _order(session, at))
    if order.is_whole:
        return _with_seats(order, at, size, most)
    candidates = _candidates([session], at, size)
    return _of(session, candidates, _first_dates(candidates, at), at, size)[:most]


def _order(session: Session, at: datetime) -> _Order:
    candidates = _candidates([session], at, 0)
    is_whole = len(candidates) < MOST_READ
    until = {one.key: min(one.closes_at or one.starts_at, one.starts_at) for one in candidates}
    cycles = {one.key: one.cycle for one in candidates if one.cycle}
    found = _of(session, candidates, _first_dates(candidates, at), at, 0) if is_whole else []
    return _Order(found, until, cycles, is_whole)


def _with_seats(order: _Order, at: datetime, size: int, most: int) -> list[Choice]:
    """The first of them that have seats enough now: a query for each handful, nearly always one."""
    open_now = [one for one in order.choices if at < order.until[one.key]]
    found: list[Choice] = []
    for handful in batched(open_now, HANDFUL):
        free = _free_now([one.key for one in handful], order.cycles)
        found += [one._replace(free=free[one.key]) for one in handful if free[one.key] >= size]
        if len(found) >= most:
            break
    return found[:most]


def _free_now(keys: Sequence[int], cycles: dict[int, int]) -> dict[int, int]:
    """The seats free in each session, or in all the dates of its cycle: one query."""
    joined = [cycles[key] for key in keys if key in cycles]
    alone: dict[int, int] = {}
    together: dict[int, int] = {}
    for key, cycle, free in _SEATS.tuples(list(keys), joined):
        alone[key] = free
        if cycle:
            together[cycle] = min(free, together.get(cycle, free))
    return {key: together.get(cycles[key], 0) if key in cycles else alone.get(key, 0) for key in keys}


def _seats_of(keys: list[int], cycles: list[int]) -> QuerySet[Session, Any]:
    rows = Session.objects.published().filter(Q(pk__in=keys) | Q(cycle__in=cycles)).order_by()
    return rows.values_list("pk", "cycle", "free_seats")


_SEATS = Prepared(_seats_of, list[int], list[int])


def give_alternatives(sessions: Iterable[Session], *, at: datetime) -> None:
    """Give each full session of a list the best other date of the same workshop (`session.elsewhere`), if any."""
    full = [one for one in sessions if one.free_seats == 0]
    if not full:
        return
    candidates = _candidates(full, at, 1, same_only=True)
    firsts = _first_dates(candidates, at)
    of_workshop: dict[int, list[_Date]] = defaultdict(list)
    for candidate in candidates:
        of_workshop[candidate.workshop].append(candidate)
    best = {}
    for one in full:
        same = _of(one, of_workshop[one.version.workshop_id], firsts, at, 1)
        best[one.pk] = same[0] if same else None
    shown = {one.session.pk: one for one in in_words([choice for choice in best.values() if choice])}
    for one in full:
        choice = best[one.pk]
        one.elsewhere = None if choice is None else replace(shown[choice.key], km=choice.km, is_here=choice.is_here)


def in_words(choices: Sequence[Choice]) -> list[Alternative]:
    """The chosen ones with what a page says of them: one query, none when there is nothing to propose."""
    if not choices:
        return []
    rows = Session.objects.select_related("version", "place__commune").in_bulk([one.key for one in choices])
    return [Alternative(rows[one.key], one.free, one.km, one.is_same, one.is_here) for one in choices]


def _candidates(wanted: Sequence[Session], at: datetime, size: int, *, same_only: bool = False) -> list[_Date]:
    """Open sessions of these workshops, or of their level and themes too, with seats enough: one query."""
    open_now = Session.objects.open_to_all().filter(Q(closes_at=None) | Q(closes_at__gt=at))
    soon = open_now.filter(starts_at__gt=at, starts_at__lte=at + HORIZON, free_seats__gte=size)
    alike = Q(version__workshop__in={one.version.workshop_id for one in wanted})
    themes = {(one.version.level, theme) for one in wanted for theme in one.version.themes}
    for level, theme in () if same_only else themes:
        alike |= Q(version__level=level, version__themes__has=theme)
    found = soon.filter(alike, network__in={one.network_id for one in wanted})
    return [_Date(*row) for row in found.order_by("starts_at", "pk").values_list(*_READ)[:MOST_READ]]


def _first_dates(candidates: Sequence[_Date], at: datetime) -> dict[int, tuple[datetime, int]]:
    """The first date of each cycle among them, and the seats free in all of its dates: a query when there is one."""
    cycles = {one.cycle for one in candidates if one.cycle}
    if not cycles:
        return {}
    dates = Session.objects.published().filter(cycle__in=cycles).order_by().values_list("cycle")
    return {
        cycle: (first, free) for cycle, first, free in dates.annotate(first=Min("starts_at"), free=Min("free_seats"))
    }


def _of(
    session: Session,
    candidates: Iterable[_Date],
    firsts: dict[int, tuple[datetime, int]],
    at: datetime,
    size: int,
) -> list[Choice]:
    found, days = {}, {}
    here = _position(session.place.search_latitude, session.place.search_longitude)
    for other in candidates:
        if other.key == session.pk or (session.cycle_id and other.cycle == session.cycle_id):
            continue
        first, free = firsts.get(other.cycle or 0, (other.starts_at, other.free))
        is_same = other.workshop == session.version.workshop_id
        if first == other.starts_at and free >= size and (is_same or _is_alike(session, other)):
            there = _position(other.latitude, other.longitude)
            km = distance_km(here, there) if here and there else None
            found[other.key] = Choice(other.key, free, km, is_same, is_here=other.place == session.place_id)
            days[other.key] = _days(other, at)
    return [
        found[one.key] for one in ranked(Candidate(key, days[key], one.km, one.is_same) for key, one in found.items())
    ]


def _is_alike(wanted: Session, other: _Date) -> bool:
    return other.level == wanted.version.level and bool(set(other.themes) & set(wanted.version.themes))


def _position(latitude: float | None, longitude: float | None) -> Position | None:
    return None if latitude is None or longitude is None else Position(latitude, longitude)


def _days(one: _Date, at: datetime) -> int:
    """Days to wait, on the calendar of the place."""
    return (time_by(one.calendar, one.starts_at).date() - time_by(one.calendar, at).date()).days
