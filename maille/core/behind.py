"""Rows that PostgreSQL takes in while the program prepares the next ones.

Inside `rows_go_behind()` a COPY is sent by a thread of its own, and whatever is asked of the database next waits for
its end: statements keep their order and stay in the caller's transaction. What the database refuses is raised where
the program next asks it something, at the latest when the block ends. SQLite works in the program's own process:
there is nothing to wait for, and nothing changes.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

_now: ContextVar["Behind | None"] = ContextVar("rows behind", default=None)


class Behind:
    """The copies that are not known to be done: one after the other, in one thread."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rows behind")
        self._sent: list[Future[None]] = []

    def send(self, copy: str, rows: Sequence[Sequence[Any]]) -> None:
        # The cursor is of the driver: Django's belongs to the thread that opened it.
        cursor = connection.connection.cursor()
        self._sent.append(self._thread.submit(_write, cursor, copy, rows))

    def wait(self) -> None:
        """Wait for the end of what was sent; raise what the database refused, as Django says it."""
        sent, self._sent = self._sent, []
        with connection.wrap_database_errors:
            for future in sent:
                future.result()

    def close(self) -> None:
        self._thread.shutdown()

    def before(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Wait, then ask: a wrapper of the connection."""
        self.wait()
        return execute(*asked)


def _write(cursor: Any, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    with cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def rows_go_behind() -> Iterator[None]:
    """Let what is copied in this block go behind; to be opened inside a transaction, and closed before its end."""
    if connection.vendor != "postgresql" or _now.get() is not None:
        yield
        return
    behind = Behind()
    token = _now.set(behind)
    try:
        with connection.execute_wrapper(behind.before):
            # Each key is looked for when its row comes, behind as well, and not all of them at the very end.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            behind.wait()
    finally:
        _now.reset(token)
        behind.close()


def copy_rows(copy: str, rows: Sequence[Sequence[Any]]) -> None:
    """Copy rows to PostgreSQL: behind when the program said so, else now."""
    if behind := _now.get():
        behind.send(copy, rows)
    else:
        with connection.cursor() as cursor, connection.wrap_database_errors:
            _write(cursor, copy, rows)
