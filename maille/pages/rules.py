"""The agenda: which days a view shows, where one goes from there, what falls on a day, what happens at the same time.

Days and times are those of a clock on a wall; a span holds its beginning and not its end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

FIRST, LAST = date(2000, 1, 3), date(2099, 12, 27)
"""An agenda goes no further: addresses are typed and followed by machines."""
LISTED = 28
"""Days of a list."""

_DAY = timedelta(days=1)


class View(StrEnum):
    """How the agenda is looked at, as its address says it."""

    DAY = "jour"
    WEEK = "semaine"
    MONTH = "mois"
    LIST = "liste"


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment (included) to another (excluded), on the clock of the wall."""

    starts: datetime
    ends: datetime

    def on(self, day: date) -> "Span | None":
        """What of it falls on a day; nothing when it ends as the day begins."""
        begins = datetime.combine(day, time.min)
        starts, ends = max(self.starts, begins), min(self.ends, begins + _DAY)
        return Span(starts, ends) if starts < ends else None

    @property
    def is_whole_day(self) -> bool:
        return self.ends - self.starts >= _DAY


def read_day(text: str) -> date | None:
    """The day that an address means; None when there is no such day, or too far."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def read_view(text: str) -> View | None:
    return View(text) if text in View else None


def days_of(view: View, day: date) -> list[date]:
    """The days that a view shows: a month is shown by whole weeks."""
    if view is View.DAY:
        return _run(day, day)
    if view is View.LIST:
        return _run(day, day + (LISTED - 1) * _DAY)
    if view is View.WEEK:
        return _run(_monday(day), _monday(day) + 6 * _DAY)
    last = _next_month(day) - _DAY
    return _run(_monday(day.replace(day=1)), _monday(last) + 6 * _DAY)


def before(view: View, day: date) -> date:
    """The day that leads to what comes just before, as far as the agenda goes."""
    if view is View.MONTH:
        return max((day.replace(day=1) - _DAY).replace(day=1), FIRST)
    return max(day - _step(view), FIRST)


def after(view: View, day: date) -> date:
    """The day that leads to what comes next, as far as the agenda goes."""
    return min(_next_month(day) if view is View.MONTH else day + _step(view), LAST)


def together(spans: Sequence[Span]) -> list[list[int]]:
    """Positions of the spans by groups that share time, near or far; in order, and what only touches is apart."""
    groups: list[list[int]] = []
    ends: datetime | None = None
    for position in sorted(range(len(spans)), key=lambda one: (spans[one].starts, spans[one].ends, one)):
        if ends is None or spans[position].starts >= ends:
            groups.append([])
        groups[-1].append(position)
        ends = max(ends or spans[position].ends, spans[position].ends)
    return groups


def side_by_side(spans: Sequence[Span]) -> list[list[list[int]]]:
    """Groups of columns: in a column nothing overlaps, and no group has more columns than things at one moment."""
    return [_columns(group, spans) for group in together(spans)]


def _columns(group: Iterable[int], spans: Sequence[Span]) -> list[list[int]]:
    columns: list[list[int]] = []
    for position in group:
        free = next((one for one in columns if spans[one[-1]].ends <= spans[position].starts), None)
        if free is None:
            columns.append([position])
        else:
            free.append(position)
    return columns


def _step(view: View) -> timedelta:
    return {View.DAY: 1, View.WEEK: 7, View.LIST: LISTED}[view] * _DAY


def _run(first: date, last: date) -> list[date]:
    return [first + number * _DAY for number in range((last - first).days + 1)]


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + 31 * _DAY).replace(day=1)
