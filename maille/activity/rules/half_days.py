"""The half-days of a session: what is signed for, each alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

NOON, DUSK = time(13), time(18)
WHOLE = timedelta(hours=4)
"""Up to this long, a session is one half-day wherever it falls."""
SHORTEST = timedelta(hours=1)
"""A piece shorter than this belongs to the half-day beside it."""


class Part(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A part of a day, on the clock of the place, from an aware instant to another."""

    day: date
    part: Part
    starts_at: datetime
    ends_at: datetime

    @property
    def code(self) -> str:
        """How it is stored and typed: "2026-12-03-morning"."""
        return f"{self.day.isoformat()}-{self.part}"

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


def half_days(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> tuple[HalfDay, ...]:
    """Cut a session at 13:00 on the clock of its place, when it is long and lasts an hour at least on either side.

    They follow each other and make the whole session. A session of four hours or less is one half-day: 11:00 – 14:00 is
    signed once.
    """
    cut = datetime.combine(starts_at.astimezone(zone).date(), NOON, tzinfo=zone).astimezone(starts_at.tzinfo)
    if ends_at - starts_at <= WHOLE or cut - starts_at < SHORTEST or ends_at - cut < SHORTEST:
        return (_half_day(starts_at, ends_at, zone),)
    return _half_day(starts_at, cut, zone), _half_day(cut, ends_at, zone)


def _half_day(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> HalfDay:
    """Name it by its middle, so that 12:30 – 16:00 is an afternoon; an evening begins after six."""
    starts = starts_at.astimezone(zone)
    middle = (starts_at + (ends_at - starts_at) / 2).astimezone(zone)
    if starts.time() >= DUSK:
        return HalfDay(starts.date(), Part.EVENING, starts_at, ends_at)
    is_morning = middle.date() == starts.date() and middle.time() < NOON
    return HalfDay(starts.date(), Part.MORNING if is_morning else Part.AFTERNOON, starts_at, ends_at)


def followed(
    parts: Sequence[HalfDay], *, is_present: bool, signed: Iterable[str], as_signed: bool = False
) -> timedelta:
    """How long somebody followed a session: the half-days signed; all of it for who was there and signed nothing.

    A light sheet asks for no signature; that of a company does (`as_signed`), and nothing counts without one. Nobody
    who was not there followed anything, whatever was signed.
    """
    if not is_present:
        return timedelta()
    kept = set(signed)
    mine = [part for part in parts if part.code in kept] or ([] if as_signed else parts)
    return sum((part.length for part in mine), timedelta())
