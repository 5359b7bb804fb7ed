"""The "open now" question, asked of the database in one condition."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from maille.territory.hours.calendar import clock_of, day_facts
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.rule import DayFacts
from maille.territory.models import HoursException, OpeningSlot, Place


@dataclass(frozen=True)
class Moment:
    """An instant as the people of one calendar live it: local minute, what kind of day it is, and was yesterday."""

    day: date
    minute: int
    today: DayFacts
    yesterday: DayFacts


def open_at(places: QuerySet[Place], at: datetime) -> QuerySet[Place]:
    """Keep the places open at an aware instant, by their usual hours and their dated exceptions."""
    groups: dict[Moment, list[str]] = defaultdict(list)
    for calendar in Place.objects.order_by().values_list("calendar", flat=True).distinct():
        groups[_moment(at, calendar)].append(calendar)
    by_slots = Q(pk__in=[])
    for moment, calendars in groups.items():
        by_slots |= Q(calendar__in=calendars, pk__in=_slots(moment).values("place_id"))
    concerned, opened = _exceptions(at)
    return places.filter((by_slots & ~Q(pk__in=concerned)) | Q(pk__in=opened))


def _moment(at: datetime, calendar: str) -> Moment:
    local = at.astimezone(ZoneInfo(clock_of(calendar)))
    yesterday = local.date() - timedelta(days=1)
    return Moment(
        local.date(), local.hour * 60 + local.minute, day_facts(local.date(), calendar), day_facts(yesterday, calendar)
    )


def _slots(moment: Moment) -> QuerySet[OpeningSlot]:
    late = moment.minute + 24 * 60
    return OpeningSlot.objects.filter(
        _on(moment.today) & Q(opens__lte=moment.minute, closes__gt=moment.minute)
        | _on(moment.yesterday) & Q(closes__gt=late, opens__lte=late)
    ).order_by()


def _on(facts: DayFacts) -> Q:
    """The flat cells that apply on a day of this kind: the SQL twin of `schedule.spans_on`."""
    nth = Q(nth__isnull=True) | Q(nth=facts.nth) | (Q(nth=-1) if facts.is_last else Q(pk__in=[]))
    school = Q(on_school_holiday__isnull=True) | Q(on_school_holiday=facts.is_school_holiday)
    return (
        Q(weekday=facts.weekday, on_public_holiday=facts.is_public_holiday)
        & school
        & Q(season_from__lte=facts.month_day, season_to__gte=facts.month_day)
        & nth
    )


def _exceptions(at: datetime) -> tuple[list[int], list[int]]:
    """Places whose usual hours do not apply today, and those of them that are open now all the same."""
    day_before, day_after = at.date() - timedelta(days=1), at.date() + timedelta(days=1)
    rows = HoursException.objects.filter(starts_on__lte=day_after, ends_on__gte=day_before).values_list(
        "place_id", "place__calendar", "starts_on", "ends_on", "hours"
    )
    concerned, opened = [], []
    for place_id, calendar, starts_on, ends_on, hours in rows:
        moment = _moment(at, calendar)
        if not starts_on <= moment.day <= ends_on:
            continue
        concerned.append(place_id)
        if hours and any(s.opens <= moment.minute < s.closes for s in parse_osm(hours).spans_on(moment.today)):
            opened.append(place_id)
    return concerned, opened
