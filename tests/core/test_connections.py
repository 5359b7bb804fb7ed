"""A connection kept from one request to the next: used again without a question, left when its server has ended it."""

import psycopg
import pytest
from django.db import NotSupportedError, close_old_connections, connection

from maille.core.prepared import Prepared
from maille.workshops.models import Registration

BY_CODE = Prepared(lambda code: Registration.objects.filter(code=code), str)
pytestmark = pytest.mark.django_db(transaction=True)


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def said_to(other, question, *values):
    return other.execute(question, values).fetchone()[0]


@pytest.fixture
def other():
    """Another connection to the same database, which Django does not know."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as beside:
        beside.autocommit = True
        yield beside


@pytest.fixture
def end_reasons_of(other):
    """Change a column as the migration of another process would; it is put back."""
    change = "ALTER TABLE workshops_registration ALTER COLUMN end_reason TYPE varchar({})"
    yield lambda length: other.execute(change.format(length))
    connection.close()
    other.execute(change.format(200))


def test_a_connection_is_kept_from_one_request_to_the_next():
    ask("SELECT 1")
    kept = connection.connection
    close_old_connections()  # as a request begins and ends
    ask("SELECT 1")
    assert connection.connection is kept
    assert connection.close_at is not None, "and not for ever"


@pytest.mark.postgresql
class TestOnPostgreSQL:
    def test_a_kept_connection_is_used_again_without_a_question(self, other):
        server = ask("SELECT pg_backend_pid()")
        connection.close_if_unusable_or_obsolete()  # as a request begins
        connection.cursor().close()
        last = said_to(other, "SELECT query FROM pg_stat_activity WHERE pid = %s", server)
        assert last == "SELECT pg_backend_pid()"
        assert ask("SELECT pg_backend_pid()") == server

    def test_one_that_the_server_has_ended_is_left(self, other):
        server = ask("SELECT pg_backend_pid()")
        assert said_to(other, "SELECT pg_terminate_backend(%s, 5000)", server)
        connection.close_if_unusable_or_obsolete()
        assert ask("SELECT pg_backend_pid()") != server

    def test_so_does_what_is_asked_again_and_again(self, other):
        server = ask("SELECT pg_backend_pid()")
        assert said_to(other, "SELECT pg_terminate_backend(%s, 5000)", server)
        connection.close_if_unusable_or_obsolete()
        assert BY_CODE.first("ABCDEF") is None

    def test_what_the_server_says_in_passing_ends_nothing(self, other):
        """A notification waits to be read: the server is asked, and the same connection goes on."""
        server = ask("SELECT pg_backend_pid()")
        with connection.cursor() as cursor:
            cursor.execute("LISTEN seats")
        said_to(other, "SELECT pg_notify('seats', 'one')::text")
        connection.close_if_unusable_or_obsolete()
        assert ask("SELECT pg_backend_pid()") == server

    def test_what_is_asked_again_and_again_is_understood_once(self):
        for _ in range(5):
            assert BY_CODE.first("ABCDEF") is None
        known = "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%workshops_registration%'"
        assert ask(known) == 1

    def test_a_table_that_changes_is_asked_again_on_another_connection(self, other, end_reasons_of):
        for _ in range(5):
            BY_CODE.first("ABCDEF")
        end_reasons_of(400)
        with pytest.raises(NotSupportedError, match="cached plan"):
            BY_CODE.first("ABCDEF")
        close_old_connections()  # as the next request begins
        assert BY_CODE.first("ABCDEF") is None

    def test_one_that_was_closed_here_is_left(self):
        ask("SELECT 1")
        connection.connection.close()
        connection.close_if_unusable_or_obsolete()
        assert ask("SELECT 1") == 1
