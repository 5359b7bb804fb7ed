"""When somebody is reminded of a session: two days before, and the same morning; never just after having signed up."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

SOON, TODAY = "reminder", "today"
"""The two reminders: the last word of their messages' names."""
TWO_DAYS = timedelta(hours=48)
MORNING, EVENING = time(8), time(18)
EARLY = time(10)
"""A session that begins before this is reminded of on the evening before: nobody reads at six in the morning."""
AT_LEAST = timedelta(hours=3)
"""Whoever has just been told needs no reminder within this time."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: its kind, and its offset from the beginning of the session, in minutes (negative)."""

    kind: str
    offset: int


def reminders(starts_at: datetime, at: datetime) -> list[Reminder]:
    """Those still worth sending at that instant; `starts_at` is on the clock of the place, and so are their hours."""
    moments = {SOON: starts_at - TWO_DAYS, TODAY: _last_call(starts_at)}
    return [
        Reminder(kind, round((moment.astimezone(UTC) - starts_at.astimezone(UTC)).total_seconds() / 60))
        for kind, moment in moments.items()
        if moment >= at + AT_LEAST
    ]


def _last_call(starts_at: datetime) -> datetime:
    """Eight o'clock that morning; six in the evening before an early session."""
    if starts_at.time() >= EARLY:
        return datetime.combine(starts_at.date(), MORNING, starts_at.tzinfo)
    return datetime.combine(starts_at.date() - timedelta(days=1), EVENING, starts_at.tzinfo)


def cut(text: str, width: int) -> str:
    """A text no longer than so many characters, cut at a word when one ends near."""
    if len(text) <= width:
        return text
    short = text[: max(width - 1, 1)].rstrip()
    at_word = short.rpartition(" ")[0]
    return (at_word if len(at_word) > width * 0.6 else short) + "."
