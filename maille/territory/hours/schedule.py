"""The value at the centre: a schedule is a list of rules, says which spans open on a day, and flattens into cells.

The meaning is that of the OpenStreetMap `opening_hours` key: rules are read in order, and a rule replaces what earlier
ones said for the days it matches, unless it *adds* (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
A span belongs to the day it begins on: one that passes midnight is not cut by what the next day's rules say.

Cells are rows that a database can filter without knowing any rule. A day is a point on five axes: weekday, standing in
the month, season, public holiday, school holiday. Each span is open on a set of such points; that set is covered with
disjoint boxes, and a box is a row. An axis the schedule does not use does not multiply the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import permutations, product

from maille.territory.hours.rule import YEAR_DAYS, DayFacts, Holiday, Rule, Season, Span, merge_spans

__all__ = ["Cell", "DayFacts", "Holiday", "Rule", "Schedule", "Season", "Span", "cells", "nth_codes"]

YEAR = (YEAR_DAYS[0], YEAR_DAYS[-1])
_POSITION = {day: position for position, day in enumerate(YEAR_DAYS)}

# The ways a weekday can stand in its month, as (rank, is it the last one).
STANDINGS = ((1, False), (2, False), (3, False), (4, False), (4, True), (5, True))
# What the `nth` column of a cell says, by the run of standings it covers: a rank, -1 "the last", 0 "any but the last",
# and two for the fourth, which is the last one of its month or not: 44 "fourth of four", 45 "fourth of five".
_NTH_OF_RUN = {(4, 5): -1, (0, 3): 0, (3, 4): 4}
_NTH_OF_STANDING = (1, 2, 3, 45, 44, 5)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The opening hours of a place."""

    rules: tuple[Rule, ...] = ()

    def spans_on(self, facts: DayFacts) -> tuple[Span, ...]:
        """Give the spans that *begin* on a day, in order, disjoint and never touching."""
        spans: tuple[Span, ...] = ()
        for rule in self.rules:
            if rule.matches(facts):
                spans = merge_spans(spans + rule.spans) if rule.adds and rule.spans else rule.spans
        return spans

    @property
    def mentions_public_holidays(self) -> bool:
        """Say whether the hours speak of public holidays; otherwise "open" on such a day is only an assumption."""
        return any(rule.holiday is Holiday.PUBLIC for rule in self.rules)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Open from `opens` to `closes` (minutes) on the days that meet every condition; None = either, whichever.

    Two cells that match the same day never share a minute. `season_from` <= `season_to` are MMDD numbers, included.
    `nth` holds one of the values of `nth_codes`: a day meets it when it is None or among the day's codes.
    """

    weekday: int
    opens: int
    closes: int
    on_public_holiday: bool
    on_school_holiday: bool | None = None
    season_from: int = YEAR[0]
    season_to: int = YEAR[1]
    nth: int | None = None

    def matches(self, facts: DayFacts) -> bool:
        """Say whether the cell is open on a day: the same test as the database's."""
        return (
            self.weekday == facts.weekday
            and self.on_public_holiday is facts.is_public_holiday
            and self.on_school_holiday in (None, facts.is_school_holiday)
            and self.season_from <= facts.month_day <= self.season_to
            and (self.nth is None or self.nth in nth_codes(facts))
        )


def nth_codes(facts: DayFacts) -> tuple[int, ...]:
    """Give the values of `Cell.nth` that a day meets: its rank, -1 last or 0 not last, 44 or 45 for a fourth."""
    codes = (facts.nth, -1 if facts.is_last else 0)
    return (*codes, 44 if facts.is_last else 45) if facts.nth == 4 else codes


def cells(schedule: Schedule) -> tuple[Cell, ...]:
    """Flatten a schedule: for any day, the spans of the matching cells are exactly `schedule.spans_on(day)`."""
    axes = _Axes.of(schedule)
    boxes_of = cache(partial(_fewest_boxes, sizes=axes.sizes))  # weekdays are often alike
    found = [cell for weekday in range(7) for cell in _weekday_cells(schedule, weekday, axes, boxes_of)]
    return tuple(sorted(found, key=lambda cell: (cell.weekday, cell.on_public_holiday, cell.opens, cell.season_from)))


