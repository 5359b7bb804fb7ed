"""The search in the database finds what a search in plain Python finds, in the same order, page after page."""

import datetime as dt
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from maille.directory.search.question import Question, page_of, search
from maille.directory.vocabulary import everyday_words
from maille.language.words import words
from maille.territory.actions import add_hours_exception, save_places
from maille.territory.models import Network, Place
from maille.territory.opening import open_state
from maille.territory.rules import EARTH_RADIUS_KM, Position
from maille.territory.vocabulary import Cost, Service
from tests.territory.factories import CommuneFactory, NetworkFactory, NetworkPlaceFactory, PlaceFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
HERE = Position(45.44, 4.39)
# Nothing overseas is near here: the search counts on it when it asks which clocks are in use.
THERE = Position(-20.93, 55.45)
PAGE = 2
NAMES = ("Colibri", "Babet", "Médiathèque du Babet", "Espace Colibri", "Mairie", "Média")
ADDRESSES = ("1 rue du Babet", "2 rue Colibri", "3 place de la Mairie")
HOURS = ("", "Tu 09:00-12:00", "Mo-Su 22:00-02:00", "Mo-Su 09:00-18:00; PH off", "Fr 22:00-02:00", "Tu[4] 08:00-20:00")
MOMENTS = ("2026-11-24 10:00", "2026-11-28 01:30", "2026-12-25 10:00", "2026-11-24 07:30")
# As people write, and the word that the only typo here means.
ASKED = (
    "",
    "colibri",
    "babet",
    "Médiathèques",
    "medi",
    "colibry",
    "mairie babet",
    "impots",
    "zanzibar",
    "Saint",
    "babet impots",
)
TYPOS = {"colibry": "colibri"}


@dataclass(frozen=True)
class Described:
    """A place of a small world, before it is written."""

    name: str
    address: str
    hours: str
    north: int  # steps of about 14 km from HERE
    has_position: bool
    is_published: bool
    is_overseas: bool
    services: tuple[str, ...]
    costs: tuple[str, ...]
    link: str
    exception: str  # "none", "closed" or the other hours of that day
    exception_on: dt.date


def described() -> st.SearchStrategy[Described]:
    return st.builds(
        Described,
        name=st.sampled_from(NAMES),
        address=st.sampled_from(ADDRESSES),
        hours=st.sampled_from(HOURS),
        north=st.integers(-6, 6),
        has_position=st.booleans(),
        is_published=st.sampled_from([True, True, True, False]),
        is_overseas=st.sampled_from([False, False, False, True]),
        services=st.sampled_from([(), (Service.ADMINISTRATIVE_HELP,), (Service.LEISURE, Service.ADMINISTRATIVE_HELP)]),
        costs=st.sampled_from([(), (Cost.FREE,), (Cost.FREE_UNDER_CONDITION,)]),
        link=st.sampled_from(["", "member", "neighbour"]),
        exception=st.sampled_from(["none", "none", "closed", "09:00-11:00"]),
        exception_on=st.sampled_from([dt.datetime.fromisoformat(moment).date() for moment in MOMENTS]),
    )


def questions() -> st.SearchStrategy[Question]:
    return st.builds(
        Question,
        what=st.sampled_from(ASKED),
        position=st.sampled_from([None, HERE, HERE]),
        radius_km=st.sampled_from([0, 10, 20, 50]),
        services=st.sampled_from([(), (), (Service.LEISURE,)]),
        costs=st.sampled_from([(), (), (Cost.FREE,), (Cost.FREE, Cost.FREE_UNDER_CONDITION)]),
        is_open_now=st.booleans(),
        members_only=st.sampled_from([False, False, True]),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(
    world=st.lists(described(), min_size=1, max_size=9),
    asked=st.lists(questions(), min_size=4, max_size=8),
    moment=st.sampled_from(MOMENTS),
    most_named=st.sampled_from([0, 1, 2_000]),  # a word has few bearers, which are named, or many
)
def test_the_search_finds_what_a_search_by_hand_finds(
    world: list[Described], asked: list[Question], moment: str, most_named: int
) -> None:
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=PARIS)
    with transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        patched.setattr("maille.directory.search.question.MOST_NAMED", most_named)
        network = NetworkFactory()
        written(world, network)
        places = list(Place.objects.select_related("commune").order_by("pk"))
        for question in asked:
            assert paged(question, at, network) == by_hand(question, at, places), question
        transaction.set_rollback(True)


