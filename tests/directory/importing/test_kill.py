"""An import whose worker is killed half-way: whole or absent, and the same job goes on. Real processes."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from maille.core import jobs
from maille.core.models import SILENCE, Entry, Job
from maille.directory.actions import check_import, start_import, start_job
from maille.directory.models import Import, ImportLine
from maille.territory.actions import load_communes
from maille.territory.models import NetworkPlace, Place
from tests.directory.importing.sources import AT, STANDARD, as_csv
from tests.people.factories import UserFactory
from tests.territory.factories import NetworkFactory
from tests.waiting import wait_for

ROOT = Path(settings.PACKAGE_DIR).parent
ROWS = [STANDARD[0] | {"id": f"n-{rank}", "nom": f"Espace {rank}", "pivot": ""} for rank in range(12)]
# A worker that stops for ever at the first progress it would tell: the moment to kill it at.
PAUSED = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from maille.core import jobs

def pause(self, *told):
    Path(sys.argv[2]).touch()
    time.sleep(600)

setattr(jobs.Progress, sys.argv[1], pause)
call_command("db_worker", "--interval=0.05", "--no-startup-delay", "--no-reload", "--skip-checks")
"""
WORKER = PAUSED.replace("setattr(jobs.Progress, sys.argv[1], pause)", "")


@pytest.fixture
def start(shared_url: str, tmp_path: Path) -> Any:
    workers = []

    def begin(*words: str) -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "DATABASE_URL": shared_url,
            "MAILLE_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "maille.config.settings",
            "LOG_LEVEL": "CRITICAL",
        }
        workers.append(subprocess.Popen([sys.executable, "-c", *words], cwd=ROOT, env=environment))
        return workers[-1]

    yield begin
    for worker in workers:
        worker.kill()
        worker.wait()


def killed_at(method: str, job: Job, start: Any, tmp_path: Path) -> None:
    """Run the job in a worker that is killed at its first progress."""
    worker = start(PAUSED, method, str(tmp_path / "reached"))
    wait_for((tmp_path / "reached").exists)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


def again(job: Job, start: Any) -> None:
    """Start it again a minute later, and see it through."""
    with time_machine.travel(timezone.now() + SILENCE + dt.timedelta(seconds=1), tick=True):
        jobs.restart(job, by=job.owner)
    start(WORKER)

    def is_done() -> bool:
        job.refresh_from_db()
        assert job.state != Job.State.FAILED, job.error
        return job.state == Job.State.DONE

    wait_for(is_done)
    assert job.attempt == 2


def draft() -> Import:
    load_communes(departement="42")
    network, by = NetworkFactory(), UserFactory(is_superuser=True)
    return start_import(data=as_csv(ROWS), file_name="a.csv", network=network, by=by, at=AT, source="loire")


def test_killed_while_it_is_tried_it_is_still_a_draft_and_is_tried_again(start: Any, tmp_path: Path) -> None:
    of_import = draft()
    job = start_job(of_import=of_import, step="check", by=of_import.started_by)
    killed_at("advance", job, start, tmp_path)
    of_import.refresh_from_db()
    assert of_import.state == Import.State.DRAFT
    assert not Place.objects.exists()
    again(job, start)
    of_import.refresh_from_db()
    assert of_import.state == Import.State.CHECKED
    assert of_import.lines.filter(state=ImportLine.State.NEW).count() == len(ROWS)


def test_killed_while_it_is_done_it_is_absent_then_whole(start: Any, tmp_path: Path) -> None:
    of_import = check_import(of_import=draft(), by=None)
    lines = list(of_import.lines.order_by("number").values())
    job = start_job(of_import=of_import, step="apply", by=of_import.started_by)
    killed_at("note", job, start, tmp_path)
    of_import.refresh_from_db()
    assert of_import.state == Import.State.CHECKED
    assert not Place.objects.exists()
    assert not NetworkPlace.objects.exists()
    assert not Entry.objects.filter(action="territory.place_created").exists()
    assert list(of_import.lines.order_by("number").values()) == lines
    again(job, start)
    of_import.refresh_from_db()
    assert of_import.state == Import.State.APPLIED
    assert Place.objects.filter(source="loire").count() == len(ROWS)
    assert Entry.objects.filter(action="territory.place_created").count() == len(ROWS)
