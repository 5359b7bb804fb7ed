"""A connection kept from one request to the next: used again without a question, left when its server has ended it."""

import psycopg
import pytest
from django.db import close_old_connections, connection

pytestmark = pytest.mark.django_db(transaction=True)


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.fixture
def other():
    """Another connection to the same database, which Django does not know."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as beside:
        beside.autocommit = True
        yield lambda question, *values: beside.execute(question, values).fetchone()[0]


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
        last = other("SELECT query FROM pg_stat_activity WHERE pid = %s", server)
        assert last == "SELECT pg_backend_pid()"
        assert ask("SELECT pg_backend_pid()") == server

    def test_one_that_the_server_has_ended_is_left(self, other):
        server = ask("SELECT pg_backend_pid()")
        assert other("SELECT pg_terminate_backend(%s, 5000)", server)
        connection.close_if_unusable_or_obsolete()
        assert ask("SELECT pg_backend_pid()") != server

    def test_what_the_server_says_in_passing_ends_nothing(self, other):
        """A notification waits to be read: the server is asked, and the same connection goes on."""
        server = ask("SELECT pg_backend_pid()")
        with connection.cursor() as cursor:
            cursor.execute("LISTEN seats")
        other("SELECT pg_notify('seats', 'one')::text")
        connection.close_if_unusable_or_obsolete()
        assert ask("SELECT pg_backend_pid()") == server

    def test_one_that_was_closed_here_is_left(self):
        ask("SELECT 1")
        connection.connection.close()
        connection.close_if_unusable_or_obsolete()
        assert ask("SELECT 1") == 1