def written(world: list[Described], network: Network) -> None:
    home = CommuneFactory()
    reunion = CommuneFactory(
        code="97411",
        name="Saint-Denis",
        search_name="saint denis",
        departement="974",
        latitude=THERE.latitude,
        longitude=THERE.longitude,
    )
    made = [
        PlaceFactory.build(
            name=one.name, address=one.address, hours=one.hours, services=one.services, costs=one.costs, slug="",
            commune=reunion if one.is_overseas else home, is_published=one.is_published,
            latitude=(THERE if one.is_overseas else HERE).latitude + one.north * 0.13 if one.has_position else None,
            longitude=(THERE if one.is_overseas else HERE).longitude if one.has_position else None,
        )
        for one in world
    ]  # fmt: skip
    save_places(made, by=None)
    for one, place in zip(world, made, strict=True):
        if one.link:
            NetworkPlaceFactory(network=network, place=place, kind=one.link)
        if one.exception != "none":
            hours = "" if one.exception == "closed" else one.exception
            add_hours_exception(place=place, starts_on=one.exception_on, ends_on=one.exception_on, hours=hours, by=None)


def paged(question: Question, at: dt.datetime, network: Network) -> list[int]:
    """The ids of all the pages, one after the other; each page says the same total."""
    answer = search(question, at=at, network=network, within=Place.objects.published())
    page, ids = page_of(answer, "1", size=PAGE)
    found = list(ids)
    for number in range(2, page.paginator.num_pages + 1):
        other, ids = page_of(answer, str(number), size=PAGE)
        assert other.paginator.count == page.paginator.count
        found += ids
    assert page.paginator.count == len(found)
    return found


def by_hand(question: Question, at: dt.datetime, places: list[Place]) -> list[int]:
    weights = {place.pk: weights_of(place) for place in places}
    known = {word for said in weights.values() for word in said}
    meant = [meanings(word, known) for word in words(question.what)]
    kept = [place for place in places if place.is_published and keeps(question, at, place)]
    kept = [place for place in kept if all(weights[place.pk].keys() & meaning for meaning in meant)]
    if question.position:
        kept = [place for place in kept if degrees_away(place) is not None]
        return [place.pk for place in sorted(kept, key=lambda place: (degrees_away(place), place.pk))]
    looked_for = set().union(*meant)

    def rank(place: Place) -> int:
        return sum(weight for word, weight in weights[place.pk].items() if word in looked_for)

    return [place.pk for place in sorted(kept, key=lambda place: (-rank(place), place.name, place.pk))]


def keeps(question: Question, at: dt.datetime, place: Place) -> bool:
    links = [link.kind for link in place.network_places.all()]
    away = degrees_away(place)
    state = open_state(place, at)
    return (
        (not question.services or bool(set(question.services) & set(place.services)))
        and (not question.costs or bool(set(question.costs) & set(place.costs)))
        and (not question.members_only or "member" in links)
        and (not question.is_open_now or (state is not None and state.is_open) or opened_that_day(place, at))
        and (
            not question.position
            or not question.radius_km
            or (away is not None and away * radians(1) * EARTH_RADIUS_KM <= question.radius_km)
        )
    )


def opened_that_day(place: Place, at: dt.datetime) -> bool:
    """A place whose usual hours nobody knows may still be open on a day it says so."""
    local = at.astimezone(ZoneInfo("Indian/Reunion" if place.commune_id == "97411" else "Europe/Paris"))
    return any(
        one.starts_on <= local.date() <= one.ends_on and one.hours and 9 <= local.hour < 11
        for one in place.hours_exceptions.all()
    )


def meanings(word: str, known: set[str]) -> set[str]:
    begun = {other for other in known if other == word or (len(word) >= 4 and other.startswith(word))}
    return begun or ({TYPOS[word]} & known if word in TYPOS else set())


def weights_of(place: Place) -> dict[str, int]:
    """Each word of a place with the most it weighs."""
    said: list[tuple[int, Any]] = [
        (1, place.address), (2, f"{place.commune.name} {place.postal_code}"), (3, everyday_words(place)),
        (4, place.name),
    ]  # fmt: skip
    return {word: weight for weight, text in said for word in words(text)}


def degrees_away(place: Place) -> float | None:
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None:
        latitude, longitude = place.commune.latitude, place.commune.longitude
    east = (longitude - HERE.longitude) * cos(radians(HERE.latitude))
    return ((latitude - HERE.latitude) ** 2 + east**2) ** 0.5
