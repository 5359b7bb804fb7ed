import pytest
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone

from maille.core.models import Job
from maille.core.readonly import WRITE, WroteWhileReading, middleware, readonly
from tests.core.factories import make_admin, make_user

pytestmark = pytest.mark.django_db


def write(request=None):
    Job.objects.create(label="Import", created_at=timezone.now())
    return HttpResponse()


class TestReadonly:
    def test_refuses_to_insert_update_and_delete(self):
        write()
        for change in (write, lambda: Job.objects.update(done=1), lambda: Job.objects.all()._raw_delete("default")):
            with pytest.raises(WroteWhileReading, match="core_job"), transaction.atomic(), readonly():
                change()
        assert Job.objects.get().done == 0

    def test_lets_one_read_keep_a_session_and_use_the_cache(self, client):
        with readonly():
            assert not Job.objects.exists()
            client.session.save()
            DatabaseCache("core_cache", {}).set("key", "value")
        assert Session.objects.count() == 1

    def test_lets_one_write_again_afterwards(self):
        with pytest.raises(ZeroDivisionError), readonly():
            1 / 0  # noqa: B018
        write()
        assert Job.objects.exists()

    @pytest.mark.parametrize(
        ("sql", "table"),
        [
            ('INSERT INTO "core_job" ("id") VALUES (1)', "core_job"),
            ("  update core_job SET done = 1", "core_job"),
            ('DELETE FROM "core_job" WHERE 1', "core_job"),
            ('WITH gone AS (SELECT 1) DELETE FROM "core_job"', "core_job"),
            ("REPLACE INTO core_job VALUES (1)", "core_job"),
            ('UPDATE ONLY "core_job" SET done = 1', "core_job"),
        ],
    )
    def test_knows_a_write_in_every_form(self, sql, table):
        assert WRITE.match(sql)["table"] == table

    @pytest.mark.parametrize(
        "sql",
        [
            'SELECT "update" FROM "delete from x"',
            "SELECT 1 FOR UPDATE",
            "SAVEPOINT s1",
            "WITH a AS (SELECT 1) SELECT 2",
        ],
    )
    def test_knows_what_only_reads(self, sql):
        assert not WRITE.match(sql)


class TestMiddleware:
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_guards_what_is_only_read(self, rf, method):
        with pytest.raises(WroteWhileReading):
            middleware(write)(getattr(rf, method)("/"))

    def test_leaves_a_post_alone(self, rf):
        assert middleware(write)(rf.post("/")).status_code == 200
        assert not connection.execute_wrappers

    def test_finds_nothing_in_the_pages_of_core(self, client, settings):
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "maille.core.readonly.middleware"]
        client.force_login(make_user())
        assert client.get("/travaux/").status_code == 200
        client.force_login(make_admin())
        for path in ("core/entry/", "core/job/", ""):
            assert client.get(f"/administration/{path}").status_code == 200
