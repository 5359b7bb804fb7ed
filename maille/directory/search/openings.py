"""The "open now" question, asked of the database in one condition."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from maille.territory.hours.calendar import Calendar, clock_of, day_facts
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.rule import DAY, DayFacts
from maille.territory.hours.schedule import nth_codes
from maille.territory.hours.spans import NIGHT_CLOSES
from maille.territory.models import HoursException, OpeningSlot, Place
from maille.territory.models.place import PlaceQuerySet
from maille.territory.rules import Position

# The calendars on the clock of Paris: nearly every place has one of them, so that nobody asks which are in use.
MAINLAND = tuple(calendar for calendar in Calendar if clock_of(calendar) == clock_of(Calendar.A))
ELSEWHERE = tuple(calendar for calendar in Calendar if calendar not in MAINLAND)


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


def is_open(at: datetime, *, around: Position | None = None) -> Q:
    """What a place must meet to be open at an aware instant; `around` says that those asked are near a position."""
    groups: dict[Moment, list[str]] = defaultdict(list)
    for calendar in _calendars(around):
        groups[_moment(at, calendar)].append(calendar)
    home = _moment(at, MAINLAND[0])
    elsewhere = [calendar for moment, calendars in groups.items() if moment != home for calendar in calendars]
    # Nearly all the places live at home: told by what they are not, they are read in one go, in the search's own index.
    open_now = ~Q(calendar__in=elsewhere) & _usually_open(home) if elsewhere else _usually_open(home)
    for moment, calendars in groups.items():
        if moment != home:
            open_now |= Q(calendar__in=calendars) & _usually_open(moment)
    return open_now | Q(pk__in=_opened_by_exception(at))


@lru_cache(maxsize=64)
def _usually_open(moment: Moment) -> Q:
    """Open by the usual hours, on a day that is no exception; the same for every search of the same minute.

    An opening of the evening before belongs to the day before: that day's exceptions tell whether it took place.
    """
    times = Q(opens__lte=moment.minute, closes__gt=moment.minute)
    is_open = _within(moment.today, times) & ~Q(pk__in=_exceptions_on(moment.day))
    if moment.minute < NIGHT_CLOSES:  # later in the day, no opening of the evening before still lasts
        late = moment.minute + DAY
        evening = _within(moment.yesterday, Q(opens__lte=late, closes__gt=late))
        is_open |= evening & ~Q(pk__in=_exceptions_on(moment.day - timedelta(days=1)))
    return is_open


def _calendars(around: Position | None) -> Iterator[str]:
    yield from MAINLAND
    if around is None or not _is_in_europe(around):
        yield from Place.objects.filter(calendar__in=ELSEWHERE).order_by().values_list("calendar", flat=True).distinct()


def _is_in_europe(position: Position) -> bool:
    """Whether nothing near a position lives by a clock from overseas: thousands of kilometres lie between."""
    return 35 < position.latitude < 60 and -15 < position.longitude < 20


def _moment(at: datetime, calendar: str) -> Moment:
    local = at.astimezone(ZoneInfo(clock_of(calendar)))
    yesterday = local.date() - timedelta(days=1)
    return Moment(
        local.date(), local.hour * 60 + local.minute, day_facts(local.date(), calendar), day_facts(yesterday, calendar)
    )


def _within(facts: DayFacts, times: Q) -> Q:
    """Weekly hours that are open at these times of such a day: a few hundred values, asked once for all places."""
    return Q(weekly_hours__in=OpeningSlot.objects.filter(_on(facts) & times).order_by().values("weekly_hours"))


def _on(facts: DayFacts) -> Q:
    """The flat cells that apply on a day of this kind: the SQL twin of `Cell.matches`."""
    return (
        Q(weekday=facts.weekday, on_public_holiday=facts.is_public_holiday)
        & (Q(on_school_holiday__isnull=True) | Q(on_school_holiday=facts.is_school_holiday))
        & Q(season_from__lte=facts.month_day, season_to__gte=facts.month_day)
        & (Q(nth__isnull=True) | Q(nth__in=nth_codes(facts)))
    )


def _exceptions_on(day: date) -> QuerySet[Any, Any]:
    """The places that follow other hours than their usual ones that day: few, read once for all the others."""
    return HoursException.objects.filter(starts_on__lte=day, ends_on__gte=day).order_by().values("place_id")


def _opened_by_exception(at: datetime) -> list[int]:
    """Places that are open now by other hours than their usual ones."""
    day_before, day_after = at.date() - timedelta(days=1), at.date() + timedelta(days=1)
    rows = (
        HoursException.objects.filter(starts_on__lte=day_after, ends_on__gte=day_before)
        .exclude(hours="")
        .values_list("place_id", "place__calendar", "starts_on", "ends_on", "hours")
    )
    opened = []
    for place_id, calendar, starts_on, ends_on, hours in rows:
        moment = _moment(at, calendar)
        is_today = starts_on <= moment.day <= ends_on
        if is_today and any(
            span.opens <= moment.minute < span.closes for span in parse_osm(hours).spans_on(moment.today)
        ):
            opened.append(place_id)
    return opened
