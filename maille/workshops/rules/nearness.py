"""How far another session is, in minutes and in days, and which one is proposed first.

The way is an estimate from the straight line: streets are 1.3 times longer on foot, lines 1.4 times by bus; one walks
at 4.8 km/h, a town bus goes at 16 km/h with its stops, and costs 8 minutes to reach and to wait for. Beyond an hour
nothing is estimated: the distance is said instead.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WALK_MINUTES = 1.3 / 4.8 * 60  # for a kilometre of straight line
BUS_MINUTES = 1.4 / 16 * 60
BUS_WAIT = 8.0
LONGEST = 60
STEP = 5
"""A bus is estimated to five minutes: more would be a promise."""

DAY_WEIGHS = 10.0
"""To wait a day longer weighs as much as ten minutes of way."""
OTHER_WEIGHS = 30.0
"""Another workshop on the same theme weighs as much as half an hour of way."""
UNKNOWN_WAY = 30.0


class Mode(StrEnum):
    """How one goes there."""

    WALK = "walk"
    BUS = "bus"


@dataclass(frozen=True, slots=True)
class Way:
    """The quickest way there, on foot or by bus, in whole minutes."""

    mode: Mode
    minutes: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another session: in how many days, how far in kilometres (None when unknown), of the same workshop or not."""

    key: int
    days: int
    km: float | None
    is_same: bool = True


def way(km: float) -> Way | None:
    """Estimate the way over a straight line of so many kilometres; None beyond an hour.

    On foot as long as the bus is not quicker.
    """
    walk, bus = math.ceil(km * WALK_MINUTES), math.ceil((BUS_WAIT + km * BUS_MINUTES) / STEP) * STEP
    if walk <= bus:
        return Way(Mode.WALK, walk)
    return Way(Mode.BUS, bus) if bus <= LONGEST else None


def reach_km(minutes: int) -> float:
    """The farthest straight line that is within so many minutes: what "à moins de 20 minutes" means."""
    on_foot = minutes / WALK_MINUTES
    by_bus = (minutes // STEP * STEP - BUS_WAIT) / BUS_MINUTES
    return max(on_foot, by_bus, 0.0)


def effort(one: Candidate) -> float:
    """What going there asks of somebody, in minutes: the way, each day to wait, and another workshop than wanted."""
    on_the_way = UNKNOWN_WAY if one.km is None else _minutes(one.km)
    return on_the_way + one.days * DAY_WEIGHS + (0.0 if one.is_same else OTHER_WEIGHS)


def _minutes(km: float) -> float:
    """Minutes of way, unrounded and without end, so that the farther of two is never before the nearer."""
    return min(km * WALK_MINUTES, BUS_WAIT + km * BUS_MINUTES)


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that ask the least of somebody first; the sooner, the nearer, then the older key, between equals."""
    return sorted(candidates, key=lambda one: (effort(one), one.days, math.inf if one.km is None else one.km, one.key))
