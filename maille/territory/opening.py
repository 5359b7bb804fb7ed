"""A place's openings on real dates: its usual hours, its calendar and its exceptions put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .hours.calendar import clock_of, day_facts
from .hours.osm import parse_osm
from .hours.rule import DayFacts, Span
from .hours.schedule import Schedule
from .hours.spans import HoursError
from .hours.state import DatedSpans, OpenState, state_at, week
from .models import HoursException, Place


@lru_cache(maxsize=4096)
def schedule_from(hours: str) -> Schedule | None:
    """The rules behind an OSM value, or nothing when it is empty or beyond what we read."""
    try:
        return parse_osm(hours) if hours else None
    except HoursError:
        return None


def open_state(place: Place, at: datetime) -> OpenState | None:
    """Whether a place is open at an aware instant, and what comes next; nothing when its hours are unknown."""
    schedule = schedule_from(place.hours)
    if schedule is None:
        return None
    return state_at(schedule, local_time(place, at), _facts_of(place), _exceptions(place))


def local_time(place: Place, at: datetime) -> datetime:
    """An aware instant on the clock of the place."""
    return time_by(place.calendar, at)


@lru_cache(maxsize=128)  # every row of a list asks for the same instant
def time_by(calendar: str, at: datetime) -> datetime:
    """An aware instant on the clock of the places of a calendar."""
    return at.astimezone(ZoneInfo(clock_of(calendar)))


@dataclass(frozen=True)
class Day:
    """One line of the week on a place's page: the day, its openings, and why it differs if it does."""

    day: date
    spans: tuple[Span, ...]
    note: str


def week_of(place: Place, today: date) -> list[Day]:
    """The seven days from today on, exceptions included; empty when the hours are unknown."""
    schedule = schedule_from(place.hours)
    if schedule is None:
        return []
    exceptions = _exceptions(place)
    monday = today - timedelta(days=today.weekday())
    fortnight = [
        *week(schedule, monday, _facts_of(place), exceptions),
        *week(schedule, monday + timedelta(days=7), _facts_of(place), exceptions),
    ]
    notes = {day: exception.reason for exception in _coming(place) for day in _days(exception)}
    return [
        Day(day, fortnight[(day - monday).days], notes.get(day, ""))
        for day in (today + timedelta(days=rank) for rank in range(7))
    ]


def openings_between(place: Place, first: date, last: date) -> list[tuple[datetime, datetime]] | None:
    """When it is open from a day to another, both included, in UTC and in order; nothing when its hours are unknown."""
    if schedule_from(place.hours) is None:
        return None
    exceptions, found = _exceptions(place), []
    for rank in range(-first.weekday(), (last - first).days + 1, 7):
        monday = first + timedelta(days=rank)
        sunday = monday + timedelta(days=6)
        special = tuple(one for one in exceptions if one.first <= sunday and one.last >= monday)
        week_long = _openings_of_week(place.hours, place.calendar, special, monday)
        found += [(opens, closes) for day, opens, closes in week_long if first <= day <= last]
    return found


@lru_cache(maxsize=16384)  # the same weeks are asked for again and again
def _openings_of_week(
    hours: str, calendar: str, exceptions: tuple[DatedSpans, ...], monday: date
) -> tuple[tuple[date, datetime, datetime], ...]:
    """The day, the opening and the closing of each opening of a week."""
    schedule, zone = schedule_from(hours), ZoneInfo(clock_of(calendar))
    days = week(schedule, monday, lambda day: day_facts(day, calendar), exceptions) if schedule else ()
    return tuple(
        (day, _instant(day, span.opens, zone), _instant(day, span.closes, zone))
        for day, spans in ((monday + timedelta(days=offset), spans) for offset, spans in enumerate(days))
        for span in spans
    )


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Minutes on the clock of the wall, since the midnight a day begins with."""
    wall = datetime.combine(day + timedelta(days=minutes // 1440), time(minutes % 1440 // 60, minutes % 60), zone)
    return wall.astimezone(UTC)


def usual_week(schedule: Schedule) -> list[tuple[Span, ...]]:
    """The openings of an ordinary week of term, Monday first: no holiday, the second week of a November."""
    return [schedule.spans_on(DayFacts(weekday, 2, False, 1109 + weekday, False, False)) for weekday in range(7)]


def _facts_of(place: Place) -> Callable[[date], DayFacts]:
    def facts(day: date) -> DayFacts:
        return day_facts(day, place.calendar)

    return facts


def _coming(place: Place) -> Sequence[HoursException]:
    fetched: Sequence[HoursException] | None = getattr(place, "coming_exceptions", None)
    return fetched if fetched is not None else list(place.hours_exceptions.all())


def _exceptions(place: Place) -> list[DatedSpans]:
    found = []
    for exception in _coming(place):
        schedule = schedule_from(exception.hours)
        # The hours of an exception are times of day, the same whatever the weekday.
        spans = schedule.spans_on(day_facts(exception.starts_on, place.calendar)) if schedule else ()
        found.append(DatedSpans(exception.starts_on, exception.ends_on, spans))
    return found


def _days(exception: HoursException) -> list[date]:
    length = (exception.ends_on - exception.starts_on).days + 1
    return [exception.starts_on + timedelta(days=rank) for rank in range(length)]
