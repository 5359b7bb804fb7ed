"""The "open now" question, asked of the database in one condition."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from maille.core import kept
from maille.territory.hours.calendar import Calendar, clock_of, day_facts
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.rule import DAY, DayFacts
from maille.territory.hours.schedule import nth_codes
from maille.territory.hours.spans import NIGHT_CLOSES
from maille.territory.models import HoursException, OpeningSlot, Place
from maille.territory.models.place import PlaceQuerySet
from maille.territory.rules import Position

from .sql import Sql, listed, marks, read

# The calendars on the clock of Paris: nearly every place has one of them, so that nobody asks which are in use.
MAINLAND = tuple(calendar for calendar in Calendar if clock_of(calendar) == clock_of(Calendar.A))
ELSEWHERE = tuple(calendar for calendar in Calendar if calendar not in MAINLAND)

PLACES, SLOTS, EXCEPTIONS = (model._meta.db_table for model in (Place, OpeningSlot, HoursException))
_SLOT = f"""{{weekly_hours}} IN (SELECT weekly_hours_id FROM {SLOTS} WHERE weekday = {{weekday}}
AND on_public_holiday = %s AND (on_school_holiday IS NULL OR on_school_holiday = %s)
AND season_from <= {{day}} AND season_to >= {{day}} AND (nth IS NULL OR nth IN ({{nth}}))
AND opens <= {{minute}} AND closes > {{minute}})"""  # noqa: S608 - our own names
_EXCEPTIONS = f"SELECT place_id FROM {EXCEPTIONS} WHERE starts_on <= %s AND ends_on >= %s"  # noqa: S608
_OTHER_HOURS = f"""SELECT e.place_id, p.calendar, e.starts_on, e.ends_on, e.hours FROM {EXCEPTIONS} e
JOIN {PLACES} p ON p.id = e.place_id WHERE e.starts_on <= %s AND e.ends_on >= %s AND e.hours <> %s"""  # noqa: S608
_IN_USE = f"SELECT DISTINCT calendar FROM {PLACES} WHERE calendar IN ({marks(ELSEWHERE)})"  # noqa: S608


@dataclass(frozen=True)
class Moment:
    """An instant as the people of one calendar live it: local minute, what kind of day it is, and was yesterday."""

    day: date
    minute: int
    today: DayFacts
    yesterday: DayFacts


def open_at(places: PlaceQuerySet, at: datetime) -> PlaceQuerySet:
    """Keep the places open at an aware instant, by their usual hours and their dated exceptions."""
    return places.filter(is_open(at))


def is_open(at: datetime, *, around: Position | None = None) -> Sql:
    """What a place must meet to be open at an aware instant; `around` says that those asked are near a position."""
    at = at.replace(second=0, microsecond=0)
    groups: dict[Moment, list[str]] = defaultdict(list)
    for calendar in (*MAINLAND, *_elsewhere(around)):
        groups[_moment(at, calendar)].append(calendar)
    home = _moment(at, MAINLAND[0])
    abroad = [calendar for moment, calendars in groups.items() if moment != home for calendar in calendars]
    has_exceptions = _has_exceptions(at.date())
    ways = [_usually_open(home, has_exceptions)]
    if abroad:
        far = [
            _among("IN", calendars) & _usually_open(moment, has_exceptions)
            for moment, calendars in groups.items()
            if moment != home
        ]
        # Nearly all the places live at home: told by what they are not, they are read in one go, in the search's index.
        ways = [ways[0] & _among("NOT IN", abroad), _among("IN", abroad) & either(far)]
    if has_exceptions and (opened := _opened_by_exception(at)):
        ways.append(Sql(f"{{pk}} IN ({listed(opened)})"))
    return either(ways)


def either(ways: list[Sql]) -> Sql:
    """Places that meet one of these conditions."""
    return Sql("(" + " OR ".join(f"({way.sql})" for way in ways) + ")", [v for way in ways for v in way.params])


def _among(among: str, calendars: list[str]) -> Sql:
    return Sql(f"{{calendar}} {among} ({marks(calendars)})", calendars)


@lru_cache(maxsize=64)
def _usually_open(moment: Moment, has_exceptions: bool) -> Sql:
    """Open by the usual hours, on a day that is no exception; the same for every search of the same minute.

    An opening of the evening before belongs to the day before: that day's exceptions tell whether it took place.
    """
    ways = [_within(moment.today, moment.minute)]
    days = [moment.day]
    if moment.minute < NIGHT_CLOSES:  # later in the day, no opening of the evening before still lasts
        ways.append(_within(moment.yesterday, moment.minute + DAY))
        days.append(moment.day - timedelta(days=1))
    if has_exceptions:
        ways = [way & Sql(f"{{pk}} NOT IN ({_EXCEPTIONS})", [day, day]) for way, day in zip(ways, days, strict=True)]
    return either(ways) if len(ways) > 1 else ways[0]


def _elsewhere(around: Position | None) -> list[str]:
    """The calendars in use on another clock than that of Paris, when somebody asks from where they may matter."""
    if around is not None and _is_in_europe(around):
        return []
    return kept.value("calendars elsewhere", lambda: [calendar for (calendar,) in read(_IN_USE, ELSEWHERE)])


def _has_exceptions(day: date) -> bool:
    """Whether any place at all keeps other hours than its usual ones about that day: most days, none does."""
    return kept.value(("exceptions", day), lambda: bool(read(f"{_EXCEPTIONS} LIMIT 1", _around(day))))


def _is_in_europe(position: Position) -> bool:
    """Whether nothing near a position lives by a clock from overseas: thousands of kilometres lie between."""
    return 35 < position.latitude < 60 and -15 < position.longitude < 20


@lru_cache(maxsize=128)
def _moment(at: datetime, calendar: str) -> Moment:
    local = at.astimezone(ZoneInfo(clock_of(calendar)))
    yesterday = local.date() - timedelta(days=1)
    return Moment(
        local.date(), local.hour * 60 + local.minute, day_facts(local.date(), calendar), day_facts(yesterday, calendar)
    )


def _within(facts: DayFacts, minute: int) -> Sql:
    """Weekly hours that hold a minute of such a day: a few hundred values, asked once for all places.

    The SQL twin of `Cell.matches`.
    """
    said = _SLOT.format(
        weekly_hours="{weekly_hours}",
        weekday=facts.weekday,
        day=facts.month_day,
        nth=listed(nth_codes(facts)),
        minute=minute,
    )
    return Sql(said, [facts.is_public_holiday, facts.is_school_holiday])


def _around(day: date) -> tuple[date, date]:
    """First and last dates that may be today somewhere, or the evening before: as bounds of what starts and ends."""
    return day + timedelta(days=1), day - timedelta(days=2)


def _opened_by_exception(at: datetime) -> list[int]:
    """Places that are open now by other hours than their usual ones."""
    opened = []
    for place_id, calendar, starts_on, ends_on, hours in read(_OTHER_HOURS, [*_around(at.date()), ""]):
        moment = _moment(at, calendar)
        is_today = starts_on <= moment.day <= ends_on
        if is_today and any(
            span.opens <= moment.minute < span.closes for span in parse_osm(hours).spans_on(moment.today)
        ):
            opened.append(place_id)
    return opened
