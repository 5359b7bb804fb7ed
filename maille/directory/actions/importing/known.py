"""What the directory already holds of the lines of a batch: places, the published ones they were joined to, rights."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maille.language.phrases import Phrase
from maille.territory.access import editable_places
from maille.territory.models import Commune, Place

from .phrases import IMPORTS


@dataclass
class Known:
    """The places of a batch of lines, by their key in the source."""

    places: dict[str, Place]
    published: dict[int, Place]
    """By the key of a record that was joined: the place that is shown for it."""
    editable: set[int]

    def shown_for(self, place: Place) -> Place:
        """The place that stands in the directory for this record."""
        return self.published.get(place.pk, place)

    def refusal(self, key: str, code: str, communes: Container[str]) -> Phrase | None:
        """Why a line that was read may not become a place."""
        if code not in communes:
            return IMPORTS("unknown_commune", code=code)
        place = self.places.get(key)
        if place is not None and self.shown_for(place).pk not in self.editable:
            return IMPORTS("not_yours")
        return None


def known_places(source: str, keys: list[str], by: Any, *, locked: bool = False) -> Known:
    """Read the places of these keys; `locked` holds them against other writers until the end of the transaction."""
    found = Place.objects.filter(source=source, source_key__in=keys).exclude(source_key="").order_by("pk")
    places = {place.source_key: place for place in (found.select_for_update() if locked else found)}
    published = published_for(places.values(), locked)
    shown = [published.get(place.pk, place) for place in places.values()]
    return Known(places, published, editable_places(by, shown) if shown else set())


def published_for(places: Iterable[Place], locked: bool) -> dict[int, Place]:
    """The place that is shown for each of these that was joined to another, however many times."""
    found = {place.pk: place for place in places}
    joined = [place for place in found.values() if place.merged_into_id]
    while missing := {place.merged_into_id for place in found.values()} - {None, *found}:
        more = Place.objects.filter(pk__in=missing).order_by("pk")
        found |= {place.pk: place for place in (more.select_for_update() if locked else more)}
    return {place.pk: _end(found, place) for place in joined}


def _end(found: Mapping[int, Place], place: Place) -> Place:
    while place.merged_into_id:
        place = found[place.merged_into_id]
    return place


def all_communes() -> dict[str, str]:
    """The département of each commune of the database, by its code."""
    return dict(Commune.objects.values_list("pk", "departement"))
