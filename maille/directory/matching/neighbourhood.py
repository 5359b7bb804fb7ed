"""What is known only from all the records together: who shares a number, and where one trade has one place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .readings import Reading

FEW = 2
"""A number, mail or SIRET found at more spots than this belongs to an organisation, not to one place."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`shared`: contacts of many spots. `alone`: (commune, trade) of which no source knows two places."""

    shared: frozenset[str] = frozenset()
    alone: frozenset[tuple[str, str]] = frozenset()


def neighbourhood_of(readings: Sequence[Reading]) -> Neighbourhood:
    """Count what the records share."""
    return Neighbourhood(_shared_by_many(readings), _alone(readings))


def _shared_by_many(readings: Iterable[Reading]) -> frozenset[str]:
    spots: dict[str, set[object]] = defaultdict(set)
    for reading in readings:
        for value in reading.contacts:
            spots[value].add(reading.spot)
    return frozenset(value for value, places in spots.items() if len(places) > FEW)


def _alone(readings: Iterable[Reading]) -> frozenset[tuple[str, str]]:
    """A source that gives one place twice at one address still knows one place only."""
    spots: dict[tuple[str, str], dict[str, object]] = defaultdict(dict)
    several = set()
    for reading in readings:
        for trade in reading.trades if reading.area else ():
            known = spots[reading.area, trade].setdefault(reading.candidate.source, reading.spot)
            if known != reading.spot:
                several.add((reading.area, trade))
    return frozenset(spots.keys() - several)
