"""pretix, the peer of the public pages: installed once from the package index, and served on its own database.

What takes minutes is kept in a cache folder (MAILLE_BENCH_CACHE, else ~/.cache/maille-bench): the environment, and the
database once migrated. PostgreSQL is the bench's own; Redis too where it is installed (`apt-get install redis-server`).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

from bench.measuring.servers import CannotServe, Server, running, wait_until_answering
from tests.postgres import find_binaries, free_port

VERSION = "2026.8.0"
CACHE = Path(os.environ.get("MAILLE_BENCH_CACHE", Path.home() / ".cache" / "maille-bench"))
FOLDER = CACHE / f"pretix-{VERSION}-py{sys.version_info.major}.{sys.version_info.minor}"
EVENT = "/banc/atelier/"
WORKERS = 3

# A free workshop of twenty seats on sale, alone at its organiser.
MAKE_EVENT = """
from datetime import timedelta
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix.base.models import Organizer
with scopes_disabled():
    organizer = Organizer.objects.create(name="Banc d’essai", slug="banc")
    event = organizer.events.create(name="Atelier numérique", slug="atelier", live=True, is_public=True,
                                    date_from=now() + timedelta(days=3650), currency="EUR", plugins="")
    item = event.items.create(name="Une place", default_price=0)
    quota = event.quotas.create(name="Places", size=20)
    quota.items.add(item)
"""


@contextmanager
def pretix(home: Path, database_url: str) -> Iterator[Server]:
    """pretix on its event page; CannotServe when it cannot be had here."""
    install()
    has_redis = shutil.which("redis-server") is not None
    redis_port = free_port()
    port = free_port()
    with redis(home, redis_port) if has_redis else nullcontext():
        variables = configure(home, port, database_url, redis_port if has_redis else None)
        prepare_database(variables, database_url)
        command = [
            FOLDER / "bin" / "python",
            "-m",
            "gunicorn",
            "pretix.wsgi",
            f"--bind=127.0.0.1:{port}",
            f"--workers={WORKERS}",
        ]
        with running(command, variables, log=home / "log") as process:
            wait_until_answering(process, port, EVENT, home / "log")
            yield Server(f"http://127.0.0.1:{port}", process.pid)


def install() -> None:
    complete = FOLDER / "complete"
    if complete.exists():
        return
    print(f"(installing pretix {VERSION} in {FOLDER}, once)", flush=True)
    for command in (
        [sys.executable, "-m", "venv", "--clear", FOLDER],
        [FOLDER / "bin" / "python", "-m", "pip", "install", "--quiet", f"pretix=={VERSION}", "gunicorn"],
    ):
        ask(command, os.environ)
    complete.touch()


@contextmanager
def redis(home: Path, port: int) -> Iterator[None]:
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(home)]
    with running(command, {}, log=home / "redis-log"):
        yield


def configure(home: Path, port: int, database_url: str, redis_port: int | None) -> dict[str, str]:
    """Write the settings of an ordinary installation; gives the variables that lead to them."""
    url = urlsplit(database_url)
    data = home / "data"
    data.mkdir()
    sections = {
        "pretix": {"instance_name": "banc", "url": f"http://127.0.0.1:{port}", "datadir": data},
        "database": {
            "backend": "postgresql",
            "name": "pretix",
            "user": url.username,
            "host": url.hostname,
            "port": url.port,
        },
        "django": {"secret": "x" * 50},
    }
    if redis_port:
        sections["redis"] = {"location": f"redis://127.0.0.1:{redis_port}/0", "sessions": "true"}
    lines = [
        f"[{name}]\n" + "".join(f"{key}={value}\n" for key, value in values.items())
        for name, values in sections.items()
    ]
    file = home / "pretix.cfg"
    file.write_text("\n".join(lines), encoding="utf-8")
    return {"PRETIX_CONFIG_FILE": str(file), "PATH": os.environ["PATH"], "HOME": str(home)}


def prepare_database(variables: dict[str, str], database_url: str) -> None:
    """Restore the migrated database with its event, or make it and keep it for the next time."""
    binaries = find_binaries()
    own_url = database_url.rpartition("/")[0] + "/pretix"
    dump = FOLDER / "database.dump"
    ask([binaries / "psql", database_url, "-qc", "CREATE DATABASE pretix"], variables)
    if dump.exists():
        ask([binaries / "pg_restore", "--no-owner", f"--dbname={own_url}", dump], variables)
    else:
        manage = [FOLDER / "bin" / "python", "-m", "pretix"]
        ask([*manage, "migrate", "--verbosity=0"], variables)
        ask([*manage, "shell", "-c", MAKE_EVENT], variables)
        draft = dump.with_suffix(".draft")
        ask([binaries / "pg_dump", "--format=custom", f"--file={draft}", own_url], variables)
        draft.rename(dump)
    # Without statistics PostgreSQL takes the page's biggest query for heavy work, and compiles it for seconds.
    ask([binaries / "psql", own_url, "-qc", "VACUUM ANALYZE"], variables)


def ask(command: list[str | Path], variables: os._Environ[str] | dict[str, str]) -> None:
    done = subprocess.run(list(map(str, command)), env=dict(variables), capture_output=True, text=True)
    if done.returncode:
        raise CannotServe(f"{Path(command[0]).name} failed:\n{(done.stdout + done.stderr)[-2000:]}")
