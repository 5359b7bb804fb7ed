"""Servers started for a measure: the product as `maille run` starts it, and whatever a peer needs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.postgres import free_port

PATIENCE = 400  # seconds; a machine that others load takes minutes to prepare a database


class CannotServe(Exception):
    """A server did not start; the message says why."""


@dataclass(frozen=True)
class Server:
    """Something that answers at an address, and the process that it all hangs from."""

    address: str
    pid: int


@contextmanager
def maille(home: Path, database_url: str, **settings: str) -> Iterator[Server]:
    """The production server on a data folder and a database, with the demonstration network loaded."""
    port = free_port()
    where = {"MAILLE_HOME": str(home), "MAILLE_LOCAL": "1", "DATABASE_URL": database_url, "PORT": str(port)}
    with running([sys.executable, "-m", "maille", "run"], where | settings, log=home / "log") as process:
        wait_until_answering(process, port, "/", home / "log")
        yield Server(f"http://127.0.0.1:{port}", process.pid)


@contextmanager
def running(
    command: Sequence[str | Path], variables: Mapping[str, str], *, log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A program with nothing of this shell but its PATH; told to stop on leaving."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(map(str, command)),
            env={**kept, **variables},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def wait_until_answering(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    """Wait for a first 200; CannotServe with what the program said when it ends, or takes too long."""
    ends_at = time.monotonic() + PATIENCE
    while time.monotonic() < ends_at and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise CannotServe(log.read_text(errors="replace")[-2000:])