def season_segments(seasons: Sequence[Season]) -> tuple[tuple[int, int], ...]:
    """Cut the year (MMDD) where a season begins or ends, so that nothing changes inside a piece."""
    starts = {0}
    for season in seasons:
        starts |= {_POSITION[season.first], (_POSITION[season.last] + 1) % len(YEAR_DAYS)}
    ordered = sorted(starts)
    ends = [start - 1 for start in ordered[1:]] + [len(YEAR_DAYS) - 1]
    return tuple((YEAR_DAYS[start], YEAR_DAYS[end]) for start, end in zip(ordered, ends, strict=True))


type _Point = tuple[int, ...]
type _Box = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class _Axes:
    """The values each axis can take, reduced to one when the schedule does not look at it."""

    public: tuple[bool, ...]
    school: tuple[bool, ...]
    standings: tuple[tuple[int, bool], ...]
    seasons: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, schedule: Schedule) -> _Axes:
        rules = schedule.rules
        return cls(
            public=(False, True) if any(rule.holiday is Holiday.PUBLIC for rule in rules) else (False,),
            school=(False, True) if any(rule.holiday is Holiday.SCHOOL for rule in rules) else (False,),
            standings=STANDINGS if any(rule.nth for rule in rules) else STANDINGS[:1],
            seasons=season_segments([season for rule in rules for season in rule.seasons]),
        )

    @property
    def sizes(self) -> tuple[int, ...]:
        return len(self.public), len(self.school), len(self.standings), len(self.seasons)

    def facts(self, weekday: int, point: _Point) -> DayFacts:
        public, school, standing, season = point
        nth, is_last = self.standings[standing]
        return DayFacts(weekday, nth, is_last, self.seasons[season][0], self.public[public], self.school[school])


def _weekday_cells(
    schedule: Schedule, weekday: int, axes: _Axes, boxes_of: Callable[[frozenset[_Point]], list[_Box]]
) -> Iterator[Cell]:
    open_on: dict[Span, set[_Point]] = {}
    for point in product(*(range(size) for size in axes.sizes)):
        for span in schedule.spans_on(axes.facts(weekday, point)):
            open_on.setdefault(span, set()).add(point)
    for span, points in open_on.items():
        for public, school, standing, season in boxes_of(frozenset(points)):
            columns = (
                None if school is None else axes.school[school[0]],
                YEAR[0] if season is None else axes.seasons[season[0]][0],
                YEAR[1] if season is None else axes.seasons[season[1]][1],
            )
            for on_public_holiday in (False, True) if public is None else (axes.public[public[0]],):
                for nth in _nth_column(standing):
                    yield Cell(weekday, span.opens, span.closes, on_public_holiday, *columns, nth)


def _nth_column(run: tuple[int, int] | None) -> tuple[int | None, ...]:
    """Say a run of standings with as few values of the `nth` column as it takes."""
    if run is None:
        return (None,)
    if run in _NTH_OF_RUN:
        return (_NTH_OF_RUN[run],)
    codes = _NTH_OF_STANDING[run[0] : run[1] + 1]
    return tuple(4 if code == 45 else code for code in codes if code != 44) if {44, 45} <= set(codes) else codes


def _fewest_boxes(points: frozenset[_Point], sizes: tuple[int, ...]) -> list[_Box]:
    """Cover the points with disjoint boxes, trying each order of the axes in use and keeping the shortest cover."""
    used = [axis for axis, size in enumerate(sizes) if size > 1]
    return min((_cover(points, order, sizes) for order in permutations(used)), key=len)


def _cover(points: frozenset[_Point], order: tuple[int, ...], sizes: tuple[int, ...]) -> list[_Box]:
    if not order:
        return [(None,) * len(sizes)] if points else []
    axis, rest = order[0], order[1:]
    slices = [frozenset(point for point in points if point[axis] == value) for value in range(sizes[axis])]
    shapes = [frozenset((*point[:axis], 0, *point[axis + 1 :]) for point in piece) for piece in slices]
    boxes: list[_Box] = []
    for first, last in _runs(shapes):
        side = None if (first, last) == (0, sizes[axis] - 1) else (first, last)
        for box in _cover(slices[first], rest, sizes):
            boxes.append((*box[:axis], side, *box[axis + 1 :]))
    return boxes


def _runs(shapes: Sequence[frozenset[_Point]]) -> Iterator[tuple[int, int]]:
    """Give the first and last index of each run of equal, non-empty shapes."""
    first = 0
    for index in range(1, len(shapes) + 1):
        if index == len(shapes) or shapes[index] != shapes[first]:
            if shapes[first]:
                yield first, index - 1
            first = index
