"""The way between two places, and when something may leave one and reach the other. Minutes; instants are aware.

Without anything better the way is the straight line, longer by a factor, at the speed of how one goes: an estimate,
and said to be one. What somebody wrote for a pair of places takes its place.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import product
from math import ceil
from typing import Self

from .windows import Window


class Mode(StrEnum):
    """How one goes from a place to another."""

    FOOT = "foot"
    CYCLE = "cycle"
    TRANSIT = "transit"
    VAN = "van"


@dataclass(frozen=True, slots=True)
class Pace:
    """Kilometres an hour along the way, how much longer the way is than the straight line, minutes before and after."""

    speed: float
    detour: float
    aside: int


# A town with hills: streets are a third longer than the straight line, a tram stop is five minutes away.
PACES = {
    Mode.FOOT: Pace(4.5, 1.3, 0),
    Mode.CYCLE: Pace(13, 1.3, 4),
    Mode.TRANSIT: Pace(16, 1.4, 12),
    Mode.VAN: Pace(22, 1.4, 10),
}


def minutes_for(km: float, mode: Mode) -> int:
    """How long the way is, in whole minutes, from the straight line in kilometres; nothing where one already is."""
    if km < 0:
        raise ValueError(f"a distance is no less than nothing: {km}")
    pace = PACES[mode]
    return pace.aside + ceil(km * pace.detour / pace.speed * 60) if km else 0


Pair = tuple[int, int]


def shortest(minutes: Mapping[Pair, int]) -> dict[Pair, int]:
    """The same ways, none longer than by another place: what was written by hand for some pairs may be.

    Shape: every ordered pair of the places that are named. A way that nobody gave is as long as by the others, and
    absent when there is none.
    """
    places = sorted({place for pair in minutes for place in pair})
    best = dict(minutes) | {(place, place): 0 for place in places}
    for middle, one, other in product(places, repeat=3):
        first, second = best.get((one, middle)), best.get((middle, other))
        if first is not None and second is not None and first + second < best.get((one, other), first + second + 1):
            best[one, other] = first + second
    return best


NEVER = datetime.min.replace(tzinfo=UTC)
"""Before any instant: by then nothing has left."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What it takes for a unit to be free in one place and ready in another.

    `travel` in minutes for an ordered pair of places; a pair that it does not name takes `elsewhere`. `preparation` is
    for looking at it, loading, wiping: after each use. `openings`, in order, are when somebody is there to give or to
    take it; a place that is not named has somebody at any time. At its own place a unit waits for nobody.
    """

    travel: Mapping[Pair, int] = field(default_factory=dict)
    preparation: timedelta = timedelta(0)
    openings: Mapping[int, Sequence[Window]] = field(default_factory=dict)
    elsewhere: int = 60
    _towards: dict[tuple[int, datetime], "_Towards"] = field(default_factory=dict, repr=False, compare=False)
    _edges: dict[int, tuple[list[datetime], list[datetime]]] = field(default_factory=dict, repr=False, compare=False)

    def for_model(self, preparation: timedelta) -> Self:
        return type(self)(self.travel, preparation, self.openings, self.elsewhere, self._towards, self._edges)

    def arrives(self, origin: int, free_at: datetime, place: int) -> datetime | None:
        """The soonest that a unit, free at an instant in one place, is ready in another; none if nobody is there."""
        if origin == place:
            return free_at
        leaves = self.next_open(origin, free_at)
        return (
            None if leaves is None else self.next_open(place, leaves + timedelta(minutes=self.minutes(origin, place)))
        )

    def minutes(self, origin: int, place: int) -> int:
        """How long the way is; none within one place."""
        return 0 if origin == place else self.travel.get((origin, place), self.elsewhere)

    def reaches(self, origin: int, free_at: datetime, place: int, by: datetime) -> bool:
        """Whether a unit that is free at an instant in one place can be ready in another by a time."""
        return free_at <= self.towards(place, by)[origin]

    def towards(self, place: int, by: datetime) -> Mapping[int, datetime]:
        """By place, the latest that something may leave it to be in this one by a time; `NEVER` if it cannot."""
        found = self._towards.get((place, by))
        return self._towards.setdefault((place, by), _Towards(self, place, by)) if found is None else found

    def leaves_by(self, origin: int, place: int, by: datetime) -> datetime | None:
        """The latest that something may leave a place to be in another by a time; none if it never can."""
        if origin == place:
            return by
        arrives = self.last_open(place, by)
        return arrives and self.last_open(origin, arrives - timedelta(minutes=self.minutes(origin, place)))

    def last_open(self, place: int, at: datetime) -> datetime | None:
        """The last instant, `at` included, when somebody is there: until they close, that included."""
        edges = self._edges_of(place)
        if edges is None:
            return at
        index = bisect_right(edges[0], at)
        return min(at, edges[1][index - 1]) if index else None

    def next_open(self, place: int, at: datetime) -> datetime | None:
        """The first instant from `at` on when somebody is there: until they close, that included."""
        edges = self._edges_of(place)
        if edges is None:
            return at
        index = bisect_left(edges[1], at)
        return max(at, edges[0][index]) if index < len(edges[1]) else None

    def _edges_of(self, place: int) -> tuple[list[datetime], list[datetime]] | None:
        """The instants when a place opens, and those when it closes."""
        if place in self.openings and place not in self._edges:
            windows = self.openings[place]
            self._edges[place] = [one.starts_at for one in windows], [one.ends_at for one in windows]
        return self._edges.get(place)


class _Towards(dict[int, datetime]):
    """What is asked of one place and one instant again and again: counted once for each origin."""

    def __init__(self, ways: Ways, place: int, by: datetime) -> None:
        self.ways, self.place, self.by = ways, place, by

    def __missing__(self, origin: int) -> datetime:
        latest = self[origin] = self.ways.leaves_by(origin, self.place, self.by) or NEVER
        return latest
