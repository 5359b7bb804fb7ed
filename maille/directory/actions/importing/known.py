"""What the directory already holds of the lines of a batch: places, those they were joined with, rights."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from maille.core.bulk import among
from maille.directory.actions.joined import Joined, joined_records
from maille.language.phrases import Phrase
from maille.territory.access import editable_places
from maille.territory.models import Commune, Place

from .phrases import IMPORTS


@dataclass
class Known:
    """The places of a batch of lines, by their key in the source."""

    places: dict[str, Place]
    joined: Joined
    editable: set[int]

    def refusal(self, key: str, code: str, communes: Container[str]) -> Phrase | None:
        """Why a line that was read may not become a place."""
        if code not in communes:
            return IMPORTS("unknown_commune", code=code)
        place = self.places.get(key)
        if place is not None and self.joined.shown_for(place).pk not in self.editable:
            return IMPORTS("not_yours")
        return None


def known_places(source: str, keys: list[str], by: Any, *, locked: bool = False) -> Known:
    """Read the places of these keys; `locked` holds them against other writers until the end of the transaction."""
    found = Place.objects.filter(among("source_key", keys), source=source).exclude(source_key="").order_by("pk")
    places = {place.source_key: place for place in (found.select_for_update() if locked else found)}
    joined = joined_records(places.values(), locked=locked)
    shown = [joined.shown_for(place) for place in places.values()]
    return Known(places, joined, editable_places(by, shown) if shown else set())


def all_communes() -> dict[str, str]:
    """The département of each commune of the database, by its code."""
    return dict(Commune.objects.values_list("pk", "departement"))
