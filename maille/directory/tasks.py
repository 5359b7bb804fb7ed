"""What the directory does later: trying, doing and undoing an import. Run again after an interruption, each is safe."""

from collections.abc import Callable
from typing import Any

from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from maille.core import jobs
from maille.core.models import Job
from maille.territory.models import Network

from .actions import apply_import, check_import, find_pairs, undo_import
from .models import Import


@task
def check_import_job(job_id: str, import_id: int) -> None:
    """Say what each line would become."""
    _run(job_id, import_id, check_import)


@task
def apply_import_job(job_id: str, import_id: int) -> None:
    """Write the lines into the directory."""
    _run(job_id, import_id, apply_import, at=timezone.now())


@task
def undo_import_job(job_id: str, import_id: int) -> None:
    """Take back what the import wrote."""
    _run(job_id, import_id, undo_import, at=timezone.now())


@task
def find_doubles(job_id: str, network_id: int) -> None:
    """Look for records of one place in a network; run again, it finds the same."""
    job = Job.objects.select_related("owner").get(pk=job_id)
    with jobs.running(job_id) as running:
        network = Network.objects.get(pk=network_id)
        counts = find_pairs(network=network, by=job.owner, at=timezone.now(), progress=running.advance)
        running.deliver(counts, url=reverse("directory:pairs"))


def _run(job_id: str, import_id: int, action: Callable[..., Import], **arguments: Any) -> None:
    job = Job.objects.select_related("owner").get(pk=job_id)
    with jobs.running(job_id) as running:
        of_import = Import.objects.select_related("network").get(pk=import_id)
        progress = running.advance if action is check_import else running.note
        done = action(of_import=of_import, by=job.owner, progress=progress, **arguments)
        if action is apply_import and done.network:
            # The new records may speak of places already there: better asked while the file is fresh in mind.
            find_pairs(network=done.network, by=job.owner, at=timezone.now())
        running.deliver({"import": import_id}, url=reverse("directory:import", args=[import_id]))
