"""Where a unit is and who holds it: what each door tells, in what order, and what a scan means where it is made.

A unit is in exactly one place or on exactly one way. What is told late (a telephone without a network) takes its
place in the story, and changes nothing of what was told after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Told(StrEnum):
    """What can be told of a unit at a door."""

    PREPARED = "prepared"
    GIVEN = "given"
    RECEIVED = "received"
    CHECKED = "checked"
    MISSING = "missing"
    DAMAGED = "damaged"
    FOUND = "found"
    SEEN = "seen"
    LATE = "late"


SCANNED = "scan"
"""What a telephone tells of a label it knows nothing of: it means what makes the story true, when it is read."""

MOVES = frozenset({Told.GIVEN, Told.RECEIVED, Told.FOUND, Told.SEEN})
"""What says where a unit is; the others say in what state it is, where it is."""

LONGEST_OFFLINE = timedelta(days=30)
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story of a unit: what, where, when; `destination` where it was given to go."""

    told: Told
    place: int
    at: datetime
    destination: int | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """In a place; or, once given and until received, on the way from it to `destination`."""

    place: int
    destination: int | None = None
    since: datetime | None = None

    @property
    def is_on_the_way(self) -> bool:
        return self.destination is not None


def whereabouts(base: int, lines: Iterable[Line]) -> Whereabouts:
    """Where a unit is after its story, in the order it happened; at its base when nothing was told."""
    found = Whereabouts(base)
    for line in sorted(lines, key=lambda one: one.at):
        if line.told in MOVES:
            destination = line.destination if line.told == Told.GIVEN else None
            found = Whereabouts(line.place, destination, line.at)
    return found


@dataclass(frozen=True, slots=True)
class Expected:
    """A way that is planned for a unit: from where, to where."""

    origin: int
    destination: int


def meant(where: Whereabouts, here: int, planned: Iterable[Expected]) -> Told:
    """What it means that a unit is scanned in a place: never an error, the event that makes the story true."""
    ways = list(planned)
    if where.is_on_the_way:
        return Told.RECEIVED if where.destination == here else Told.SEEN
    if where.place == here:
        return Told.GIVEN if any(way.origin == here for way in ways) else Told.CHECKED
    return Told.RECEIVED if any(way.destination == here for way in ways) else Told.SEEN


def happened_at(told_at: datetime, device_at: datetime | None) -> datetime:
    """When it happened, as the device says it, if that can be: neither to come nor a month ago."""
    if device_at is None or device_at > told_at + AHEAD or device_at < told_at - LONGEST_OFFLINE:
        return told_at
    return min(device_at, told_at)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a telephone tells, on its own clock: of the unit with this code, at the place with this slug."""

    key: UUID
    code: str
    told: str
    place: str
    made_at: datetime
    missing: tuple[str, ...] = ()
    note: str = ""


def is_late(ends_at: datetime, closed_at: datetime | None, at: datetime) -> bool:
    """Whether what was to come back at a time has not."""
    return closed_at is None and at > ends_at
