"""Slots: a mediator's openings, minus what takes her, cut by how long a reason lasts. Half-open, on aware instants.

An opening is said on the clock of the wall and keeps its hours through the change of clocks. A home visit takes the way
there and back too: all of it fits in an opening.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maille.sharing.rules import Window, joined, left_of
from maille.territory.hours.clock import local_instant

NO_TIME = timedelta(0)
IsClosed = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week on a day (0 for Monday), from one hour to another, between two days (included; no end is for good)."""

    weekday: int
    start: time
    end: time
    starts_on: date
    ends_on: date | None = None

    def is_on(self, day: date) -> bool:
        return day.weekday() == self.weekday and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How long, how much way before and after, and between which instants it may begin (the last one included)."""

    lasts: timedelta
    way: timedelta = NO_TIME
    not_before: datetime | None = None
    not_after: datetime | None = None

    def may_begin(self, at: datetime) -> bool:
        return (self.not_before is None or at >= self.not_before) and (self.not_after is None or at <= self.not_after)

    def taking(self, starts_at: datetime) -> Window:
        """All the time it takes when it begins at that instant, ways included."""
        return Window(starts_at - self.way, starts_at + self.lasts + self.way)


def open_windows(weekly: Iterable[Weekly], days: Iterable[date], zone: ZoneInfo, is_closed: IsClosed) -> list[Window]:
    """The openings on real days, in UTC and in order, those that touch joined; nothing on a closed day."""
    known = list(weekly)
    # In UTC: between two instants of one same zone, Python counts on the clock of the wall.
    return joined(
        Window(local_instant(day, one.start, zone).astimezone(UTC), local_instant(day, one.end, zone).astimezone(UTC))
        for day in days
        for one in known
        if one.is_on(day) and not is_closed(day)
    )


def starts(windows: Iterable[Window], taken: Iterable[Window], wanted: Wanted) -> list[datetime]:
    """When it may begin: each free stretch cut from its beginning, as many times as it fits there."""
    return [at for free in left_of(windows, taken) for at in _cut(free, wanted)]


def _cut(free: Window, wanted: Wanted) -> Iterator[datetime]:
    step = wanted.lasts + 2 * wanted.way
    first = free.starts_at + wanted.way
    if wanted.not_before and first < wanted.not_before:
        first += -((first - wanted.not_before) // step) * step
    while free.holds(wanted.taking(first)):
        if wanted.may_begin(first):
            yield first
        first += step


def fits(windows: Iterable[Window], taken: Iterable[Window], wanted: Wanted, starts_at: datetime) -> str:
    """Why it may not begin at that instant: soon, far, outside, taken; empty when it may."""
    whole = wanted.taking(starts_at)
    if wanted.not_before is not None and starts_at < wanted.not_before:
        return "soon"
    if wanted.not_after is not None and starts_at > wanted.not_after:
        return "far"
    if not any(one.holds(whole) for one in joined(windows)):
        return "outside"
    return "taken" if any(one.overlaps(whole) for one in taken) else ""
