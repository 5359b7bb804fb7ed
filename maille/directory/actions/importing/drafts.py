"""Preparing an import: the file comes in, it is said how to read it, or it is dropped."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import jobs, journal
from maille.core.models import Job
from maille.core.refusals import Refused
from maille.directory import access
from maille.directory.models import Import
from maille.territory.models import Network

from .sources import saved_document

READY = (Import.State.DRAFT, Import.State.CHECKED)


def start_import(
    *,
    data: bytes,
    file_name: str,
    network: Network | None,
    by: Any,
    at: datetime,
    source: str = "",
    mapping: str = "",
    document: dict[str, Any] | None = None,
    sheet: str = "",
) -> Import:
    """Take a file in: it is kept as it came, and nothing of it is in the directory yet."""
    if not access.can_import(by, network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    stored = default_storage.save(f"imports/{uuid4()}", ContentFile(data))
    return Import.objects.create(
        source=source,
        mapping=mapping,
        document=document or saved_document(mapping, network),
        table={"sheet": sheet} if sheet else {},
        file_name=file_name[-200:],
        file=stored,
        file_hash=hashlib.sha256(data).hexdigest(),
        network=network,
        started_at=at,
        started_by=by,
    )


def same_file_before(of_import: Import) -> Import | None:
    """The last import of this very file into the same network that is done and not undone."""
    done = Import.objects.filter(file_hash=of_import.file_hash, network=of_import.network, state=Import.State.APPLIED)
    return done.exclude(pk=of_import.pk).exclude(file_hash="").order_by("-finished_at", "-pk").first()


@transaction.atomic
def drop_import(*, of_import: Import, by: Any) -> None:
    """Forget an import that was not done: its file and the draft of its lines go."""
    held = held_ready(of_import, by)
    journal.record("directory.import_dropped", held, by=by, network_id=held.network_id)
    forget(held)


def forget(of_import: Import) -> None:
    """Take away an import and its file, once that is sure."""
    stored = of_import.file
    of_import.delete()
    if stored:
        transaction.on_commit(lambda: default_storage.delete(stored))


def held_ready(of_import: Import, by: Any) -> Import:
    """The import as it is now, alone; refused when it is done, when work is going on, or to who may not."""
    if not access.can_import(by, of_import.network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    held = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
    if held.state not in READY:
        raise Refused(_("Cet import est déjà fait\u00a0: défaites-le, ou importez le fichier à nouveau."))
    _refuse_while_working(held)
    return held


def _refuse_while_working(held: Import) -> None:
    if held.job and held.job.state in (Job.State.WAITING, Job.State.RUNNING):
        raise Refused(_("Un travail est en cours sur cet import\u00a0: attendez sa fin, ou annulez-le."))


@transaction.atomic
def start_job(*, of_import: Import, step: str, by: Any) -> Job:
    """Start the long work of an import: `check`, `apply` or `undo`."""
    if not access.can_import(by, of_import.network):
        raise Refused(_("Seule la coordination du réseau importe des lieux."))
    held = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
    _refuse_while_working(held)
    label = {
        "check": _("Essai de «\u00a0%(file)s\u00a0»"),
        "apply": _("Import de «\u00a0%(file)s\u00a0»"),
        "undo": _("Retour sur l’import de «\u00a0%(file)s\u00a0»"),
    }[step] % {"file": held.file_name[-100:]}
    job = jobs.start(label, f"directory.tasks.{step}_import_job", by=by, network_id=held.network_id, import_id=held.pk)
    Import.objects.filter(pk=held.pk).update(job=job)
    return job
