"""Every write of the directory: importing a source file, each line taken or kept with its reason."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.territory.actions import save_places
from maille.territory.gazetteer import Gazetteer
from maille.territory.models import Commune, Network, Place

from . import access
from .mapping.apply import apply_all
from .mapping.load import load_packaged_mapping
from .mapping.record import Kept, Outcome, PlaceRecord, Taken
from .mapping.rows import UnreadableFile, read_rows
from .models import Import, ImportLine

BATCH = 200
# Fields of a record that a place holds under the same name.
SAME_NAME = (
    "pivot", "name", "address", "address_complement", "postal_code", "latitude", "longitude", "typologies", "phone",
    "emails", "website", "hours", "hours_text", "summary", "description", "roaming", "parent_name", "updated_on",
    "services", "audiences", "special_care", "costs", "programmes", "trainings", "other_labels", "access_modes",
    "support_modes", "acces_libre_url", "booking_url",
)  # fmt: skip

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
    cells = {row.line_number: dict(row.cells) for row in rows}
    outcomes = []
    for done, outcome in enumerate(apply_all(mapping, rows, Gazetteer.load()), start=1):
        progress(done, 2 * len(rows), _("Lecture des lignes"))
        outcomes.append(outcome)
    with transaction.atomic():
        done_import = Import.objects.create(
            mapping=mapping_name, file_name=file_name[:200], network=network, started_at=at, started_by=by
        )
        lines: list[ImportLine] = []
        for batch in batched(outcomes, BATCH):
            progress(len(rows) + len(lines), 2 * len(rows), _("Écriture des lieux"))
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
) -> Iterator[ImportLine]:
    taken = [outcome for outcome in outcomes if isinstance(outcome, Taken)]
    known = {
        place.source_key: place
        for place in Place.objects.filter(source=of_import.mapping, source_key__in=[t.record.key for t in taken])
    }
    communes = Commune.objects.in_bulk([t.record.insee_code for t in taken])
    lines, changed = [], []
    for outcome in outcomes:
        if isinstance(outcome, Kept):
            lines.append(_kept(of_import, outcome.line_number, outcome.reason, cells))
            continue
        record = outcome.record
        if record.insee_code not in communes:
            reason = _("La commune %(code)s n’est pas dans la base\u00a0: chargez les communes.") % {
                "code": record.insee_code
            }
            lines.append(_kept(of_import, outcome.line_number, reason, cells))
            continue
        place = known.get(record.key) or Place(source=of_import.mapping, source_key=record.key)
        state = _fill(place, record)
        if state != ImportLine.State.UNCHANGED:
            changed.append(place)
        lines.append(
            ImportLine(
                of_import=of_import,
                number=outcome.line_number,
                state=state,
                place=place,
                remarks=[asdict(remark) for remark in outcome.remarks],
                row=cells[outcome.line_number],
            )
        )
    save_places(changed, by=by)
    return iter(lines)


def _kept(of_import: Import, number: int, reason: str, cells: dict[int, dict[str, object]]) -> ImportLine:
    return ImportLine(
        of_import=of_import, number=number, state=ImportLine.State.KEPT, reason=reason[:500], row=cells[number]
    )


def _fill(place: Place, record: PlaceRecord) -> str:
    """Copy a record into a place; says whether that made it new, changed or left it as it was."""
    before = {name: getattr(place, name) for name in SAME_NAME} | {"commune_id": place.commune_id}
    for name in SAME_NAME:
        setattr(place, name, getattr(record, name))
    place.commune_id = record.insee_code
    if place.pk is None:
        return ImportLine.State.NEW
    after = {name: getattr(place, name) for name in SAME_NAME} | {"commune_id": place.commune_id}
    return ImportLine.State.UNCHANGED if before == after else ImportLine.State.CHANGED
