"""Who is told of a session with free seats, and how many at once: more people than seats, never forty for one.

Three people are told for each free seat, in the order they asked; then nobody for six hours, while they answer; then
three more for each seat that is still free. An interest lasts six months.
"""

from datetime import date, datetime, timedelta

from .nearness import reach_km

PER_SEAT = 3
PAUSE = timedelta(hours=6)
TOO_LATE = timedelta(hours=3)
"""Nearer than this to the session, nobody is told: there is no time to come."""
LASTS = timedelta(days=183)
MINUTES = (15, 20, 30, 45, 60)


def how_many(free: int, *, at: datetime, last_told_at: datetime | None, starts_at: datetime) -> int:
    """How many people may be told now of a session with so many free seats."""
    is_resting = last_told_at is not None and at < last_told_at + PAUSE
    if free <= 0 or is_resting or starts_at - at < TOO_LATE:
        return 0
    return free * PER_SEAT


def is_near(km: float | None, minutes: int | None) -> bool:
    """Tell whether a session is near enough for who asked; everywhere when no limit was said, or no way is known."""
    return minutes is None or km is None or km <= reach_km(minutes)


def lasts_until(today: date) -> date:
    return today + LASTS
