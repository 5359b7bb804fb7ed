"""The words and the hours kept once for many places: there and back, with places in the base."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maille.directory.models import OfferWord, PlaceWord, WordVariant
from maille.territory.actions import save_places
from maille.territory.models import OpeningSlot, Place
from maille.territory.vocabulary import Cost, Service
from tests.territory.factories import CommuneFactory, PlaceFactory

BEFORE = [("territory", "0005_place_provenance"), ("directory", "0002_search_indexes")]


@pytest.fixture
def migrate(transactional_db: None) -> Iterator[Any]:
    def to(targets: list[tuple[str, str]]) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return executor.loader.project_state(targets).apps

    yield to
    latest = MigrationExecutor(connection)
    latest.migrate(latest.loader.graph.leaf_nodes())


def held() -> dict[str, set[Any]]:
    """All that is derived, whatever its keys."""
    return {
        "own": set(PlaceWord.objects.values_list("place__name", "word__text", "weight")),
        "offered": set(OfferWord.objects.values_list("offer__services", "word__text")),
        "variants": set(WordVariant.objects.values_list("word__text", "text")),
        "slots": set(OpeningSlot.objects.values_list("weekly_hours__value", "weekday", "opens", "closes")),
        "places": set(Place.objects.values_list("name", "weekly_hours__value", "offer__digest")),
    }


@pytest.mark.long
def test_the_search_is_the_same_after_going_there_and_back(migrate: Any) -> None:
    offers = {"services": (Service.LEISURE, Service.ACCESS), "costs": (Cost.FREE,)}
    places = [
        PlaceFactory.build(commune=CommuneFactory(), slug="", name=name, hours=hours, **fields)
        for name, hours, fields in (
            ("Accès libre", "Mo-Fr 09:00-12:00", offers),
            ("Le Babet", "Mo-Fr 09:00-12:00", {**offers, "services": offers["services"][::-1]}),
            ("Ailleurs", "n’importe quoi", {"other_labels": ("Accès",)}),
        )
    ]
    save_places(places, by=None)
    now = held()

    old = migrate(BEFORE)
    words = old.get_model("directory", "PlaceWord").objects.values_list("place__name", "word__text", "weight")
    assert {("Accès libre", "acce", 4), ("Le Babet", "acce", 3), ("Ailleurs", "acce", 3)} <= set(words)
    slots = old.get_model("territory", "OpeningSlot").objects
    assert {slot.place.name for slot in slots.select_related("place")} == {"Accès libre", "Le Babet"}
    assert slots.count() == 20

    latest = MigrationExecutor(connection)
    migrate(latest.loader.graph.leaf_nodes())
    assert held() == now
