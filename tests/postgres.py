"""A private PostgreSQL for one command: made in a temporary folder, unsafe and fast, gone at the end.

    python -m tests.postgres pytest tests

The command finds its database in DATABASE_URL. PostgreSQL refuses to run as root: then the server is
started as `postgres`, or as `nobody` where that account is missing.
"""

import glob
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import migrated

MISSING = "PostgreSQL is missing. This one line installs it: apt-get install -y postgresql"
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
    "shared_buffers=128MB",
    "listen_addresses=127.0.0.1",
    "timezone=UTC",
)


@contextmanager
def cluster() -> Iterator[str]:
    """Run a private PostgreSQL server and give its URL; it stops and disappears on leaving."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="maille-postgres-"))
    account = unprivileged_account()
    try:
        if account:
            shutil.chown(folder, account)
        make_cluster(binaries, folder, account)
        port = free_port()
        server = start_server(binaries, folder, account, port)
        try:
            wait_until_ready(binaries, folder, server, port)
            yield f"postgresql://maille@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast shutdown": open connections are closed
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries() -> Path:
    """Find the folder of `initdb` and `postgres`: on the PATH, or where Debian hides the newest version."""
    if (found := shutil.which("initdb")) and shutil.which("postgres"):
        return Path(found).resolve().parent
    debian = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if debian:
        return Path(max(debian, key=lambda path: int(re.findall(r"\d+", path)[0]))).parent
    raise SystemExit(MISSING)


def unprivileged_account() -> str | None:
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def make_cluster(binaries: Path, folder: Path, account: str | None) -> None:
    done = subprocess.run(
        [
            binaries / "initdb",
            f"--pgdata={folder / 'data'}",
            "--username=maille",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        user=account,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"initdb failed:\n{done.stderr}")


def start_server(binaries: Path, folder: Path, account: str | None, port: int) -> subprocess.Popen[bytes]:
    options = [f"-c{option}" for option in (*FAST, f"unix_socket_directories={folder}", f"port={port}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *options],
            user=account,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches the tests; the server is stopped after them
        )


def wait_until_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        ready = subprocess.run(
            [binaries / "pg_isready", "--host=127.0.0.1", f"--port={port}", "--username=maille"],
            capture_output=True,
        )
        if ready.returncode == 0:
            return
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    raise SystemExit(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def main() -> int:
    with cluster() as url:
        migrated.make_template(url)
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
