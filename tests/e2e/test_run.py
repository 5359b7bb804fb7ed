"""`maille run` stops as one: on Ctrl-C, and when one of its parts dies."""

import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.e2e.server import copy_of, demonstration, started
from tests.waiting import PATIENCE, wait_for


@pytest.fixture
def running(tmp_path, tmp_path_factory, worker_id):
    base = tmp_path_factory.getbasetemp()
    home = copy_of(demonstration(base if worker_id == "master" else base.parent), tmp_path / "home")
    with started(home) as (process, _url):
        yield process, home / "log"


def parts(process: subprocess.Popen[bytes]) -> dict[int, str]:
    """The processes it started, each with its command line."""
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return {child: Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ") for child in children}


def are_gone(pids: Iterable[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_ctrl_c_stops_all_of_it(running):
    process, log = running
    children = list(parts(process))
    assert len(children) == 3, "two web workers and one background worker"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everyone at once
    assert process.wait(timeout=PATIENCE) == 0
    wait_for(lambda: are_gone(children))
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize(
    ("command", "sentence"),
    [("maille work", "le travail de fond s’est arrêté"), ("maille run", "le serveur de pages s’est arrêté")],
)
def test_a_part_that_dies_is_told_and_stops_the_others(running, command, sentence):
    process, log = running
    children = parts(process)
    os.kill(
        next(pid for pid, line in children.items() if command in line or line.strip().endswith(command)), signal.SIGKILL
    )
    assert process.wait(timeout=PATIENCE) == 1
    wait_for(lambda: are_gone(children))
    assert sentence in log.read_text()
