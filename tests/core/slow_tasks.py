"""Work for the tests of jobs, found under `tests` instead of `maille`."""

import os
import signal
import time
from pathlib import Path

from django.tasks import task

from maille.core import jobs
from maille.core.refusals import Refused
from tests.waiting import wait_for


@task
def count(job_id: str, total: int, folder: str = "", pause: float = 0.0, until: str = "") -> None:
    """Count to `total`, leaving a file for each number; a number already there is not counted again.

    The last one is counted once the file `until` is there.
    """
    with jobs.running(job_id) as job:
        counted = 0
        for number in range(total):
            job.advance(number, total, f"Nombre {number}")
            if folder and not (mark := Path(folder) / str(number)).exists():
                time.sleep(pause)
                if until and number == total - 1:
                    wait_for(Path(until).exists)
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
