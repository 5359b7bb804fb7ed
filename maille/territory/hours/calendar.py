"""What kind of day it is where a place stands: weekday, rank in its month, public holiday, school holiday.

Public holidays are computed for any year. School holidays are those the installed `vacances-scolaires-france` knows:
zones A, B and C of mainland France, from 1990 to the last calendar published when it was released. Past its last year,
and in Corsica and overseas where calendars are local, no day counts as a school holiday.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from jours_feries_france import JoursFeries
from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

from maille.territory.hours.rule import DayFacts


class Calendar(StrEnum):
    """A set of holidays and a clock, shared by some départements."""

    A = "A"
    B = "B"
    C = "C"
    ALSACE_MOSELLE = "alsace-moselle"
    CORSE = "corse"
    GUADELOUPE = "guadeloupe"
    MARTINIQUE = "martinique"
    GUYANE = "guyane"
    REUNION = "reunion"
    MAYOTTE = "mayotte"
    SAINT_PIERRE_ET_MIQUELON = "saint-pierre-et-miquelon"
    SAINT_BARTHELEMY = "saint-barthelemy"
    SAINT_MARTIN = "saint-martin"
    WALLIS_ET_FUTUNA = "wallis-et-futuna"
    POLYNESIE = "polynesie"
    NOUVELLE_CALEDONIE = "nouvelle-caledonie"


class _Source(NamedTuple):
    """Where a calendar's days come from: the school zone (none = unknown), the public holidays' zone, the clock."""

    school: str | None
    public: str
    clock: str = "Europe/Paris"


_SOURCES = {
    Calendar.A: _Source("A", "Métropole"),
    Calendar.B: _Source("B", "Métropole"),
    Calendar.C: _Source("C", "Métropole"),
    Calendar.ALSACE_MOSELLE: _Source("B", "Alsace-Moselle"),
    Calendar.CORSE: _Source(None, "Métropole"),
    Calendar.GUADELOUPE: _Source(None, "Guadeloupe", "America/Guadeloupe"),
    Calendar.MARTINIQUE: _Source(None, "Martinique", "America/Martinique"),
    Calendar.GUYANE: _Source(None, "Guyane", "America/Cayenne"),
    Calendar.REUNION: _Source(None, "La Réunion", "Indian/Reunion"),
    Calendar.MAYOTTE: _Source(None, "Mayotte", "Indian/Mayotte"),
    Calendar.SAINT_PIERRE_ET_MIQUELON: _Source(None, "Saint-Pierre-et-Miquelon", "America/Miquelon"),
    Calendar.SAINT_BARTHELEMY: _Source(None, "Saint-Barthélémy", "America/St_Barthelemy"),
    Calendar.SAINT_MARTIN: _Source(None, "Saint-Martin", "America/Marigot"),
    Calendar.WALLIS_ET_FUTUNA: _Source(None, "Wallis-et-Futuna", "Pacific/Wallis"),
    Calendar.POLYNESIE: _Source(None, "Polynésie Française", "Pacific/Tahiti"),
    Calendar.NOUVELLE_CALEDONIE: _Source(None, "Nouvelle-Calédonie", "Pacific/Noumea"),
}

# Académies by zone: arrêté du 7 décembre 2022 and later; départements 57, 67 and 68 keep two more public holidays.
_DEPARTEMENTS = {
    Calendar.A: "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    Calendar.B: "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 59 60 61 62 72 76 80 "
    "83 84 85 88",
    Calendar.C: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
    Calendar.ALSACE_MOSELLE: "57 67 68",
    Calendar.CORSE: "2A 2B 20",
    Calendar.GUADELOUPE: "971",
    Calendar.MARTINIQUE: "972",
    Calendar.GUYANE: "973",
    Calendar.REUNION: "974",
    Calendar.SAINT_PIERRE_ET_MIQUELON: "975",
    Calendar.MAYOTTE: "976",
    Calendar.SAINT_BARTHELEMY: "977",
    Calendar.SAINT_MARTIN: "978",
    Calendar.WALLIS_ET_FUTUNA: "986",
    Calendar.POLYNESIE: "987",
    Calendar.NOUVELLE_CALEDONIE: "988",
}
_CALENDAR_OF = {code: calendar for calendar, codes in _DEPARTEMENTS.items() for code in codes.split()}


def calendar_of(departement: str) -> Calendar:
    """Give the calendar of a département by its code ("42", "2A", "974"); raises KeyError for a code that is none."""
    return _CALENDAR_OF[departement.upper()]


def clock_of(zone: str) -> str:
    """Give the time zone of a calendar, as an IANA name; raises ValueError for an unknown calendar."""
    return _SOURCES[Calendar(zone)].clock


@lru_cache(maxsize=4096)
def day_facts(day: date, zone: str) -> DayFacts:
    """Say what kind of day a date is in a calendar; raises ValueError for an unknown calendar."""
    source = _SOURCES[Calendar(zone)]
    return DayFacts(
        weekday=day.weekday(),
        nth=(day.day - 1) // 7 + 1,
        is_last=day.day + 7 > monthrange(day.year, day.month)[1],
        month_day=100 * day.month + day.day,
        is_public_holiday=day in _public_holidays(day.year, source.public),
        is_school_holiday=source.school is not None and _is_school_holiday(day, source.school),
    )


@lru_cache(maxsize=256)
def _public_holidays(year: int, zone: str) -> frozenset[date]:
    return frozenset(JoursFeries.for_year(year, zone).values())


@lru_cache(maxsize=1)
def _school_holidays() -> SchoolHolidayDates:
    return SchoolHolidayDates()


def _is_school_holiday(day: date, zone: str) -> bool:
    try:
        return bool(_school_holidays().is_holiday_for_zone(day, zone))
    except UnsupportedYearException:
        return False
