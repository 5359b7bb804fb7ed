"""The clock in real worker processes: two of them do each tick once, and one replaces another that was killed."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from maille.core.models import Tick
from tests.waiting import wait_for

ROOT = Path(django_settings.PACKAGE_DIR).parent
WORK = """
import sys, threading
from django.conf import settings
import django
settings.CLOCK = {"core.clocked.leave_a_file": "every 1 s"}
django.setup()
from maille.core import clock
clock.PACKAGE = "tests"
clock.LONGEST_SLEEP = 0.5  # another may have died meanwhile
if len(sys.argv) > 1:
    clock._take = lambda name, now: bool(clock.find(name)(at=now()) or True)  # the control: nobody claims
clock.run_until(threading.Event())
"""


@pytest.fixture
def start_clock(shared_url, tmp_path):
    """Start a process that keeps the clock; its work takes `seconds`."""
    workers = []

    def start(*words, seconds=0.0):
        environment = {
            **os.environ,
            "DATABASE_URL": shared_url,
            "CLOCKED": str(tmp_path),
            "CLOCKED_SECONDS": str(seconds),
        }
        workers.append(subprocess.Popen([sys.executable, "-c", WORK, *words], cwd=ROOT, env=environment))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def runs(folder, pid=""):
    """Read what the workers noted: (begin, end) of each run, the end missing for one that was cut."""
    found = []
    for file in folder.glob(f"{pid or '[0-9]*'}"):
        moments = [(word, float(at)) for word, at in (line.split() for line in file.read_text().splitlines())]
        begins = [at for word, at in moments if word == "begin"]
        ends = [at for word, at in moments if word == "end"]
        found += [(at, ends[number] if number < len(ends) else None) for number, at in enumerate(begins)]
    return sorted(found)


def both_have_started(folder, workers):
    """Wait until each worker has had ticks, or could have: both have been running for several periods."""
    wait_for(lambda: len(runs(folder)) >= 6)


def test_two_clocks_do_each_tick_once(start_clock, tmp_path):
    workers = [start_clock(seconds=0.2), start_clock(seconds=0.2)]
    both_have_started(tmp_path, workers)
    for worker in workers:
        assert worker.poll() is None
        worker.kill()
        worker.wait()
    begins = [begin for begin, _end in runs(tmp_path)]
    apart = [after - before for before, after in pairwise(begins)]
    assert min(apart) > 0.9, apart


def test_without_the_claim_two_clocks_do_it_twice(start_clock, tmp_path):
    """The control: the test above can fail."""
    for _ in range(2):
        start_clock("nobody claims", seconds=0.2)
    wait_for(lambda: len(list(tmp_path.glob("[0-9]*"))) == 2 and len(runs(tmp_path)) >= 8)
    begins = [begin for begin, _end in runs(tmp_path)]
    assert min(after - before for before, after in pairwise(begins)) < 0.9


def test_a_clock_killed_at_work_is_replaced_once_its_claim_is_over(start_clock, tmp_path):
    first = start_clock(seconds=30)
    wait_for(lambda: runs(tmp_path))
    first.send_signal(signal.SIGKILL)
    first.wait()
    tick = Tick.objects.get()
    assert tick.claimed_until is not None
    second = start_clock()
    time.sleep(1.5)
    assert runs(tmp_path, second.pid) == []  # it may still be alive, for all that the second one knows
    Tick.objects.update(claimed_until=timezone.now() - dt.timedelta(seconds=1))  # a minute goes by
    wait_for(lambda: runs(tmp_path, second.pid))
    assert runs(tmp_path, first.pid)[0][1] is None
