"""Undoing a whole import: what it brought goes, what it changed is given back, unless somebody wrote there since."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.bulk import long_write
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.actions.joined import WITHDRAWN, Joined, joined_records
from maille.directory.models import Import, ImportLine
from maille.language.phrases import Phrase
from maille.territory.actions import (
    remove_places,
    remove_unused_organisations,
    save_places,
    used_places,
    withdraw_places,
)
from maille.territory.models import Place

from .applying import hold
from .checking import Progress, silent
from .filling import plain, put, set_origin
from .lines import Line, batches_of, rewrite
from .phrases import IMPORTS, about, keep

# What the directory derives from a place, or says of the import itself: no reason to keep a place.
OURS = ("directory.importline", "directory.placepair", "directory.placeword")
NOTHING = {"removed": 0, "given_back": 0}
"""What is always said of an undoing."""


@dataclass
class Undoing:
    """One undoing, and what it has come to so far."""

    of_import: Import
    by: Any
    counts: Counter[str] = field(default_factory=Counter)


@long_write()
def undo_import(*, of_import: Import, by: Any, at: datetime, progress: Progress = silent) -> Import:
    """Take back everything an import did, the newest import first; one transaction, whole or absent.

    A new place goes, or is only withdrawn when something refers to it or somebody wrote in it; a changed field gets
    its former value and origin back, or stays when it was changed since, which its line then says.
    """
    if not access.can_import(by, of_import.network):
        raise Refused(_("Seule la coordination du réseau défait un import."))
    with transaction.atomic():
        held = hold(of_import)
        if held.state == Import.State.UNDONE:
            return held
        refuse_out_of_order(held)
        run = Undoing(held, by)
        done = 0
        for lines in batches_of(held, ImportLine.State.NEW, ImportLine.State.CHANGED):
            _give_back([line for line in lines if line.state == ImportLine.State.CHANGED], run)
            _take_away([line for line in lines if line.state == ImportLine.State.NEW], run)
            done += len(lines)
            progress(done, held.table.get("rows", done), _("Retour en arrière"))
        remove_unused_organisations(held.organisations, by=by)
        _finish(run, at)
    return held


def refuse_out_of_order(of_import: Import) -> None:
    """Refuse to undo what is not done, or what a later import has built upon."""
    if of_import.state != Import.State.APPLIED:
        raise Refused(_("Cet import n’est pas fait\u00a0: il n’y a rien à défaire."))
    if later := _later(of_import):
        raise Refused(
            _(
                "L’import de «\u00a0%(file)s\u00a0», fait le %(day)s, a changé les mêmes lieux depuis\u00a0:"
                " défaites-le d’abord."
            )
            % {"file": later.file_name, "day": date_format(localtime(later.finished_at), "DATE_FORMAT")}
        )


def _later(of_import: Import) -> Import | None:
    touched = ImportLine.objects.filter(state__in=(ImportLine.State.NEW, ImportLine.State.CHANGED))
    places = touched.filter(of_import=of_import).values("place")
    after = Q(finished_at__gt=of_import.finished_at) | Q(finished_at=of_import.finished_at, pk__gt=of_import.pk)
    later = Import.objects.filter(after, state=Import.State.APPLIED)
    of_these = touched.filter(place__in=places, of_import__in=later)
    return later.filter(pk__in=of_these.values("of_import")).order_by("-finished_at", "-pk").first()


def _give_back(lines: Sequence[Line], run: Undoing) -> None:
    places = _locked({line.place_id for line in lines})
    joined = joined_records(places.values(), locked=True)
    moved: dict[int, Place] = {}
    for line in lines:
        if (place := places.get(line.place_id or 0)) is None:
            continue
        with joined.by_itself(place):
            moved |= _restored(place, line.changes, line, run)
        if WITHDRAWN in line.changes:
            moved |= _silent_again(place, line.changes[WITHDRAWN]["origin"], joined)
    moved |= joined.take_changes()
    save_places(list(moved.values()), by=run.by, action="territory.place_import_undone")
    _say([line for line in lines if line.remarks])


def _restored(place: Place, changes: dict[str, Any], line: Line, run: Undoing) -> dict[int, Place]:
    moved = {}
    for name, change in changes.items():
        if name == WITHDRAWN:
            continue
        if plain(place, name) != change["after"]:
            line.remarks = [*line.remarks, about("not_given_back", name, plain(place, name))]
            run.counts["not_given_back"] += 1
            continue
        put(place, name, change["before"])
        set_origin(place, name, change["origin"])
        _date_as_before(place, change, run.of_import.source)
        run.counts["given_back"] += 1
        moved[place.pk] = place
    return moved


def _silent_again(place: Place, mark: list[str], joined: Joined) -> dict[int, Place]:
    """Withdraw again a record that the import had let speak again; one that stands for others stays published."""
    with joined.by_itself(place):
        set_origin(place, WITHDRAWN, mark)
    place.is_published = place.is_published and joined.concerns(place)
    return {place.pk: place}


def _date_as_before(place: Place, change: dict[str, Any], source: str) -> None:
    """Date again as they were the fields that the import had said again unchanged."""
    for name, origin in change.get("dates", {}).items():
        if place.origins.get(name) == [source, change["after"]]:
            set_origin(place, name, origin)


def _take_away(lines: Sequence[Line], run: Undoing) -> None:
    places = _locked({line.place_id for line in lines})
    used = used_places(list(places), besides=OURS) | {pk for pk, place in places.items() if _is_written(place)}
    records = joined_records(places.values(), locked=True)
    joined = {pk for pk, place in places.items() if records.concerns(place)}
    withdrawn = [place for pk, place in places.items() if pk in used - joined]
    removed = [place for pk, place in places.items() if pk not in used | joined]
    for place in withdrawn:
        _mark(place, run)
    _silence([places[pk] for pk in joined], records, run)
    _remark(lines, {place.pk for place in withdrawn}, IMPORTS("withdrawn"))
    _remark(lines, joined, IMPORTS("joined_since"))
    _say([line for line in lines if line.place_id in used | joined])
    withdraw_places(withdrawn, by=run.by)
    remove_places(removed, by=run.by)
    run.counts.update(removed=len(removed), withdrawn=len(withdrawn), left=len(joined))


def _mark(place: Place, run: Undoing) -> None:
    """Note whose import was undone: its next one publishes the place again."""
    set_origin(place, WITHDRAWN, [run.of_import.source, place.updated_on.isoformat()])


def _silence(places: Sequence[Place], records: Joined, run: Undoing) -> None:
    """Let records that were joined say nothing more in the place shown for them; parted, they are not published."""
    for place in places:
        with records.by_itself(place):
            _mark(place, run)
    moved = {place.pk: place for place in places} | records.take_changes()
    save_places(list(moved.values()), by=run.by, action="territory.place_import_undone")


def _is_written(place: Place) -> bool:
    """Whether somebody of the place or of the network wrote in it, or said that all of it is right."""
    return place.verified_on is not None or any(not origin[0] for origin in place.origins.values())


def _locked(ids: Iterable[int | None]) -> dict[int, Place]:
    found = Place.objects.select_for_update().filter(pk__in=[pk for pk in ids if pk]).order_by("pk")
    return {place.pk: place for place in found}


def _remark(lines: Iterable[Line], places: set[int], sentence: Phrase) -> None:
    for line in lines:
        if line.place_id in places:
            line.remarks = [*line.remarks, keep(sentence)]


def _say(lines: Sequence[Line]) -> None:
    rewrite(lines, "remarks")


def _finish(run: Undoing, at: datetime) -> None:
    undone = run.of_import
    undone.state, undone.undone_at, undone.outcome = Import.State.UNDONE, at, NOTHING | dict(run.counts)
    undone.save(update_fields=["state", "undone_at", "outcome"])
    journal.record("directory.import_undone", undone, by=run.by, after=dict(run.counts), network_id=undone.network_id)
