"""The readings a network keeps: renamed, and removed when the source is no more."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.models import SavedMapping


@transaction.atomic
def rename_reading(*, reading: SavedMapping, title: str, by: Any) -> SavedMapping:
    """Call a saved reading otherwise; its short name stays, by which places know their source."""
    held = _held(reading, by)
    before = journal.snapshot(held, ["title"])
    held.title = title
    held.save(update_fields=["title"])
    after = journal.snapshot(held, ["title"])
    journal.record("directory.reading_renamed", held, by=by, before=before, after=after, network_id=held.network_id)
    return held


@transaction.atomic
def remove_reading(*, reading: SavedMapping, by: Any) -> None:
    """Forget how a kind of file is read; the places it gave stay, and so do the imports."""
    held = _held(reading, by)
    before = {"title": held.title, "version": held.version}
    journal.record("directory.reading_removed", held, by=by, before=before, network_id=held.network_id)
    held.delete()


def _held(reading: SavedMapping, by: Any) -> SavedMapping:
    if not access.can_import(by, reading.network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    return SavedMapping.objects.select_for_update(of=("self",)).get(pk=reading.pk)
