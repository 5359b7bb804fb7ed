"""What the directory does later: importing a file."""

from django.core.files.storage import default_storage
from django.tasks import task
from django.urls import reverse
from django.utils import timezone

from maille.core import jobs
from maille.core.models import Job
from maille.territory.models import Network

from .actions import find_pairs, import_places


@task
def import_file(job_id: str, mapping_name: str, stored: str, file_name: str) -> None:
    """Import a stored file; run again after an interruption, it starts over and changes nothing twice."""
    job = Job.objects.select_related("owner").get(pk=job_id)
    with jobs.running(job_id) as running:
        with default_storage.open(stored) as file:
            data = file.read()
        done = import_places(
            mapping_name=mapping_name,
            data=data,
            file_name=file_name,
            network=Network.objects.get(pk=job.network_id),
            by=job.owner,
            at=timezone.now(),
            progress=running.advance,
        )
        # The new records may speak of places already there: better asked while the file is fresh in mind.
        find_pairs(network=Network.objects.get(pk=job.network_id), by=job.owner, at=timezone.now())
        running.deliver({"import": done.pk}, url=reverse("directory:import", args=[done.pk]))
    # Done, refused or cancelled: the file has served. An error or a dead worker leaves it for the next try.
    default_storage.delete(stored)


@task
def find_doubles(job_id: str, network_id: int) -> None:
    """Look for records of one place in a network; run again, it finds the same."""
    job = Job.objects.select_related("owner").get(pk=job_id)
    with jobs.running(job_id) as running:
        network = Network.objects.get(pk=network_id)
        counts = find_pairs(network=network, by=job.owner, at=timezone.now(), progress=running.advance)
        running.deliver(counts, url=reverse("directory:pairs"))
