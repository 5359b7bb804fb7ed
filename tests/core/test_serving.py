"""The data folder, what must be ready, the port: the parts of `maille run` that need no server."""

import os
import socket
import stat

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from maille.core.management.commands.run import check_port
from maille.core.serving import home, ready


class TestHome:
    def test_is_made_with_a_secret_that_only_its_owner_reads(self, tmp_path):
        environ = {"MAILLE_HOME": str(tmp_path / "deep" / "home")}
        home.prepare(environ)
        secret = tmp_path / "deep" / "home" / "secret-key"
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o700
        assert len(secret.read_text()) >= 50
        assert os.listdir(secret.parent) == ["secret-key"]

    def test_keeps_its_secret(self, tmp_path):
        environ = {"MAILLE_HOME": str(tmp_path)}
        home.prepare(environ)
        first = (tmp_path / "secret-key").read_text()
        home.prepare(environ)
        assert (tmp_path / "secret-key").read_text() == first

    def test_never_writes_over_the_secret_of_a_command_started_together(self, tmp_path, monkeypatch):
        path = tmp_path / "secret-key"
        path.write_text("the other's")
        monkeypatch.setattr(type(path), "exists", lambda self: False)
        home.keep_secret(path)
        assert path.read_text() == "the other's"

    def test_has_no_secret_when_the_environment_gives_one(self, tmp_path):
        home.prepare({"MAILLE_HOME": str(tmp_path), "SECRET_KEY": "given"})
        assert not (tmp_path / "secret-key").exists()

    @pytest.mark.parametrize(
        ("given", "local"),
        [({}, "1"), ({"ALLOWED_HOSTS": "maille.example"}, "0"), ({"ALLOWED_HOSTS": "a", "MAILLE_LOCAL": "1"}, "1")],
    )
    def test_is_local_until_the_installation_has_a_name(self, tmp_path, given, local):
        environ = {"MAILLE_HOME": str(tmp_path), **given}
        home.prepare(environ)
        assert environ["MAILLE_LOCAL"] == local


@pytest.mark.django_db
class TestSchema:
    def test_is_current_once_migrated(self):
        assert ready.schema_is_current()

    def test_is_not_when_one_migration_is_missing(self):
        MigrationRecorder(connection).record_unapplied("territory", "0001_tables")
        assert not ready.schema_is_current()


class TestStaticFiles:
    @pytest.fixture(autouse=True)
    def folders(self, settings, tmp_path):
        settings.DATA_DIR = tmp_path
        settings.STATIC_ROOT = tmp_path / "static"

    def test_are_to_collect_at_first(self):
        assert not ready.static_is_current()

    def test_are_collected_once(self, tmp_path):
        (tmp_path / "static").mkdir()
        (tmp_path / "static" / "staticfiles.json").write_text("{}")
        ready.stamp_file().write_text(ready.static_fingerprint())
        assert ready.static_is_current()

    def test_are_to_collect_again_when_one_changes(self, tmp_path, settings):
        source = tmp_path / "source"
        source.mkdir()
        (source / "a.css").write_text("a")
        settings.STATICFILES_DIRS = [source]
        before = ready.static_fingerprint()
        (source / "a.css").write_text("another")
        assert ready.static_fingerprint() != before


class TestPort:
    def test_taken_is_refused_with_the_next_one_to_try(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with pytest.raises(CommandError, match=f"{port} n’est pas libre.*PORT={port + 1}"):
                check_port("127.0.0.1", port)

    def test_free_is_left_free(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
        check_port("127.0.0.1", port)
        check_port("127.0.0.1", port)
