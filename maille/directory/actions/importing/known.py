"""What the directory already holds of the lines of a batch: places, those they were joined with, rights."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from maille.directory.actions.joined import Joined, joined_records
from maille.language.phrases import Phrase
from maille.territory.access import Keyed, editable_places
from maille.territory.models import Commune, Place

from .phrases import IMPORTS
from .unmoved import Unmoved, Values, found_under


@dataclass
class Known:
    """The places of a batch of lines, by their key in the source; those that it leaves as they are, apart."""

    places: dict[str, Place]
    unmoved: dict[str, Unmoved]
    joined: Joined
    editable: set[int]

    def refusal(self, key: str, code: str, communes: Container[str]) -> Phrase | None:
        """Why a line that was read may not become a place."""
        if code not in communes:
            return IMPORTS("unknown_commune", code=code)
        if (unmoved := self.unmoved.get(key)) is not None:
            return None if unmoved.pk in self.editable else IMPORTS("not_yours")
        place = self.places.get(key)
        if place is not None and self.joined.shown_for(place).pk not in self.editable:
            return IMPORTS("not_yours")
        return None


def known_places(
    source: str,
    said: Mapping[str, Values],
    by: Any,
    *,
    organisations: Mapping[str, int] = {},
    locked: bool = False,
) -> Known:
    """Read the places of these keys, given what each line says; `locked` holds them until the end of the transaction.

    `organisations` tells the structure that runs the place of a key, when that is known.
    """
    found = found_under(source, said, organisations, locked=locked)
    places = {place.source_key: place for place in Place.objects.filter(pk__in=found.moved).order_by("pk")}
    joined = joined_records(places.values(), locked=locked)
    shown: list[Keyed] = [*(joined.shown_for(place) for place in places.values()), *found.unmoved.values()]
    return Known(places, found.unmoved, joined, editable_places(by, shown) if shown else set())


def all_communes() -> dict[str, str]:
    """The département of each commune of the database, by its code."""
    return dict(Commune.objects.values_list("pk", "departement"))
