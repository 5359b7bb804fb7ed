"""When a message may leave, and when to try again."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SUNDAY = 6
# An SMS rings in a pocket: between these hours, on a day that is neither a Sunday nor a public holiday.
MORNING, EVENING = time(8), time(20)
# What follows each attempt that failed for now; after the last one, over a day later, it has failed.
WAITS = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480, 720)
)  # fmt: skip


def may_ring(at: datetime, zone: ZoneInfo, is_holiday: Callable[[date], bool]) -> bool:
    """Tell whether an SMS may arrive at this instant where the place stands."""
    local = at.astimezone(zone)
    return MORNING <= local.time() < EVENING and not _is_quiet(local.date(), is_holiday)


def next_ring(at: datetime, zone: ZoneInfo, is_holiday: Callable[[date], bool]) -> datetime:
    """Give the first instant from `at` on when an SMS may arrive: `at` itself, or eight o'clock some morning."""
    if may_ring(at, zone, is_holiday):
        return at
    local = at.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    while _is_quiet(day, is_holiday):
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(at.tzinfo)


def _is_quiet(day: date, is_holiday: Callable[[date], bool]) -> bool:
    return day.weekday() == SUNDAY or is_holiday(day)


def is_too_late(leaves_at: datetime, anchor_at: datetime | None) -> bool:
    """Tell whether a message would come after what it is about: a person must call instead."""
    return anchor_at is not None and leaves_at >= anchor_at


def next_try(attempts: int, at: datetime) -> datetime | None:
    """Give when to try again after so many attempts; None when it is enough."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def reminder_at(anchor_at: datetime, offset: int) -> datetime:
    """Give when a reminder leaves: `offset` minutes from what it reminds of, negative before."""
    return anchor_at + timedelta(minutes=offset)
