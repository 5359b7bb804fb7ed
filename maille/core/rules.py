"""When recurring work is due, every so often or each night; and when what a device tells late was done."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_EVERY = re.compile(r"every (\d+) (s|min|h)")
_DAILY = re.compile(r"at ([01]\d|2[0-3]):([0-5]\d)")
_SECONDS = {"s": 1, "min": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Either a period, or a local time of day."""

    period: timedelta = timedelta()
    hour: time | None = None

    def after(self, at: datetime, zone: ZoneInfo) -> datetime:
        """Give the next instant strictly after `at`, in UTC terms: ticks that were missed are not made up for.

        A local time that the clocks skip in March comes an hour later by the wall, and one that they show twice in
        October comes once: each day has one tick.
        """
        if self.hour is None:
            return at + self.period
        day = at.astimezone(zone).date()
        while (due := datetime.combine(day, self.hour, zone)).timestamp() <= at.timestamp():
            day += timedelta(days=1)
        return due.astimezone(at.tzinfo)


def rhythm(text: str) -> Rhythm:
    """Read "every 2 s", "every 5 min", "every 1 h" or "at 03:10"; ValueError for anything else."""
    if (every := _EVERY.fullmatch(text)) and int(every[1]) > 0:
        return Rhythm(period=timedelta(seconds=int(every[1]) * _SECONDS[every[2]]))
    if daily := _DAILY.fullmatch(text):
        return Rhythm(hour=time(int(daily[1]), int(daily[2])))
    raise ValueError(f'{text!r} is no rhythm: write "every 2 s", "every 5 min", "every 1 h" or "at 03:10"')


OLDEST = timedelta(days=14)
"""Older than this, the clock of the device was changed in between: its age says nothing."""


def done_at(*, made_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """When a device did what it sends, on the server's clock: never after it came, never by the device's clock alone.

    That clock may be wrong by days; what is trusted is how long ago, on it, the thing was done when it was sent. An age
    that cannot be (made after it was sent, or weeks before) is that of a clock that was set in between: the thing then
    counts from when it came.
    """
    age = sent_at - made_at
    return received_at - age if timedelta() <= age <= OLDEST else received_at
