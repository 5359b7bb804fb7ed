"""What the credits page says of each source."""

from dataclasses import dataclass
from functools import cache

from django.db.models import Count

from maille.directory.mapping.load import load_packaged_mapping, packaged_mappings
from maille.directory.mapping.rules import Source
from maille.territory.models import Place


@dataclass(frozen=True)
class SourceShown:
    """A source as it is credited, with how many places come from it."""

    title: str
    credit: str
    licence: str
    snapshot: str
    places: int


def sources_shown() -> list[SourceShown]:
    """The sources of the places in the base, biggest first."""
    counts = dict(
        Place.objects.published()
        .order_by()
        .values_list("source")
        .annotate(places=Count("pk"))
        .values_list("source", "places")
    )
    shown = []
    for name in packaged_mappings():
        if name in counts:
            source = _source(name)
            shown.append(SourceShown(source.title, source.credit, source.licence, str(source.snapshot), counts[name]))
    return sorted(shown, key=lambda source: -source.places)


@cache
def _source(name: str) -> Source:
    """The packaged mapping files do not change while the server runs."""
    return load_packaged_mapping(name).source


def credits_of(place: Place) -> list[str]:
    """How the sources of one place's values are credited, its own record's first; none when its people typed it in."""
    names = [place.source, *(source for source, _day in place.origins.values())]
    return [_source(name).credit for name in dict.fromkeys(names) if name in packaged_mappings()]
