"""The places of one page of a list, in their order, with no more of each than `territory/_place_rows.html` shows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from maille.territory.models import Commune, HoursException, Network, NetworkPlace, Place

from .sql import listed

# A fifth of the columns of a place.
SHOWN = (
    "id", "slug", "name", "address", "postal_code", "phone", "latitude", "search_latitude", "search_longitude", "hours",
    "calendar", "verified_on", "updated_on", "commune_id",
)  # fmt: skip
PLACES, COMMUNES, LINKS, EXCEPTIONS = (model._meta.db_table for model in (Place, Commune, NetworkPlace, HoursException))
_SHOWN = f"""SELECT {", ".join(f"p.{name}" for name in SHOWN)}, c.name AS commune_name FROM {PLACES} p
JOIN {COMMUNES} c ON c.code = p.commune_id WHERE p.id IN"""  # noqa: S608 - our own names


def rows_of(ids: Sequence[int], *, network: Network | None, today: date) -> list[Place]:
    """These places with their commune, their ribbon in this network and their exceptions still to come: three queries.

    What the ORM and its prefetching would do: they take three times as long to write it as the database to answer.
    """
    if not ids:
        return []
    shown: dict[int, Any] = {place.pk: place for place in Place.objects.raw(f"{_SHOWN} ({listed(ids)})")}
    places = [shown[pk] for pk in ids if pk in shown]
    links, exceptions = _links(ids, network), _exceptions(ids, today)
    for place in places:
        place.commune = Commune(code=place.commune_id, name=place.commune_name)
        place.links_here, place.coming_exceptions = links[place.pk], exceptions[place.pk]
    return places


def _links(ids: Sequence[int], network: Network | None) -> dict[int, list[NetworkPlace]]:
    found: dict[int, list[NetworkPlace]] = defaultdict(list)
    if network:
        text = f"SELECT * FROM {LINKS} WHERE network_id = %s AND place_id IN ({listed(ids)})"  # noqa: S608 - our own names
        for link in NetworkPlace.objects.raw(text, [network.pk]):
            found[link.place_id].append(link)
    return found


def _exceptions(ids: Sequence[int], today: date) -> dict[int, list[HoursException]]:
    found: dict[int, list[HoursException]] = defaultdict(list)
    text = f"SELECT * FROM {EXCEPTIONS} WHERE ends_on >= %s AND place_id IN ({listed(ids)}) ORDER BY starts_on"  # noqa: S608
    for exception in HoursException.objects.raw(text, [today]):
        found[exception.place_id].append(exception)
    return found
