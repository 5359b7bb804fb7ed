"""Importing a source file: each line taken or kept with its reason."""

import math
from collections.abc import Callable, Container, Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.models import Entry
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.files import UnreadableFile
from maille.directory.mapping.apply import apply_all
from maille.directory.mapping.load import load_packaged_mapping
from maille.directory.mapping.rows import read_rows
from maille.directory.models import Import, ImportLine
from maille.directory.record import Kept, Outcome, PlaceRecord, Remark, Taken
from maille.language.phrases import as_written
from maille.territory.access import editable_places
from maille.territory.actions import join_network, save_places
from maille.territory.gazetteer import Gazetteer
from maille.territory.models import Commune, Network, NetworkPlace, Place

BATCH = 200
# Fields of a record that a place holds under the same name.
SAME_NAME = (
    "pivot", "name", "address", "address_complement", "postal_code", "latitude", "longitude", "typologies", "phone",
    "emails", "website", "hours", "hours_text", "summary", "description", "roaming", "parent_name", "updated_on",
    "services", "audiences", "special_care", "costs", "programmes", "trainings", "other_labels", "access_modes",
    "support_modes", "acces_libre_url", "booking_url",
)  # fmt: skip

FIELD_NAMES = {field.attname: field.verbose_name for field in Place._meta.concrete_fields}

Progress = Callable[[int, int, str], None]


