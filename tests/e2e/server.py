"""A real Maille for the browser: `maille run` on its own copy of the demonstration network."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.postgres import free_port
from tests.waiting import LOADING, PATIENCE, wait_for


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[str]:
    """Run the product on a data folder and give its address; it must still be there at the end."""
    with started(home, **environment) as (process, url):
        yield url
        assert process.poll() is None, (home / "log").read_text()


@contextmanager
def started(home: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the product, with nothing of this shell but what a person has."""
    port = free_port()
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "maille", "run"],
            env={**kept_of_the_shell(), "MAILLE_HOME": str(home), "PORT": str(port), **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(process, port, log)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=PATIENCE)


def kept_of_the_shell() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def furnish(home: Path) -> dict[str, Any]:
    """Add the objects and people of the access table to a demonstration; gives what tests/e2e/furnish.py says."""
    return told_by(home, "tests.e2e.furnish")


def told_by(home: Path, module: str) -> dict[str, Any]:
    """Run a module of the tests on a data folder, in its own process; gives what it says."""
    where = {"MAILLE_HOME": str(home), "MAILLE_LOCAL": "1", "DJANGO_SETTINGS_MODULE": "maille.config.settings"}
    answer = subprocess.run(
        [sys.executable, "-m", module],
        env={**kept_of_the_shell(), **where},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
    )
    said: dict[str, Any] = json.loads(answer.stdout)
    return said


def wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    def status() -> int:
        assert process.poll() is None, f"Maille did not start:\n{log.read_text()}"
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with contextlib.closing(connection), suppress(OSError, HTTPException):
            connection.request("GET", "/")
            return connection.getresponse().status
        return 0

    assert wait_for(status, every=0.1, patience=LOADING) == 200, log.read_text()


def demonstration(shared: Path) -> Path:
    """Load the demonstration once for every test process, and give its data folder, to copy."""
    folder = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            folder.mkdir(exist_ok=True)
            with serving(folder):
                (folder / "complete").touch()
    return folder


def copy_of(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to))


def account_of(home: Path, role: str) -> tuple[str, str]:
    """Find the demonstration's e-mail and password for a role."""
    from maille.demo.load import PASSWORD

    with contextlib.closing(sqlite3.connect(home / "maille.sqlite3")) as database:
        (email,) = database.execute(
            "SELECT email FROM people_user JOIN people_role ON people_role.user_id = people_user.id"
            " WHERE kind = ? ORDER BY people_user.id LIMIT 1",
            [role],
        ).fetchone()
    return email, PASSWORD
