"""The dates of a series: every week or two, or the nth weekday of each month, skipping the days nobody comes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST = 60
"""Dates in one series: more than a year of weeks is a slip of the finger."""


class Every(StrEnum):
    ONCE = "once"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Series:
    """What is asked for: from a first day, each `every`, until a day (included) or for `count` dates."""

    first_on: date
    every: Every = Every.ONCE
    count: int | None = None
    until_on: date | None = None
    skip_public_holidays: bool = True
    skip_school_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of the preview: kept, or skipped with its reason (public_holiday, school_holiday, closed)."""

    on: date
    skipped: str = ""

    @property
    def is_kept(self) -> bool:
        return not self.skipped


WhySkipped = Callable[[date], str]


def occurrences(series: Series, why_skipped: WhySkipped) -> list[Occurrence]:
    """Every date of the series in order, the skipped ones too: a skipped date is not made up for by another.

    `why_skipped(day)` names what keeps people away that day, or gives an empty string. ValueError (French) when the
    series has no end, ends before it begins or is too long.
    """
    _check(series)
    found: list[Occurrence] = []
    for day in _days(series):
        if (series.until_on and day > series.until_on) or len(found) >= (series.count or MOST):
            break
        found.append(Occurrence(day, _skipped(series, day, why_skipped)))
    return found


def _check(series: Series) -> None:
    if series.every is Every.ONCE:
        return
    if series.count is None and series.until_on is None:
        raise ValueError("Dites jusqu’à quand, ou combien de dates.")
    if series.until_on and series.until_on < series.first_on:
        raise ValueError("La dernière date est avant la première\u00a0: corrigez l’une des deux.")
    if series.count is not None and not 1 <= series.count <= MOST:
        raise ValueError(f"Une série compte de 1 à {MOST} dates\u00a0: faites-en plusieurs.")
    if series.until_on and (series.until_on - series.first_on).days > 370:
        raise ValueError("Une série dure un an au plus\u00a0: faites-en plusieurs.")


def _skipped(series: Series, day: date, why_skipped: WhySkipped) -> str:
    why = why_skipped(day)
    ignored = {"public_holiday": not series.skip_public_holidays, "school_holiday": not series.skip_school_holidays}
    return "" if ignored.get(why, False) else why


def _days(series: Series) -> Iterator[date]:
    if series.every is Every.MONTH:
        yield from _nth_weekdays(series.first_on)
        return
    step = {Every.ONCE: 0, Every.WEEK: 7, Every.FORTNIGHT: 14}[series.every]
    day = series.first_on
    yield day
    while step:
        day += timedelta(days=step)
        yield day


def _nth_weekdays(first_on: date) -> Iterator[date]:
    """The same rank of the same weekday, month after month ("le 2e mardi"); a month without it is left out."""
    rank = (first_on.day - 1) // 7
    year, month = first_on.year, first_on.month
    while True:
        start = date(year, month, 1)
        day = start + timedelta(days=(first_on.weekday() - start.weekday()) % 7 + 7 * rank)
        if day.month == month:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
