"""The ways of one unit: from where it is to each place it is promised to, one after the other, and home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .journeys import Ways
from .windows import Window


@dataclass(frozen=True, slots=True)
class Stop:
    """A promise that has not left: its key, where, when."""

    promise: int
    place: int
    window: Window


@dataclass(frozen=True, slots=True)
class Way:
    """From a place to another; `promise` is what it goes for, nothing when it goes home."""

    promise: int | None
    origin: int
    destination: int
    leaves_at: datetime
    due_at: datetime


def ways_of(stands: int, free_at: datetime, stops: Sequence[Stop], base: int, between: Ways) -> list[Way]:
    """Straight on from stop to stop, leaving as late as it can; where two follow in one place there is no way."""
    found = []
    for stop in sorted(stops, key=lambda one: one.window):
        if stop.place != stands:
            leaves = between.leaves_by(stands, stop.place, stop.window.starts_at)
            leaves = min(max(leaves, free_at), stop.window.starts_at) if leaves else free_at
            found.append(Way(stop.promise, stands, stop.place, leaves, max(stop.window.starts_at, leaves)))
        stands, free_at = stop.place, stop.window.ends_at + between.preparation
    if stands != base:
        leaves = between.next_open(stands, free_at) or free_at
        found.append(Way(None, stands, base, leaves, between.arrives(stands, leaves, base) or leaves))
    return found
