"""How far each place of a list is."""

from collections.abc import Iterable

from maille.territory.models import Place
from maille.territory.rules import Position, distance_km


def measured(places: Iterable[Place], origin: Position | None) -> list[Place]:
    """The same places, each with `km`, its distance from the origin of the list when there is one."""
    found = list(places)
    for place in found:
        place.km = km_from(origin, place)
    return found


def km_from(origin: Position | None, place: Place) -> float | None:
    """Kilometres from an origin to a place, or to its commune when its position is unknown."""
    if origin is None or place.search_latitude is None or place.search_longitude is None:
        return None
    return distance_km(origin, Position(place.search_latitude, place.search_longitude))
