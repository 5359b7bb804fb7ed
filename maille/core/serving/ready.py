"""What must be ready before serving, each done only when something changed: schema, static files, demonstration."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def schema_is_current() -> bool:
    """Compare the migrations on disk with those the database remembers, without importing any."""
    applied = MigrationRecorder(connection).applied_migrations()
    return all(migration in applied for migration in migrations_on_disk())


def migrations_on_disk() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        for file in Path(app.path, "migrations").glob("[!_~]*.py"):
            yield app.label, file.stem


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def static_is_current() -> bool:
    """Say whether the collected static files are those of this version of every package."""
    stamp = stamp_file()
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    return manifest.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == static_fingerprint()


def collect_static() -> None:
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp_file().write_text(static_fingerprint(), encoding="ascii")


def static_fingerprint() -> str:
    """Sum up path, size and date of each file that would be collected."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def stamp_file() -> Path:
    return Path(settings.DATA_DIR, "static-fingerprint")
