"""The month of the demonstration: what its file says, the dates each line has, how many people come. No database."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

DAYS = 30
FORTNIGHT = 14
WEEKS = 4  # after which the lines of the programme come round again


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the programme: a workshop that comes back on a weekday, in a place."""

    place: str
    workshop: str
    day: int
    start: time
    weeks: Sequence[int] = (0, 1, 2, 3)
    taken: int = 60
    full: int = 0
    given_back: bool = False
    cycle: str = ""
    cost: str = ""
    notes: str = ""
    carer: bool = False
    cancelled: str = ""
    cancelled_week: int = -1


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room, and the computers that stand there; `broken` says what is wrong with the first of them."""

    place: str
    name: str
    seats: int
    computers: int = 0
    broken: str = ""
    step_free: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that the file says."""

    rooms: Sequence[RoomLine]
    lines: Sequence[Line]
    given: Sequence[str] = field(default=())
    family: Sequence[str] = field(default=())


@cache
def programme() -> Programme:
    told = tomllib.loads((files("maille.demo") / "programme.toml").read_text(encoding="utf-8"))
    rooms = [RoomLine(**room) for room in told["rooms"]]
    return Programme(rooms, [_line(line) for line in told["sessions"]], **told["residents"])


def _line(told: Mapping[str, Any]) -> Line:
    return Line(**{**told, "start": time.fromisoformat(told["start"])})


def week_of(day: date) -> int:
    """The rank of a week, Monday first: the same whatever the day the demonstration is loaded."""
    return (day.toordinal() - 1) // 7


def dates_of(line: Line, today: date, is_closed: Callable[[date], bool]) -> list[list[date]]:
    """The dates of a line from tomorrow on, by what is created together: all of them, or those of each cycle.

    A cycle begins within the month, and is whole. A day when nobody comes is left out.
    """
    last = today + timedelta(days=DAYS)
    reach = [today + timedelta(days=number) for number in range(1, DAYS + 7 * WEEKS)]
    days = [day for day in reach if day.weekday() == line.day and week_of(day) % WEEKS in line.weeks]
    if not line.cycle:
        return [[day for day in days if day <= last and not is_closed(day)]]
    rounds: dict[int, list[date]] = {}
    for day in days:
        rounds.setdefault(week_of(day) // WEEKS, []).append(day)
    whole = [found for found in rounds.values() if len(found) == len(line.weeks) and found[0] <= last]
    return [[day for day in found if not is_closed(day)] for found in whole]


def past_dates_of(line: Line, today: date) -> list[date]:
    """The dates of a line in the fortnight that is over, but for those of a cycle, which is whole or is not."""
    days = [today - timedelta(days=number) for number in range(FORTNIGHT, 0, -1)]
    return (
        [] if line.cycle else [one for one in days if one.weekday() == line.day and week_of(one) % WEEKS in line.weeks]
    )


def is_cancelled(line: Line, day: date) -> bool:
    return bool(line.cancelled) and week_of(day) % WEEKS == line.cancelled_week


def people_in(line: Line, seats: int, days_left: int) -> int:
    """How many have signed up: the nearer the session, the more; beyond its seats where people wait."""
    if line.full and days_left < FORTNIGHT:
        return seats + line.full
    quarters = max(4 - days_left // 7, 0)  # of those who come in the end
    return min(seats * line.taken * quarters // 400, seats - 1)
