"""Work done later, outside the request: small tasks nobody watches, and jobs that show how far they have gone.

An action asks for a task inside its own transaction, so that the task exists if and only if the write does:

    jobs.later("people.tasks.send_invitation", invitation.pk)
    job = jobs.start(_("Import de l’annuaire"), "directory.tasks.import_file", by=user, mapping="hubik")

and the task of a job, which must bear being run again from the start:

    @task
    def import_file(job_id: str, mapping: str) -> None:
        with jobs.running(job_id) as job:
            for number, row in enumerate(rows):
                job.advance(number, len(rows), _("Lecture du fichier"))

Work in short transactions: what a long one writes is seen by nobody, and on SQLite it holds up everybody. Where one
long transaction is the promise, tell the progress with `job.note(…)`: it is written by the job's heart, through a
connection of its own, as often as the database lets it (PostgreSQL: each second; SQLite: when the writer is done).
"""

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.tasks import Task, TaskResult, TaskResultStatus
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from . import journal
from .models import Job
from .refusals import Refused

logger = logging.getLogger(__name__)

PACKAGE = "maille"
BEAT_SECONDS = 5.0
NOTE_SECONDS = 1.0
WRITE_SECONDS = 0.5


class Cancelled(Exception):
    """The job may not go on: somebody cancelled it, or a newer run has taken it over."""


def later(name: str, *args: Any, **kwargs: Any) -> TaskResult[Any, Any]:
    """Ask for a task by its dotted name under `maille` (arguments as JSON values), in the caller's transaction."""
    return find_task(name).enqueue(*args, **kwargs)


def find_task(name: str) -> Task[Any, Any]:
    found = import_string(f"{PACKAGE}.{name}")
    if not isinstance(found, Task):
        raise LookupError(f"{name} is not a task: decorate the function with django.tasks.task")
    return found


@transaction.atomic
def start(
    label: str,
    task_name: str,
    *,
    by: Any,
    network_id: int | None = None,
    result_url: str = "",
    **arguments: Any,
) -> Job:
    """Start long work that people watch: the task is called with `job_id=` and the JSON `arguments`.

    `label` is what the person reads ("Import de l’annuaire"); `result_url` is where to go when it is done, if known.
    """
    job = Job.objects.create(
        label=str(label),
        owner=by,
        network_id=network_id,
        task=task_name,
        arguments=arguments,
        result_url=result_url,
        language=get_language() or settings.LANGUAGE_CODE,
        created_at=timezone.now(),
    )
    journal.record("core.job_started", job, by=by, network_id=network_id)
    _enqueue(job)
    return job


def cancel(job: Job, *, by: Any) -> Job:
    """Cancel: at once when nobody has begun it, else as soon as the work looks up. Refused when it is over."""
    now = timezone.now()
    with transaction.atomic():
        job = _locked(job)
        if job.is_interrupted(now) or job.state == Job.State.WAITING:
            _set_aside_task(job, now)
            _change(job, state=Job.State.CANCELLED, cancel_requested_at=now, finished_at=now)
        elif job.state == Job.State.RUNNING:
            _change(job, cancel_requested_at=now)
        else:
            raise Refused(_("Ce travail est déjà fini\u00a0: il n’y a plus rien à annuler."))
        journal.record("core.job_cancelled", job, by=by, network_id=job.network_id)
    return job


def restart(job: Job, *, by: Any) -> Job:
    """Run again a job whose worker died, or that an error stopped. Refused in any other state."""
    now = timezone.now()
    with transaction.atomic():
        job = _locked(job)
        if not job.can_restart(now):
            raise Refused(_("Ce travail n’est pas arrêté\u00a0: il n’y a rien à reprendre."))
        _set_aside_task(job, now)
        _change(
            job,
            state=Job.State.WAITING,
            attempt=job.attempt + 1,
            done=0,
            message="",
            error="",
            cancel_requested_at=None,
            started_at=None,
            heartbeat_at=None,
            finished_at=None,
        )
        journal.record("core.job_restarted", job, by=by, network_id=job.network_id)
        _enqueue(job)
    return job


def _locked(job: Job) -> Job:
    """Read the job again, alone (SQLite's transactions are alone from their first line)."""
    return Job.objects.select_for_update(of=("self",)).get(pk=job.pk)


def _change(job: Job, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=values)


def _enqueue(job: Job) -> None:
    result = later(job.task, job_id=str(job.pk), **job.arguments)
    # A backend that runs tasks at once (in tests) has already written to the row: change only the key, then read it.
    if isinstance(stored := getattr(result, "db_result", None), DBTaskResult):
        Job.objects.filter(pk=job.pk).update(task_result=stored)
    job.refresh_from_db()


def _set_aside_task(job: Job, now: datetime) -> None:
    """Take the task of a dead or never begun run out of the workers' way."""
    if job.task_result_id is None:
        return
    tasks = DBTaskResult.objects.filter(pk=job.task_result_id)
    tasks.filter(status=TaskResultStatus.READY).delete()
    tasks.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.FAILED, finished_at=now)


