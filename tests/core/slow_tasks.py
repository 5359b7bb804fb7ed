"""Work for the tests of jobs, found under `tests` instead of `maille`."""

import os
import signal
import time
from pathlib import Path

from django.tasks import task

from maille.core import jobs
from maille.core.refusals import Refused


@task
def count(job_id: str, total: int, folder: str = "", pause: float = 0.0) -> None:
    """Count to `total`, leaving a file for each number; a number already there is not counted again."""
    with jobs.running(job_id) as job:
        counted = 0
        for number in range(total):
            job.advance(number, total, f"Nombre {number}")
            if folder and not (mark := Path(folder) / str(number)).exists():
                time.sleep(pause)
                mark.touch()
                counted += 1
        job.deliver({"counted": counted}, url="/annuaire/")


@task
def refuse(job_id: str) -> None:
    with jobs.running(job_id):
        raise Refused("Le fichier est vide : choisissez-en un autre.")


@task
def fail(job_id: str) -> None:
    with jobs.running(job_id):
        raise ZeroDivisionError("boom")


@task
def stop_the_worker(job_id: str) -> None:
    with jobs.running(job_id):
        raise SystemExit(1)


@task
def die_before_beginning(job_id: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def not_a_task() -> None:
    """Look like a task, without the decorator."""
