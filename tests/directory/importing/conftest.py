"""Communes of the Loire, files kept apart, jobs done at once."""

from typing import Any

import pytest


@pytest.fixture
def communes(db: Any) -> None:
    from maille.territory.actions import load_communes  # once the applications are ready

    load_communes(departement="42")


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def jobs_at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from maille.core import jobs

    # The heart's thread would open a database of its own.
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 3600)
    monkeypatch.setattr(jobs, "NOTE_SECONDS", 3600)
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
