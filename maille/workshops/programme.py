"""The public programme: every session of a network and of its neighbours, chosen by what one wants, where and when.

What a session is and where is read once for everybody, in plain rows, and kept (`core/kept.py`); its state and its
seats are read at each visit. A constant number of queries, whatever is asked and found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import get_language

from maille.core import kept
from maille.directory.search.distance import km_from
from maille.language.words import searched_words, words
from maille.territory.hours.calendar import clock_of
from maille.territory.models import Network, NetworkPlace, Place
from maille.territory.rules import Position

from .alternatives import give_alternatives
from .models import Session, WorkshopVersion
from .rules.months import Month
from .showing import give_ribbons
from .vocabulary import Theme

_PLACE = (
    "slug", "name", "address", "postal_code", "calendar", "phone", "search_latitude", "search_longitude", "latitude",
    "longitude", "special_care", "is_published", "commune",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; what is empty asks nothing. Days of the week from 0 (Monday), a radius in km or 0."""

    what: str = ""
    theme: str = ""
    level: str = ""
    language: str = ""
    place: str = ""
    weekdays: frozenset[int] = frozenset()
    special_care: tuple[str, ...] = ()
    with_seats: bool = False
    origin: Position | None = None
    radius_km: int = 0


class Date(NamedTuple):
    """What is compared of a session: thousands are looked through for each page, thirty are shown."""

    key: int
    starts_at: datetime
    weekday: int
    month: Month
    place: int
    version: int


class _Content(NamedTuple):
    level: str
    themes: tuple[str, ...]
    language: str
    words: frozenset[str]


@dataclass(frozen=True)
class Programme:
    """All that is to come in a network: its dates in order, what each teaches, where."""

    dates: Sequence[Date]
    contents: dict[int, _Content]
    places: dict[int, Place]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Other languages than French in which something is taught."""
        return tuple(sorted({one.language for one in self.contents.values() if one.language}))

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The places where something is to come, by name: (how an address says it, name)."""
        places = sorted(self.places.values(), key=lambda place: place.name)
        return tuple((place.slug, place.name) for place in places)


def programme_of(network: Network, at: datetime) -> Programme:
    """What a network proposes from an instant on; what is kept of it belongs to everybody."""
    hour = int(at.timestamp()) // 3600
    return kept.value(("programme", network.pk, hour, get_language()), lambda: _read(network, at))


def _read(network: Network, at: datetime) -> Programme:
    links = {one.place_id: one for one in NetworkPlace.objects.filter(network=network)}
    mine = Q(network=network) | Q(place__in=list(links))
    rows = Session.objects.open_to_all().filter(mine, starts_at__gt=at).order_by("starts_at", "pk")
    read = list(rows.values_list("pk", "starts_at", "place", "version", "place__calendar"))
    dates = [_date(*row) for row in read]
    places = Place.objects.select_related("commune").only(*_PLACE, "commune__name")
    found = places.in_bulk({one.place for one in dates})
    for key, place in found.items():
        place.links_here = [links[key]] if key in links else []  # type: ignore[attr-defined]
    return Programme(dates, _contents({one.version for one in dates}), found)


@lru_cache(maxsize=32)
def _zone(calendar: str) -> ZoneInfo:
    return ZoneInfo(clock_of(calendar))


@lru_cache(maxsize=64)
def _month(year: int, month: int) -> Month:
    return Month(year, month)


def _date(key: int, starts_at: datetime, place: int, version: int, calendar: str) -> Date:
    there = starts_at.astimezone(_zone(calendar))
    return Date(key, starts_at, there.weekday(), _month(there.year, there.month), place, version)


def _contents(versions: set[int]) -> dict[int, _Content]:
    rows = WorkshopVersion.objects.filter(pk__in=versions).values_list(
        "pk", "title", "aim", "level", "themes", "language"
    )
    return {
        key: _Content(level, themes, language, _words_of(title, aim, themes))
        for key, title, aim, level, themes, language in rows
    }


def _words_of(title: str, aim: str, themes: Sequence[str]) -> frozenset[str]:
    names = [str(Theme(one).label) for one in themes if one in Theme.values]
    return frozenset(words(" ".join([title, aim, *names])))


def chosen(programme: Programme, wanted: Wanted, *, at: datetime) -> list[Date]:
    """The dates that somebody wants, the soonest first: one query when only free seats will do, none otherwise."""
    contents = _contents_wanted(programme, wanted)
    places = _places_wanted(programme, wanted)
    full = _full(at) if wanted.with_seats else frozenset()
    return [
        one
        for one in programme.dates
        if one.starts_at > at
        and one.version in contents
        and one.place in places
        and (not wanted.weekdays or one.weekday in wanted.weekdays)
        and one.key not in full
    ]


def in_month(dates: Sequence[Date], month: Month | None) -> list[Date]:
    return [one for one in dates if month is None or one.month == month]


def _contents_wanted(programme: Programme, wanted: Wanted) -> set[int]:
    asked = searched_words(wanted.what)
    return {
        key
        for key, one in programme.contents.items()
        if (not wanted.theme or wanted.theme in one.themes)
        and (not wanted.level or wanted.level == one.level)
        and (not wanted.language or wanted.language == one.language)
        and all(any(word.startswith(part) for word in one.words) for part in asked)
    }


def _places_wanted(programme: Programme, wanted: Wanted) -> set[int]:
    return {
        key
        for key, place in programme.places.items()
        if (not wanted.place or wanted.place == place.slug)
        and (not wanted.special_care or set(wanted.special_care) & set(place.special_care))
        and _is_near(place, wanted)
    }


def _is_near(place: Place, wanted: Wanted) -> bool:
    if wanted.origin is None or not wanted.radius_km:
        return True
    km = km_from(wanted.origin, place)
    return km is not None and km <= wanted.radius_km


def _full(at: datetime) -> frozenset[int]:
    """Sessions to come where nobody can sit any more."""
    rows = Session.objects.published().filter(starts_at__gt=at, free_seats=0).order_by()
    return frozenset(rows.values_list("pk", flat=True))


def shown_dates(programme: Programme, dates: Sequence[Date], origin: Position | None, *, at: datetime) -> list[Session]:
    """The sessions of a page as they are now, each with its place, how far it is, and where else when it is full.

    One that was taken back since is left out.
    """
    rows = Session.objects.open_to_all().select_related("version").in_bulk([one.key for one in dates])
    sessions = [rows[one.key] for one in dates if one.key in rows]
    for one in sessions:
        if one.place_id in programme.places:
            one.place = programme.places[one.place_id]
        one.km = km_from(origin, one.place)
    give_ribbons(sessions)
    give_alternatives(sessions, at=at)
    return sessions
