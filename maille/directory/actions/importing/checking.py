"""Trying an import: every line says what it would become, and nothing else is written."""

from collections.abc import Callable, Container, Sequence
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core.bulk import long_write
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.mapping.lines import ReadLine, storable_cells
from maille.directory.models import Import, ImportLine
from maille.directory.record import Taken
from maille.territory.models import Place

from .filling import FIELDS, Filled, conflicts, fill, plain, values_of
from .known import Known, all_communes, known_places
from .lines import BATCH, Line, add_lines
from .phrases import keep
from .reading import lines_of, opened, told_apart

Progress = Callable[[int, int, str], None]


def silent(done: int, total: int, message: str) -> None:
    """Nobody watches."""


@long_write()
def check_import(*, of_import: Import, by: Any, progress: Progress = silent) -> Import:
    """Read the file and write what each line would become: the import is then ready to be done.

    The lines are a draft, written in short transactions; stopped half-way, it is started over.
    """
    _refuse(of_import, by)
    mapping, table = opened(of_import)
    communes = all_communes()
    of_import.lines.all().delete()
    done, total = 0, of_import.table.get("rows", 0)
    for batch in batched(lines_of(table, mapping), BATCH):
        lines = staged(batch, of_import, communes, by)
        add_lines(of_import, lines)
        done += len(lines)
        progress(done, max(total, done), _("Lecture des lignes"))
    return _checked(of_import, told_apart(table) | {"rows": done})


def _refuse(of_import: Import, by: Any) -> None:
    if not access.can_import(by, of_import.network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    if of_import.state not in (Import.State.DRAFT, Import.State.CHECKED):
        raise Refused(_("Cet import est déjà fait\u00a0: défaites-le, ou importez le fichier à nouveau."))


@transaction.atomic
def _checked(of_import: Import, table: dict[str, Any]) -> Import:
    held = Import.objects.select_for_update().get(pk=of_import.pk)
    if held.state == Import.State.DRAFT:
        held.state = Import.State.CHECKED
    held.table = held.table | table
    held.save(update_fields=["state", "table"])
    of_import.state, of_import.table = held.state, held.table
    return of_import


def staged(batch: Sequence[ReadLine], of_import: Import, communes: Container[str], by: Any) -> list[Line]:
    """The lines of a batch, each with what it would become."""
    said = {one.record.key: values_of(one.record) for one, _cells in batch if isinstance(one, Taken)}
    known = known_places(of_import.source, said, by)
    lines = []
    for outcome, cells in batch:
        line = Line(outcome.line_number)
        if isinstance(outcome, Taken):
            line.key, line.values = outcome.record.key, said[outcome.record.key]
            _take(line, outcome, known, of_import.source, communes)
        else:
            line.state, line.reason = ImportLine.State.REFUSED, keep(outcome.reason)
        if line.state == ImportLine.State.REFUSED:
            line.row = storable_cells(cells)
        lines.append(line)
    return lines


def _take(line: Line, outcome: Taken, known: Known, source: str, communes: Container[str]) -> None:
    line.remarks = [remark.to_json() for remark in outcome.remarks]
    place = known.unmoved.get(line.key) or known.places.get(line.key)
    line.place_id = place.pk if place else None
    if refusal := known.refusal(line.key, outcome.record.insee_code, communes):
        line.state, line.reason = ImportLine.State.REFUSED, keep(refusal)
    else:
        foresee(line, known, source)


def foresee(line: Line, known: Known, source: str) -> None:
    """Say what a line does to the places as they are now: these objects are changed, nothing is saved."""
    line.changes, line.passed_on = {}, {}
    if line.key in known.unmoved:
        line.state, line.remarks = ImportLine.State.UNCHANGED, _of_the_file(line)
        return
    if (place := known.places.get(line.key)) is None:
        line.state = ImportLine.State.NEW
        return
    if known.joined.concerns(place):
        filled = _fill_joined(line, place, known, source)
    else:
        filled = fill(place, line.values, source)
    line.changes = filled.changes
    line.remarks = _of_the_file(line) + filled.remarks
    is_moved = line.changes or line.passed_on
    line.state = ImportLine.State.CHANGED if is_moved else ImportLine.State.UNCHANGED


def _fill_joined(line: Line, place: Place, known: Known, source: str) -> Filled:
    """Give a record that was joined what its source says now, and say what the place that is shown makes of it."""
    shown = known.joined.shown_for(place)
    before = {name: plain(shown, name) for name in FIELDS}
    with known.joined.by_itself(place):
        filled = fill(place, line.values, source)
    after = {name: plain(shown, name) for name in FIELDS}
    line.passed_on = {
        name: {"before": before[name], "after": after[name]} for name in FIELDS if before[name] != after[name]
    }
    others = known.joined.differing(shown, line.values)
    filled.remarks += conflicts(shown, others, filled.remarks)
    return filled


def _of_the_file(line: Line) -> list[dict[str, Any]]:
    """The remarks made when the file was read: those that compare with the place are made anew when it is looked at."""
    return [remark for remark in line.remarks if not str(remark.get("code", "")).startswith("imports.left_")]
