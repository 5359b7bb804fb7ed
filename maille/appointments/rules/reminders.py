"""When somebody is reminded of an appointment: the day before, at the same hour; never just after having been told."""

from datetime import UTC, datetime, timedelta

from maille.workshops.rules.reminders import AT_LEAST


def reminder_offset(starts_at: datetime, at: datetime) -> int | None:
    """Minutes from the beginning (negative), or None when it is too near; `starts_at` on the clock of the place."""
    eve = starts_at - timedelta(days=1)  # the same hour of the wall, whatever the clocks do in the night
    if eve < at + AT_LEAST:
        return None
    return round((eve.astimezone(UTC) - starts_at.astimezone(UTC)).total_seconds() / 60)
