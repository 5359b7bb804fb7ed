"""In which network's journal what happens to a place is read."""

from collections.abc import Iterable

from maille.territory.models import NetworkPlace, Place


def networks_of(places: Iterable[Place]) -> dict[int, int | None]:
    """The network of each place, its oldest when it has several; nothing for a place that is in none."""
    ids = [place.pk for place in places]
    links = NetworkPlace.objects.filter(place__in=ids).order_by("-pk").values_list("place_id", "network_id")
    found: dict[int, int | None] = dict.fromkeys(ids)
    return found | dict(links)


def network_of(place: Place) -> int | None:
    return networks_of([place])[place.pk]
