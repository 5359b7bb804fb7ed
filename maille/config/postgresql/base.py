"""A connection that was kept is looked at before it is used again, without a question to the server.

A server that stops, or ends a connection, says so on it: something waits there to be read. Django asks "SELECT 1" at
each request instead, as long to wait for as the shortest of its queries.

A kept connection remembers the statements that are said again and again. One on which an error was said is left: what
it remembers may be of a table that has changed since.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.base import ServerBindingCursor


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which asks only a server that has said something since."""

    errors_occurred: bool
    health_check_enabled: bool
    health_check_done: bool

    def repeating_cursor(self) -> Any:
        """A cursor for statements said again and again: the server understands each once (`prepare_threshold`)."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        cursor: Any = ServerBindingCursor
        with self.wrap_database_errors:
            return self._prepare_cursor(cursor(self.connection))  # type: ignore[attr-defined]

    def close_if_unusable_or_obsolete(self) -> None:
        if self.connection is not None and self.errors_occurred:
            self.close()
        super().close_if_unusable_or_obsolete()

    def close_if_health_check_failed(self) -> None:
        if self.connection is None or not self.health_check_enabled or self.health_check_done:
            return
        if has_spoken(self.connection):
            super().close_if_health_check_failed()
        else:
            self.health_check_done = True


def has_spoken(connection: Any) -> bool:
    """Tell whether something waits to be read on a psycopg connection: its end, most often; or it is closed here."""
    if connection.closed:
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))
