"""A database migrated once, of which every process of the tests takes a copy: migrating takes seconds, copying none.

SQLite: a file kept from one run to the next, made again when a migration or a library changes. PostgreSQL: a template
in the private cluster of the run.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "migrated"
TEMPLATE = "maille_migrated"


def fill(memory: str) -> sqlite3.Connection:
    """Copy the migrated database into one in memory, told by its address; it lasts while it is held open."""
    held = sqlite3.connect(memory, uri=True)
    with closing(sqlite3.connect(migrated_file())) as source:
        source.backup(held)
    return held


def migrated_file() -> Path:
    """The migrated SQLite database; one process makes it, the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            making = KEPT / "making.sqlite3"
            migrate(f"sqlite:///{making}")
            # What the log holds is in the copy: it is read through SQLite itself.
            with closing(sqlite3.connect(making)) as made:
                made.execute("PRAGMA journal_mode = DELETE")
            making.rename(file)
    return file


def make_template(url: str) -> None:
    """Make the migrated database beside the one at `url`, on its server."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
    migrate(f"{url.rpartition('/')[0]}/{TEMPLATE}")


def migrate(url: str) -> None:
    command = [sys.executable, "-m", "maille", "migrate", "--verbosity=0"]
    secret = "tests-only-" + "x" * 50
    variables = {**os.environ, "DATABASE_URL": url, "MAILLE_LOCAL": "1", "SECRET_KEY": secret}
    subprocess.run(command, cwd=ROOT, env=variables, check=True)


def _digest() -> str:
    """What a migrated database depends on: the migrations and the libraries."""
    read = hashlib.sha256()
    for path in [ROOT / "uv.lock", *sorted(ROOT.glob("maille/*/migrations/*.py"))]:
        read.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return read.hexdigest()[:16]
