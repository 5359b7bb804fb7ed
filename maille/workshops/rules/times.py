"""When a session begins and ends: what cannot be, what overlaps, and where a moved series goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from maille.territory.hours.clock import local_instant

LONGEST = timedelta(hours=24)


class Scope(StrEnum):
    """What a change reaches: this date alone, or it and those of its series that follow."""

    ONE = "one"
    FOLLOWING = "following"


class Wrong(ValueError):
    """A time that cannot be: a code (ends_before, too_long) for the sentence."""


@dataclass(frozen=True, slots=True)
class Slot:
    """From an aware instant (included) to another (excluded)."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Slot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def check(slot: Slot) -> None:
    """Raise Wrong for a session that ends before it begins, or lasts more than a day."""
    if slot.ends_at <= slot.starts_at:
        raise Wrong("ends_before")
    if slot.ends_at - slot.starts_at > LONGEST:
        raise Wrong("too_long")


def moved_like(slot: Slot, before: Slot, after: Slot, zone: ZoneInfo) -> Slot:
    """Where another session of the series goes when one goes from `before` to `after`.

    As many days on, at the new time of the clock on the wall: the change of clocks does not shift it.
    """
    was, goes = before.starts_at.astimezone(zone), after.starts_at.astimezone(zone)
    ends = after.ends_at.astimezone(zone)
    day = slot.starts_at.astimezone(zone).date() + (goes.date() - was.date())
    last_day = day + (ends.date() - goes.date())
    return Slot(local_instant(day, goes.time(), zone), local_instant(last_day, ends.time(), zone))
