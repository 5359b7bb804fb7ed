"""One line of opening hours: some spans, and the conditions a day must meet for them to apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

DAY = 24 * 60
EVERY_WEEKDAY = frozenset(range(7))
LAST = -1
OCCURRENCES = frozenset({1, 2, 3, 4, 5, LAST})

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEAR_DAYS = tuple(100 * month + day for month, length in enumerate(DAYS_IN_MONTH, 1) for day in range(1, length + 1))
_KNOWN_DAYS = frozenset(YEAR_DAYS)


class Holiday(StrEnum):
    """The two kinds of days the calendar singles out, named as in OpenStreetMap."""

    PUBLIC = "PH"
    SCHOOL = "SH"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One stretch of opening, in minutes since the midnight its day begins with; past 1440 is the night after."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < DAY or not self.opens < self.closes <= 2 * DAY:
            raise ValueError(f"not a span: {self.opens}-{self.closes}")


@dataclass(frozen=True, slots=True, order=True)
class Season:
    """Days of the year from `first` to `last` included, as MMDD numbers (14 July = 714); wraps when first > last."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not {self.first, self.last} <= _KNOWN_DAYS:
            raise ValueError(f"not days of the year: {self.first}-{self.last}")

    def holds(self, month_day: int) -> bool:
        """Say whether a day of the year (MMDD) falls in the season."""
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What a schedule needs to know of a day: Monday is 0, `nth` is its rank among its like in the month (1 to 5)."""

    weekday: int
    nth: int
    is_last: bool
    month_day: int
    is_public_holiday: bool = False
    is_school_holiday: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Spans for the days that meet every condition; no span means closed.

    `weekdays` are 0-6; `nth` keeps some occurrences in the month (1-5, -1 = last), empty keeps all; `seasons` empty
    is the whole year; `holiday` keeps only the days of that kind; `adds` keeps what earlier rules said (OSM comma).
    """

    spans: tuple[Span, ...] = ()
    weekdays: frozenset[int] = EVERY_WEEKDAY
    nth: frozenset[int] = frozenset()
    seasons: tuple[Season, ...] = ()
    holiday: Holiday | None = None
    adds: bool = False

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_WEEKDAY:
            raise ValueError("a rule speaks of at least one weekday, from 0 to 6")
        if not self.nth <= OCCURRENCES:
            raise ValueError("occurrences in a month are 1 to 5, or -1 for the last")
        if len(self.spans) > 1:
            object.__setattr__(self, "spans", merge_spans(self.spans))

    def matches(self, facts: DayFacts) -> bool:
        """Say whether the rule speaks of this day."""
        return (
            facts.weekday in self.weekdays
            and (not self.nth or facts.nth in self.nth or (facts.is_last and LAST in self.nth))
            and (not self.seasons or any(season.holds(facts.month_day) for season in self.seasons))
            and (self.holiday is not Holiday.PUBLIC or facts.is_public_holiday)
            and (self.holiday is not Holiday.SCHOOL or facts.is_school_holiday)
        )


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that overlap or touch."""
    ordered = sorted(spans)
    merged = ordered[:1]
    for span in ordered[1:]:
        if span.opens <= merged[-1].closes:
            merged[-1] = Span(merged[-1].opens, max(merged[-1].closes, span.closes))
        else:
            merged.append(span)
    return tuple(merged)
