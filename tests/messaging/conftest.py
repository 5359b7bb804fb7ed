"""A mail server and workers in processes of their own, for the tests that kill them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.waiting import wait_for

ROOT = Path(django_settings.PACKAGE_DIR).parent
DELIVER = """
import sys, time
import django
django.setup()
from django.utils import timezone
from maille.messaging import tasks
if "nobody marks" in sys.argv:
    tasks.hand_over = lambda **words: True  # the control
while True:
    tasks.deliver_due(timezone.now())
    time.sleep(0.05)
"""


@pytest.fixture
def processes():
    """Kill at the end whatever the test has started."""
    started = []
    yield started
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def start_sink(tmp_path, processes):
    """Start a mail server; gives its folder, where what it takes is kept, and its port."""

    def start(*words):
        folder = tmp_path / "sink"
        folder.mkdir()
        processes.append(subprocess.Popen([sys.executable, Path(__file__).with_name("sink.py"), folder, *words]))
        port = folder / "port"
        return folder, int(wait_for(lambda: port.exists() and port.read_text()))

    return start


@pytest.fixture
def start_worker(shared_url, processes):
    """Start a process that delivers through the mail server at a port: only that, or `maille work` whole."""

    def start(port, *words, whole=False):
        command = ["-m", "maille", "work", "--no-startup-delay", "--no-reload", "--skip-checks"]
        environment = {
            **os.environ, "DATABASE_URL": shared_url, "EMAIL_URL": f"smtp://127.0.0.1:{port}", "LOG_LEVEL": "CRITICAL",
        }  # fmt: skip
        arguments = [sys.executable, *(command if whole else ["-c", DELIVER, *words])]
        processes.append(subprocess.Popen(arguments, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL))
        return processes[-1]

    return start