class Progress:
    """A run of a job, held by its task: says how far it is, and learns that it must stop."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.attempt = job.attempt
        self.language = job.language
        self.outcome: dict[str, Any] = {}
        self.noted: dict[str, Any] = {}
        self.is_cancelled = False
        self._written_at = float("-inf")

    def note(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is from inside a transaction; raises Cancelled as soon as it is known to be asked."""
        self.noted = {"done": done, "total": total, "message": message[:200]}
        if self.is_cancelled:
            raise Cancelled(f"job {self.job_id} was cancelled")

    def advance(self, done: int, total: int, message: str = "") -> None:
        """Say how far the work is, as often as one likes: it is written at most twice a second.

        Raises Cancelled when the work must stop.
        """
        if time.monotonic() - self._written_at < WRITE_SECONDS:
            return
        self._written_at = time.monotonic()
        told = {"message": message[:200]} if message else {}
        self.write(done=done, total=total, heartbeat_at=timezone.now(), **told)
        if Job.objects.filter(pk=self.job_id, cancel_requested_at__isnull=False).exists():
            raise Cancelled(f"job {self.job_id} was cancelled")

    def deliver(self, result: Mapping[str, Any], url: str = "") -> None:
        """Give what the work found (JSON values), and where people see it; kept when the work ends well."""
        self.outcome = {"result": dict(result)} | ({"result_url": url} if url else {})

    def write(self, **values: Any) -> None:
        """Write to the job as long as this run is the one in charge."""
        mine = Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=Job.State.RUNNING)
        if not mine.update(**values):
            raise Cancelled(f"job {self.job_id} no longer belongs to attempt {self.attempt}")

    def finish(self, state: Job.State, **values: Any) -> None:
        self.write(state=state, finished_at=timezone.now(), **values)


@contextmanager
def running(job_id: str | UUID) -> Iterator[Progress]:
    """Run the work of a job: it is shown as running, then as done, cancelled, or failed with a sentence.

    Raises Cancelled, before anything is done, when the job is no longer waiting to run. An error goes on to the
    worker, which keeps its traceback; a refusal (`Refused`) is an answer for the person and stops here.
    """
    progress = _begin(UUID(str(job_id)))
    try:
        with _heart(progress), override(progress.language):
            yield progress
        progress.finish(Job.State.DONE, **progress.outcome, done=F("total"), message="")
    except Cancelled:
        _finish_if_mine(progress, Job.State.CANCELLED)
    except Refused as refusal:
        _finish_if_mine(progress, Job.State.FAILED, error=refusal.sentence[:500])
    except Exception:
        logger.exception("job %s (attempt %d) failed", progress.job_id, progress.attempt)
        with override(progress.language):
            _finish_if_mine(progress, Job.State.FAILED, error=_unexpected())
        raise
    except BaseException:
        # The worker is being stopped: the job is interrupted from this moment, and can be started again.
        _beat(progress, None)
        raise


def _unexpected() -> str:
    return _(
        "Une erreur que nous n’avions pas prévue a arrêté ce travail. Reprenez-le\u00a0; si elle revient,"
        " prévenez la personne qui administre Maille."
    )


def _begin(job_id: UUID) -> Progress:
    now = timezone.now()
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
        if not waiting.update(state=Job.State.RUNNING, started_at=now, heartbeat_at=now):
            raise Cancelled(f"job {job_id} is not waiting to run")
        job = Job.objects.get(pk=job_id)
    return Progress(job)


def _finish_if_mine(progress: Progress, state: Job.State, **values: Any) -> None:
    try:
        progress.finish(state, **values)
    except Cancelled:
        logger.info("job %s: attempt %d ended after another took over", progress.job_id, progress.attempt)


@contextmanager
def _heart(progress: Progress) -> Iterator[None]:
    """Say "alive" every few seconds from a thread of its own, however long one step of the work takes."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(progress, stop), name="job-heart", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat_until(progress: Progress, stop: threading.Event) -> None:
    try:
        beaten_at = time.monotonic()
        while not stop.wait(min(NOTE_SECONDS, BEAT_SECONDS)):
            if progress.noted or time.monotonic() - beaten_at >= BEAT_SECONDS:
                _beat(progress, timezone.now())
                beaten_at = time.monotonic()
    finally:
        connection.close()


def _beat(progress: Progress, at: datetime | None) -> None:
    noted, progress.noted = progress.noted, {}
    try:
        progress.write(heartbeat_at=at, **noted)
        progress.is_cancelled = Job.objects.filter(pk=progress.job_id, cancel_requested_at__isnull=False).exists()
    except Cancelled:
        progress.is_cancelled = True
    except DatabaseError:
        # A busy database: the next beat will do.
        logger.debug("job %s: no heartbeat", progress.job_id, exc_info=True)