def import_places(
    *,
    mapping_name: str,
    data: bytes,
    file_name: str,
    network: Network | None,
    by: Any,
    at: datetime,
    progress: Progress = lambda done, total, message: None,
) -> Import:
    """Read a source file through its mapping; every line becomes a place or is kept with its reason.

    Idempotent: a place is known by its source and its identifier there, and an unchanged line changes nothing.
    Whole or absent: one transaction writes everything. `progress(done, total, message)` may raise to stop it.
    """
    if not access.can_import(by, network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    mapping = load_packaged_mapping(mapping_name)
    try:
        rows = list(read_rows(data, mapping))
    except UnreadableFile as unreadable:
        raise Refused(str(unreadable), field="file") from unreadable
    cells = {row.line_number: _storable(dict(row.cells)) for row in rows}
    outcomes = []
    for done, outcome in enumerate(apply_all(mapping, rows, Gazetteer.load()), start=1):
        progress(done, len(rows) + 1, _("Lecture des lignes"))
        outcomes.append(outcome)
    # What a transaction writes is seen by nobody until its end: the progress is told before, not inside.
    progress(len(rows), len(rows) + 1, _("Écriture des lieux"))
    with transaction.atomic():
        done_import = Import.objects.create(
            mapping=mapping_name, file_name=file_name[:200], network=network, started_at=at, started_by=by
        )
        lines: list[ImportLine] = []
        for batch in batched(outcomes, BATCH):
            lines += _write(batch, done_import, cells, by)
        ImportLine.objects.bulk_create(lines, batch_size=BATCH)
        done_import.finished_at = at
        done_import.save(update_fields=["finished_at"])
        counts = {str(state): sum(line.state == state for line in lines) for state in ImportLine.State.values}
        journal.record(
            "directory.import_done", done_import, by=by, after=counts, network_id=network.pk if network else None
        )
    return done_import


def _write(
    outcomes: Iterable[Outcome], of_import: Import, cells: dict[int, dict[str, object]], by: Any
) -> list[ImportLine]:
    known = _known_places(outcomes, of_import.mapping)
    editable = editable_places(by, known.values())
    by_hand = _written_by_hand(known.values())
    communes = Commune.objects.in_bulk(
        [outcome.record.insee_code for outcome in outcomes if isinstance(outcome, Taken)]
    )
    lines: list[ImportLine] = []
    changed: list[Place] = []
    for outcome in outcomes:
        line = ImportLine(of_import=of_import, number=outcome.line_number, row=cells[outcome.line_number])
        lines.append(line)
        place = known.get(outcome.record.key) if isinstance(outcome, Taken) else None
        if reason := _reason_to_keep(outcome, place, communes, editable):
            line.state, line.reason = ImportLine.State.KEPT, reason[:500]
        elif isinstance(outcome, Taken):
            place = place or Place(source=of_import.mapping, source_key=outcome.record.key)
            line.state, kept_fields = _fill(place, outcome.record, by_hand.get(str(place.pk), set()))
            line.place = place
            line.remarks = [remark.to_json() for remark in (*outcome.remarks, *kept_fields)]
            if line.state != ImportLine.State.UNCHANGED:
                changed.append(place)
    new = [place for place in changed if place.pk is None]
    save_places(changed, by=by, action="territory.place_imported")
    if of_import.network:
        since = timezone.localdate(of_import.started_at)
        join_network(network=of_import.network, places=new, kind=NetworkPlace.Kind.NEIGHBOUR, since=since, by=by)
    return lines


def _known_places(outcomes: Iterable[Outcome], source: str) -> dict[str, Place]:
    keys = [outcome.record.key for outcome in outcomes if isinstance(outcome, Taken)]
    return {place.source_key: place for place in Place.objects.filter(source=source, source_key__in=keys)}


def _reason_to_keep(outcome: Outcome, place: Place | None, communes: Container[str], editable: Container[int]) -> str:
    """Why a line stays aside; empty when it may become a place."""
    if isinstance(outcome, Kept):
        return str(outcome.reason)
    if outcome.record.insee_code not in communes:
        return _("La commune %(code)s n’est pas dans la base\u00a0: chargez les communes.") % {
            "code": outcome.record.insee_code
        }
    if place is not None and place.pk not in editable:
        return _("Ce lieu n’est pas dans votre réseau\u00a0: demandez à la coordination du sien.")
    return ""


def _written_by_hand(places: Iterable[Place]) -> dict[str, set[str]]:
    """The fields of each place that a person has changed on a screen: no file may take them back."""
    entries = Entry.objects.filter(
        object_type=Place._meta.label_lower,
        object_id__in=[str(place.pk) for place in places],
        action="territory.place_changed",
        by__isnull=False,
    )
    found: dict[str, set[str]] = {}
    for object_id, after in entries.values_list("object_id", "after"):
        found.setdefault(object_id, set()).update(after or {})
    return found


def _fill(place: Place, record: PlaceRecord, by_hand: set[str]) -> tuple[str, list[Remark]]:
    """Copy a record into a place, but for what people wrote; say whether it is new, changed or as it was."""
    values = {name: getattr(record, name) for name in SAME_NAME} | {"commune_id": record.insee_code}
    before = {name: getattr(place, name) for name in values}
    if by_hand & {"hours", "hours_text"}:
        by_hand = by_hand | {"hours", "hours_text"}  # one answer in two columns
    kept = [name for name, value in values.items() if name in by_hand and value != before[name]]
    for name, value in values.items():
        if name not in by_hand:
            setattr(place, name, value)
    remarks = [_left_as_written(place, name, str(values[name]), str(before[name])) for name in kept]
    if place.pk is None:
        return ImportLine.State.NEW, remarks
    is_same = all(getattr(place, name) == value for name, value in before.items())
    return (ImportLine.State.UNCHANGED if is_same else ImportLine.State.CHANGED), remarks


def _left_as_written(place: Place, name: str, said: str, kept: str) -> Remark:
    sentence = _("%(field)s\u00a0: gardé tel que le lieu l’a écrit (%(kept)s)\u00a0; le fichier dit autre chose.") % {
        "field": capfirst(str(FIELD_NAMES[name])),
        "kept": kept or _("rien"),
    }
    return Remark(name, said, kept, as_written(sentence))


def _storable(value: Any) -> Any:
    """A cell as both databases keep it: no NUL character, no number that is none."""
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, str):
        return value.replace("\x00", "")
    return None if isinstance(value, float) and not math.isfinite(value) else value
