"""A directory of 30,000 places, made of public records, written through the product's own action."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched, cycle, islice
from pathlib import Path
from typing import Any

from maille.directory.record import NATIONAL_NAMES
from maille.territory.actions import save_places
from maille.territory.gazetteer import Gazetteer
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.spans import HoursError
from maille.territory.models import Commune, Place

BATCH = 1_000
SEED = 20_261_124
LISTS = (
    "typologies", "emails", "services", "audiences", "special_care", "costs", "programmes", "trainings",
    "other_labels", "access_modes", "support_modes",
)  # fmt: skip
TEXTS = (
    "pivot", "name", "address", "postal_code", "phone", "website", "hours", "summary", "description", "parent_name",
)  # fmt: skip

Row = dict[str, Any]


def read_rows(file: Path, count: int) -> list[Row]:
    """The rows of a file in the words of the national standard, brought to `count` by repeating some further away.

    Few of the recorded places say their hours and services: those that do not are lent another's, so that the
    directory is as full, and as hard to search, as one that its people keep.
    """
    rows: list[Row] = json.loads(gzip.decompress(file.read_bytes()))
    chance = random.Random(SEED)
    repeated = [_moved(row, chance) for row in islice(cycle(rows), max(0, count - len(rows)))]
    rows = [*rows, *repeated][:count]
    for name in ("horaires", "services"):
        lent = cycle([row[name] for row in rows if row.get(name) and _is_read(name, row[name])])
        rows = [row if row.get(name) else {**row, name: next(lent)} for row in rows]
    return rows


def _moved(row: Row, chance: random.Random) -> Row:
    moved = {**row, "id": f"{row['id']}_again"}
    for name in ("latitude", "longitude"):
        if row.get(name) is not None:
            moved[name] = row[name] + chance.uniform(-0.01, 0.01)
    return moved


def _is_read(name: str, value: str) -> bool:
    if name != "horaires":
        return True
    try:
        parse_osm(value)
    except HoursError:
        return False
    return True


def places_of(rows: Iterable[Row]) -> Iterator[Place]:
    """A place for each row whose commune is known."""
    gazetteer = Gazetteer.load()
    known = set(Commune.objects.values_list("pk", flat=True))
    for row in rows:
        code = row.get("code_insee") or ""
        if code not in known:
            match = gazetteer.find(row["commune"], row["code_postal"])
            code = match.code_insee if match else ""
        if code in known:
            yield _place(row, code)


def _place(row: Row, insee_code: str) -> Place:
    place = Place(
        source=row["source"],
        source_key=row["id"],
        commune_id=insee_code,
        updated_on=date.fromisoformat(row["date_maj"]),
        latitude=row.get("latitude"),
        longitude=row.get("longitude"),
    )
    for name in TEXTS:
        text = row.get(NATIONAL_NAMES[name], "")
        longest = Place._meta.get_field(name).max_length
        setattr(place, name, text if longest is None or len(text) <= longest else "")
    for name in LISTS:
        setattr(place, name, tuple(filter(None, row.get(NATIONAL_NAMES[name], "").replace(";", "|").split("|"))))
    return place


def write_places(rows: Sequence[Row]) -> int:
    """Write the places in batches, as an import does; returns how many."""
    written = 0
    for batch in batched(places_of(rows), BATCH, strict=False):
        save_places(batch, by=None)
        written += len(batch)
    return written
