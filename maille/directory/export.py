"""The places of a set as files: the national standard in CSV, JSON, GeoJSON and XLSX, and data·inclusion.

One query a file (two for data·inclusion), five hundred places at a time.
"""

import tempfile
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override

from maille.territory.models import Place

from .files.content import CHUNK
from .files.write import write_csv, write_geojson, write_json, write_xlsx
from .record import PlaceRecord
from .standard import load_schema, to_row
from .standard.data_inclusion import service, structure

PLACES_A_TIME = 500
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "data-inclusion": "application/json",
}
ENDINGS = {"data-inclusion": "json"}

Places = QuerySet[Place]


def export_places(places: Places, *, kind: str, source: str) -> Iterator[bytes]:
    """A file of the places, piece by piece; `kind` is one of CONTENT_TYPES, `source` names who publishes it."""
    return _WRITERS[kind](places, source)


def records(places: Places) -> Iterator[PlaceRecord]:
    """Each place in the words of the standard, ordered so that the same places give the same file."""
    return map(record_of, _in_order(places))


def _in_order(places: Places) -> Iterator[Place]:
    return places.select_related("commune").order_by("pk").iterator(chunk_size=PLACES_A_TIME)


def record_of(place: Place) -> PlaceRecord:
    """One place in the words of the standard; its key is the identifier it keeps for good."""
    return PlaceRecord(
        key=str(place.public_id),
        pivot=place.pivot,
        name=place.name,
        commune_name=place.commune.name,
        postal_code=place.postal_code,
        insee_code=place.commune.pk,
        address=place.address,
        address_complement=place.address_complement,
        latitude=place.latitude,
        longitude=place.longitude,
        typologies=tuple(place.typologies),
        phone=place.phone,
        emails=tuple(place.emails),
        website=place.website,
        hours=place.hours,
        hours_text=place.hours_text,
        summary=place.summary,
        description=place.description,
        source=place.source,
        roaming=tuple(place.roaming),
        parent_name=place.parent_name,
        updated_on=place.updated_on,
        services=tuple(place.services),
        audiences=tuple(place.audiences),
        special_care=tuple(place.special_care),
        costs=tuple(place.costs),
        programmes=tuple(place.programmes),
        trainings=tuple(place.trainings),
        other_labels=tuple(place.other_labels),
        access_modes=tuple(place.access_modes),
        support_modes=tuple(place.support_modes),
        acces_libre_url=place.acces_libre_url,
        booking_url=place.booking_url,
    )


def _csv(places: Places, _source: str) -> Iterator[bytes]:
    return write_csv(load_schema().names, (list(to_row(record).values()) for record in records(places)))


def _xlsx(places: Places, _source: str) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        lines = (list(to_row(record).values()) for record in records(places))
        write_xlsx(file, load_schema().names, lines, sheet="Lieux")
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _items(places: Places) -> Iterator[dict[str, Any]]:
    """The cells of each place that say something; the position as numbers."""
    for record in records(places):
        row: dict[str, Any] = {name: text for name, text in to_row(record).items() if text}
        if record.latitude is not None:
            row |= {"latitude": record.latitude, "longitude": record.longitude}
        yield row


def _json(places: Places, _source: str) -> Iterator[bytes]:
    return write_json(_items(places))


def _geojson(places: Places, _source: str) -> Iterator[bytes]:
    return write_geojson(_items(places))


def _data_inclusion(places: Places, source: str) -> Iterator[bytes]:
    yield b'{"structures": '
    yield from write_json(structure(record_of(each), source=source, link=_page(each)) for each in _in_order(places))
    yield b', "services": '
    yield from write_json(service(record_of(each), source=source, link=_page(each)) for each in _in_order(places))
    yield b"}\n"


def _page(place: Place) -> str:
    """The address of its page, for whoever reads the file elsewhere: the French one, whoever asks for the file."""
    with override("fr"):
        return settings.SITE_URL + place.get_absolute_url()


_WRITERS: dict[str, Callable[[Places, str], Iterator[bytes]]] = {
    "csv": _csv,
    "json": _json,
    "geojson": _geojson,
    "xlsx": _xlsx,
    "data-inclusion": _data_inclusion,
}
