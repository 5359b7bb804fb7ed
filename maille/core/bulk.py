"""Many rows at once, without the cost of an object a row.

What one write derives from thousands of objects (words, opening slots, lines of the journal) is written as plain rows:
by COPY on PostgreSQL, by one prepared statement on SQLite. Always inside the caller's transaction.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to a model's table; the values are those that its columns hold, in the order of the columns."""
    table, names = connection.ops.quote_name(model._meta.db_table), _quoted(columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 - our own names


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Add new objects of one model and give each its key: `bulk_create` without reading each row again."""
    if not objects:
        return
    model = type(objects[0])
    for obj, key in zip(objects, _new_keys(model, len(objects)), strict=True):
        obj.pk = key
    columns = [_Stored(field) for field in model._meta.concrete_fields]
    rows = ([column.of(obj) for column in columns] for obj in objects)
    insert_rows(model, [column.field.column for column in columns], rows)
    for obj in objects:
        obj._state.adding, obj._state.db = False, connection.alias


def stored_json(value: Any) -> str | None:
    """A JSON value as the column of either database takes it in; nothing stays nothing."""
    return None if value is None else _DUMP(value)


_DUMP = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# Kinds of fields whose values stand in the database as they are: most of a place, so that they are not looked at.
_PLAIN: dict[type, type] = {
    models.BigAutoField: int,
    models.BooleanField: bool,
    models.CharField: str,
    models.FloatField: float,
    models.SlugField: str,
    models.TextField: str,
    models.URLField: str,
}


class _Stored:
    """The values of one column, as the database holds them; a value met before (a day, a list) is not made again."""

    def __init__(self, field: Any) -> None:
        self.field, self.name = field, field.attname
        self.kind = _PLAIN.get(type(field.target_field if field.is_relation else field))
        self.is_written_as_it_is = type(field).pre_save is models.Field.pre_save
        self.may_be_nothing = field.null and self.is_written_as_it_is
        self.met: dict[Any, Any] = {}

    def of(self, obj: models.Model) -> Any:
        value = getattr(obj, self.name)
        if type(value) is self.kind or (value is None and self.may_be_nothing):
            return value
        if isinstance(value, tuple | date) and self.is_written_as_it_is:
            if value not in self.met:
                self.met[value] = self._made(obj)
            return self.met[value]
        return self._made(obj)

    def _made(self, obj: models.Model) -> Any:
        return self.field.get_db_prep_save(self.field.pre_save(obj, True), connection)


def update_rows(model: type[models.Model], names: Sequence[str], objects: Iterable[models.Model]) -> None:
    """Write these fields of these objects, and nothing else of them."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    changes = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    key = connection.ops.quote_name(str(model._meta.pk.column))
    rows = [
        [*(field.get_db_prep_save(getattr(obj, field.attname), connection) for field in fields), obj.pk]
        for obj in objects
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", rows)  # noqa: S608 - our own names


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _new_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys nobody else is given: from the sequence, or after the last one where a writer is alone (SQLite)."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, column, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return list(range(last + 1, last + count + 1))
