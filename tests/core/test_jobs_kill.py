"""Jobs under real worker processes, killed in the middle, on a database file (or a server) they share with us."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from maille.core import jobs
from maille.core.models import SILENCE, Job
from tests.core.factories import make_user
from tests.waiting import PATIENCE, wait_for

ROOT = Path(settings.PACKAGE_DIR).parent
TOTAL = 12


@pytest.fixture
def start_worker(shared_url):
    workers = []

    def start():
        command = [
            sys.executable,
            "-m",
            "maille",
            "db_worker",
            "--interval=0.05",
            "--no-startup-delay",
            "--no-reload",
            "--skip-checks",
        ]
        environment = {**os.environ, "DATABASE_URL": shared_url, "LOG_LEVEL": "CRITICAL"}
        workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


@pytest.fixture(autouse=True)
def tasks_of_the_tests(monkeypatch):
    monkeypatch.setattr(jobs, "PACKAGE", "tests")


def watch(job, reached):
    """Watch the job as a page does, until it has `reached(job)`."""

    def seen():
        job.refresh_from_db()
        return reached(job)

    wait_for(seen)


def a_minute_later():
    return time_machine.travel(timezone.now() + SILENCE + dt.timedelta(seconds=1), tick=True)


def test_a_job_survives_a_worker_killed_in_the_middle(start_worker, tmp_path):
    user = make_user()
    folder = tmp_path / "counted"
    folder.mkdir()
    numbers = {"folder": str(folder), "pause": 0.1, "until": str(tmp_path / "go on")}
    job = jobs.start("Compter", "core.slow_tasks.count", by=user, total=TOTAL, **numbers)

    first = start_worker()
    watch(job, lambda job: job.done >= 2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    counted = len(list(folder.iterdir()))
    assert 0 < counted < TOTAL

    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    assert not job.is_interrupted(timezone.now())
    with a_minute_later():
        assert job.is_interrupted(timezone.now())
        job = jobs.restart(job, by=user)

    (tmp_path / "go on").touch()
    start_worker()
    watch(job, lambda job: job.state == Job.State.DONE)
    assert len(list(folder.iterdir())) == TOTAL
    assert (job.attempt, job.done, job.result) == (2, TOTAL, {"counted": TOTAL - counted})


def test_a_job_whose_worker_died_before_beginning_can_be_restarted(start_worker):
    user = make_user()
    job = jobs.start("Mourir", "core.slow_tasks.die_before_beginning", by=user)
    start_worker().wait(timeout=PATIENCE)
    job = Job.objects.get(pk=job.pk)
    assert job.state == Job.State.WAITING
    with a_minute_later():
        assert job.is_interrupted(timezone.now())
        assert jobs.restart(job, by=user).attempt == 2


def test_the_heart_beats_while_one_step_takes_long(shared_url, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.05)
    job = jobs.start("Compter", "core.slow_tasks.count", by=make_user(), total=1)
    with jobs.running(job.pk):
        job.refresh_from_db()
        begun = job.heartbeat_at
        watch(job, lambda job: job.heartbeat_at > begun)
