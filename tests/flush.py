"""What lets the flush between transactional tests empty the journal, which refuses any other deletion.

On SQLite Django empties a table with DELETE, which the journal's trigger refuses. The flush puts the trigger aside and
sets it again in the same transaction: inside a test, a deletion is refused like anywhere else.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseOperations

TRIGGER = "core_entry_no_delete"


@pytest.fixture(autouse=True, scope="session")
def flush_may_empty_the_journal() -> Iterator[None]:
    empty_tables = DatabaseOperations.sql_flush

    def sql_flush(self: DatabaseOperations, style: Any, tables: list[str], **options: Any) -> list[str]:
        statements = empty_tables(self, style, tables, **options)
        if not statements or not (trigger := trigger_of(self)):
            return statements
        return [f"DROP TRIGGER {TRIGGER}", *statements, trigger]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


def trigger_of(operations: DatabaseOperations) -> str:
    """Read the trigger as the migration made it."""
    with operations.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [TRIGGER])
        row = cursor.fetchone()
    return row[0] if row else ""
