"""Doing an import that was tried: one transaction, so that it is whole or absent, whatever stops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.behind import rows_go_behind
from maille.core.bulk import long_write, set_each
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.actions.joined import WITHDRAWN
from maille.directory.models import Import, ImportLine
from maille.territory.actions import KnownOrganisations, Told, found_organisations, join_network, save_places
from maille.territory.models import Network, NetworkPlace, Place

from .checking import Progress, foresee, silent
from .filling import Filled, fill_organisation, new_place
from .known import Known, all_communes, known_places
from .lines import Line, batches_of, rewrite
from .phrases import keep
from .reading import give_cells

TAKEN = (ImportLine.State.NEW, ImportLine.State.CHANGED, ImportLine.State.UNCHANGED)
LOOKED_AT = ("state", "reason", "remarks", "changes", "passed_on")
_seen = attrgetter(*LOOKED_AT)


@dataclass
class Applying:
    """What one run of an import holds from its first line to its last."""

    of_import: Import
    by: Any
    communes: dict[str, str] = field(default_factory=all_communes)
    organisations: KnownOrganisations = field(default_factory=KnownOrganisations)
    founded: list[int] = field(default_factory=list)


@long_write()
def apply_import(*, of_import: Import, by: Any, at: datetime, progress: Progress = silent) -> Import:
    """Write every line that may become a place, against the places as they are now.

    One transaction reads the lines batch after batch: a process killed in it leaves nothing, and the same call does
    it all again. Done already, it changes nothing.
    """
    if not access.can_import(by, of_import.network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    with transaction.atomic():
        held = hold(of_import)
        if held.state == Import.State.APPLIED:
            return held
        if held.state != Import.State.CHECKED:
            raise Refused(_("Essayez d’abord cet import\u00a0: vous verrez ce que devient chaque ligne."))
        run = Applying(held, by)
        done = 0
        with rows_go_behind():
            for lines in batches_of(held, *TAKEN):
                _write(lines, run, at)
                done += len(lines)
                progress(done, held.table.get("rows", done), _("Écriture des lieux"))
        _finish(run, at)
    return held


def hold(of_import: Import) -> Import:
    """Queue behind other imports of the same network and of the same source, until the end of the transaction."""
    if of_import.network_id:
        Network.objects.select_for_update().get(pk=of_import.network_id)
    same = Import.objects.select_for_update().filter(source=of_import.source).order_by("pk")
    for one in same:
        if one.pk == of_import.pk:
            return one
    raise Refused(_("Cet import n’est plus là : importez le fichier à nouveau."))


def _write(lines: Sequence[Line], run: Applying, at: datetime) -> None:
    source = run.of_import.source
    told = _told(lines, run)
    run.founded += found_organisations(told.values(), known=run.organisations, by=run.by)
    runs = {line.key: pk for line in lines if line.pk in told and (pk := run.organisations.find(told[line.pk]))}
    said = {line.key: line.values for line in lines}
    known = known_places(source, said, run.by, organisations=runs, locked=True)
    foreseen = {line.pk: _seen(line) for line in lines}
    moved: dict[int, Place] = {}
    new: list[Place] = []
    for line in lines:
        if refusal := known.refusal(line.key, line.values["commune"], run.communes):
            line.state, line.reason = ImportLine.State.REFUSED, keep(refusal)
            continue
        foresee(line, known, source)
        if line.state == ImportLine.State.NEW:
            new.append(_new(line, source, runs.get(line.key)))
        elif line.key in known.places:
            moved |= _moved(line, known, source, runs.get(line.key))
    moved |= known.joined.take_changes()
    save_places([*new, *moved.values()], by=run.by, action="territory.place_imported")
    _join([*new, *_published_again(lines, known)], run, at)
    _point(lines, {key: place.pk for key, place in (known.places | known.unmoved).items()} | _keys_of(new))
    _tell([line for line in lines if _seen(line) != foreseen[line.pk]], run.of_import)


def _keys_of(new: Sequence[Place]) -> dict[str, int]:
    return {place.source_key: place.pk for place in new}


def _point(lines: Sequence[Line], places: Mapping[str, int]) -> None:
    """Tell each line that has none yet which place it became."""
    without = [line for line in lines if line.place_id is None and line.state != ImportLine.State.REFUSED]
    if without:
        set_each(ImportLine, "place_id", {line.pk: places[line.key] for line in without})


def _tell(lines: Sequence[Line], of_import: Import) -> None:
    """Write again lines that became something else than foreseen; a refused one with its cells."""
    refused = [line for line in lines if line.state == ImportLine.State.REFUSED]
    give_cells(refused, of_import)
    rewrite(refused, *LOOKED_AT, "row")
    rewrite([line for line in lines if line.state != ImportLine.State.REFUSED], *LOOKED_AT)


def _told(lines: Sequence[Line], run: Applying) -> dict[int, Told]:
    """The structure that each line tells of, if it tells."""
    told = {}
    for line in lines:
        siret, parent = line.values.get("pivot", ""), line.values.get("parent_name", "")
        if (siret or parent) and line.values["commune"] in run.communes:
            name = parent or line.values["name"]
            told[line.pk] = Told(siret, name, run.communes[line.values["commune"]])
    return told


def _new(line: Line, source: str, organisation: int | None) -> Place:
    place = new_place(line.values, source, line.key)
    if organisation is not None:
        place.organisation_id = organisation
        place.origins |= {"organisation": [source, line.values["updated_on"]]}
    return place


def _moved(line: Line, known: Known, source: str, organisation: int | None) -> dict[int, Place]:
    place = known.places[line.key]
    filled = Filled(place, dict(line.changes))
    with known.joined.by_itself(place):
        fill_organisation(filled, organisation, [source, line.values["updated_on"]])
    line.changes = filled.changes
    if line.changes:
        line.state = ImportLine.State.CHANGED
    return {place.pk: place} if line.changes else {}


def _published_again(lines: Sequence[Line], known: Known) -> list[Place]:
    told = [known.places[line.key] for line in lines if WITHDRAWN in line.changes and line.key in known.places]
    return [place for place in told if not place.merged_into_id]


def _join(places: Sequence[Place], run: Applying, at: datetime) -> None:
    if run.of_import.network and places:
        since = timezone.localdate(at)
        kind = NetworkPlace.Kind.NEIGHBOUR
        join_network(network=run.of_import.network, places=places, kind=kind, since=since, by=run.by)


def _finish(run: Applying, at: datetime) -> None:
    done = run.of_import
    done.state, done.finished_at, done.organisations = Import.State.APPLIED, at, run.founded
    done.save(update_fields=["state", "finished_at", "organisations"])
    counted = Import.objects.with_counts().get(pk=done.pk)
    counts = {state: getattr(counted, f"{state}_count") for state in ImportLine.State.values}
    journal.record("directory.import_done", done, by=run.by, after=counts, network_id=done.network_id)
