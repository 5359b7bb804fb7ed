"""What is known only from all the records together: who shares a number, and where one trade has one place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .readings import Reading

FEW = 2
"""A number, mail or SIRET found at more spots than this belongs to an organisation, not to one place."""


Point = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What may not be seen in two records alone.

    `shared`: contacts of many spots. `alone`: (commune, trade) of which no source knows two places. `crowded`: points
    where many stand, which are the middle of a commune rather than a door.
    """

    shared: frozenset[str] = frozenset()
    alone: frozenset[tuple[str, str]] = frozenset()
    crowded: frozenset[Point] = frozenset()


def neighbourhood_of(readings: Sequence[Reading]) -> Neighbourhood:
    """Count what the records share."""
    return Neighbourhood(_shared_by_many(readings), _alone(readings), _crowded(readings))


def _shared_by_many(readings: Iterable[Reading]) -> frozenset[str]:
    spots: dict[str, set[object]] = defaultdict(set)
    for reading in readings:
        for value in reading.contacts:
            spots[value].add(reading.spot)
    return frozenset(value for value, places in spots.items() if len(places) > FEW)


def _alone(readings: Iterable[Reading]) -> frozenset[tuple[str, str]]:
    """A source that gives one place twice, under one name at one address, still knows one place only."""
    spots: dict[tuple[str, str], dict[str, object]] = defaultdict(dict)
    several = set()
    for reading in readings:
        for trade in reading.trades if reading.area else ():
            here = reading.spot, reading.name.own
            if spots[reading.area, trade].setdefault(reading.candidate.source, here) != here:
                several.add((reading.area, trade))
    return frozenset(spots.keys() - several)


def _crowded(readings: Sequence[Reading]) -> frozenset[Point]:
    times = Counter(reading.point for reading in readings)
    spots: dict[Point, set[object]] = defaultdict(set)
    for reading in readings:
        if times[reading.point] > FEW:
            spots[reading.point].add((reading.spot, reading.name.own))
    return frozenset(point for point, places in spots.items() if len(places) > FEW)
