"""Until when a freed seat is kept for somebody, and when it is too late to offer one."""

from datetime import datetime, timedelta

LONGEST = timedelta(hours=24)
SHORTEST = timedelta(hours=1)
TOO_LATE = timedelta(hours=3)
"""Nearer than this to the session, nobody is offered a seat for a time: the desk calls, or gives it at the door."""


def offered_until(at: datetime, starts_at: datetime) -> datetime | None:
    """When an offer made at that instant ends: a day, or half of what is left before the session, an hour at least.

    None when the session is too near (or has begun) for anybody to answer.
    """
    left = starts_at - at
    if left < TOO_LATE:
        return None
    return at + max(SHORTEST, min(LONGEST, left / 2))
