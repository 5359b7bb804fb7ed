"""Many rows at once, without the cost of an object a row.

What one write derives from thousands of objects (words, opening slots, lines of the journal) is written as plain rows:
by COPY on PostgreSQL, by one prepared statement on SQLite. Always inside the caller's transaction.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from .behind import copy_rows
from .prepared import repeating_cursor

Row = Sequence[Any]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to a model's table; the values are those that its columns hold, in the order of the columns."""
    table, names = connection.ops.quote_name(model._meta.db_table), _quoted(columns)
    if connection.vendor == "postgresql":
        copy_rows(f"COPY {table} ({names}) FROM STDIN", list(rows))
        return
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608 - our own names


def insert_missing(model: type[models.Model], column: str, texts: Sequence[str]) -> dict[str, int]:
    """Add a row for each of these texts that no row holds yet; give the key of each row that was added here."""
    table, name, key = map(connection.ops.quote_name, (model._meta.db_table, column, str(model._meta.pk.column)))
    # "WHERE true" tells SQLite that what follows belongs to the INSERT and not to the SELECT.
    listed = "unnest(%s::text[])" if _has_arrays() else "value FROM json_each(%s)"
    insert = f"INSERT INTO {table} ({name}) SELECT {listed} WHERE true ON CONFLICT DO NOTHING RETURNING {name}, {key}"
    with connection.cursor() as cursor:
        cursor.execute(insert, [_as_one(texts)])
        return dict(cursor.fetchall())


def rows_among(
    model: type[models.Model], column: str, values: Iterable[str | int], wanted: Sequence[str]
) -> list[tuple[Any, ...]]:
    """The wanted columns of the rows whose column is among these values, however many, as the database holds them."""
    table = connection.ops.quote_name(model._meta.db_table)
    among, value = _among(column, values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_quoted(wanted)} FROM {table} WHERE {among}", [value])  # noqa: S608 - our own names
        return cursor.fetchall()


def rows_as_held(query: models.QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of a query (`values_list`) as the database holds them: texts of JSON, of lists, of days."""
    with connection.cursor() as cursor:
        cursor.execute(*query.query.sql_with_params())
        return cursor.fetchall()


def delete_among(model: type[models.Model], column: str, values: Iterable[str | int]) -> None:
    """Delete the rows whose column is among these values, and nothing that refers to them."""
    table = connection.ops.quote_name(model._meta.db_table)
    among, value = _among(column, values)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {among}", [value])  # noqa: S608 - our own names


def clear_among(model: type[models.Model], column: str, values: Iterable[str | int]) -> None:
    """Leave nothing in this column where it is among these values."""
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    among, value = _among(column, values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {name} = NULL WHERE {among}", [value])  # noqa: S608 - our own names


def set_each(model: type[models.Model], column: str, values: Mapping[int, int]) -> None:
    """Write a number in this column of each of these rows, told by its key: one statement, whatever is known of tables.

    A PostgreSQL that has not counted a table since thousands of rows came or went may look for each of them in all.
    """
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    key = f"{table}.{connection.ops.quote_name(str(model._meta.pk.column))}"
    told: list[Any]
    if _has_arrays():
        listed, told = "unnest(%s::bigint[], %s::bigint[]) AS told(key, value)", [list(values), list(values.values())]
    else:
        listed, told = "json_each(%s) AS told", [json.dumps(values)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = told.value FROM {listed} WHERE {key} = CAST(told.key AS bigint)",  # noqa: S608
            told,
        )


def _among(column: str, values: Iterable[str | int]) -> tuple[str, Any]:
    listed = "= ANY(%s)" if _has_arrays() else "IN (SELECT value FROM json_each(%s))"
    return f"{connection.ops.quote_name(column)} {listed}", _as_one(list(values))


def among(column: str, values: Iterable[str | int]) -> RawSQL:
    """The condition that a column of a query's own table is among these values, however many."""
    text, value = _among(column, values)
    return RawSQL(text, (value,), models.BooleanField())  # noqa: S611 - our own names


def _has_arrays() -> bool:
    return connection.vendor == "postgresql"


def _as_one(values: Sequence[str | int]) -> Any:
    """Values as one parameter: thousands of marks cost more to write than their rows to find."""
    return list(values) if _has_arrays() else json.dumps(list(values), ensure_ascii=False)


@contextmanager
def long_write() -> Iterator[None]:
    """Look less often for objects that hold each other: a long write makes millions, of which hardly any do."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def object_of[Made: models.Model](model: type[Made], held: dict[str, Any]) -> Made:
    """A new object that holds these columns, all of them: a model's own way sets and announces fifty one by one."""
    made = model.__new__(model)
    made._state = ModelState()
    vars(made).update(held)
    return made


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Add new objects of one model and give each its key: `bulk_create` without reading each row again."""
    if not objects:
        return
    model = type(objects[0])
    for obj, key in zip(objects, _new_keys(model, len(objects)), strict=True):
        obj.pk = key
    fields = model._meta.concrete_fields
    held = list(map(vars, objects))
    columns = (_stored(field, objects, held) for field in fields)
    insert_rows(model, [field.column for field in fields], zip(*columns, strict=True))
    alias = connection.alias
    for obj in objects:
        obj._state.adding, obj._state.db = False, alias


def insert_few(objects: Sequence[models.Model]) -> None:
    """Add a few new objects of one model by one statement, and give each its key.

    What `bulk_create` does, for a write that somebody waits for: Django spends longer on the statement than the
    database on the rows. Within `gathering`, they are added at its end.
    """
    if not objects:
        return
    if (gathered := _gathered.get()) is not None:
        gathered.append(objects)
    else:
        _insert(objects)


_gathered: ContextVar[list[Sequence[models.Model]] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Add by one statement what `insert_few` is given meanwhile, for a lock that others wait for.

    Until its end nothing of it has a key, nor can be found. On SQLite, which asks nobody, each is added at once.
    """
    if connection.vendor != "postgresql" or _gathered.get() is not None:
        yield
        return
    gathered: list[Sequence[models.Model]] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    _insert_together(gathered)


def _insert_together(groups: Sequence[Sequence[models.Model]]) -> None:
    """Each group of one model; the last thing that the statement says is the key of every row, in order."""
    if not groups:
        return
    parts, values = [], []
    for rank, objects in enumerate(groups):
        statement, told = _said(objects)
        parts.append(f"added_{rank} AS ({statement.format('')})")
        values += told
    keys = " UNION ALL ".join(
        f"SELECT {rank}, {connection.ops.quote_name(str(objects[0]._meta.pk.column))} FROM added_{rank}"  # noqa: S608
        for rank, objects in enumerate(groups)
    )
    with repeating_cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {keys}", values)
        added = sorted(cursor.fetchall())
    _keep_keys([obj for objects in groups for obj in objects], [key for _rank, key in added])


def insert_unless_taken(obj: models.Model, column: str = "") -> bool:
    """Add a new object and give it its key, unless a row has its value in a unique column: then False, and nothing.

    Without a column, unless the row would break any unique constraint of its table.
    """
    unique = f" ({connection.ops.quote_name(column)})" if column else ""
    return _insert([obj], f" ON CONFLICT{unique} DO NOTHING")


def _insert(objects: Sequence[models.Model], unless: str = "") -> bool:
    """Add them, and tell whether they were."""
    statement, values = _said(objects)
    with repeating_cursor() as cursor:
        cursor.execute(statement.format(unless), values)
        keys = [key for (key,) in cursor.fetchall()]
    if unless and not keys:
        return False
    _keep_keys(objects, keys)
    return True


def _said(objects: Sequence[models.Model]) -> tuple[str, list[Any]]:
    """The statement that adds these rows, with a place for what it does about a conflict, and its values."""
    statement, fields = _insertion(type(objects[0]))
    held = list(map(vars, objects))
    columns = [_stored(field, objects, held) for field in fields]
    marks = f"({', '.join(['%s'] * len(fields))})"
    values = [value for row in zip(*columns, strict=True) for value in row]
    return statement.format(", ".join([marks] * len(objects)), "{}"), values


def _keep_keys(objects: Sequence[models.Model], keys: Sequence[int]) -> None:
    for obj, key in zip(objects, keys, strict=True):
        obj.pk, obj._state.adding, obj._state.db = key, False, connection.alias


@cache
def _insertion(model: type[models.Model]) -> tuple[str, list[Any]]:
    """The statement that adds rows of a model, and the fields that each row holds: all but the key."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    table, key = map(connection.ops.quote_name, (model._meta.db_table, str(model._meta.pk.column)))
    names = _quoted([field.column for field in fields])
    return f"INSERT INTO {table} ({names}) VALUES {{}}{{}} RETURNING {key}", fields  # noqa: S608 - our own names


def stored_json(value: Any) -> str | None:
    """A JSON value as the column of either database takes it in; nothing stays nothing."""
    if not value and type(value) in _EMPTY:
        return _EMPTY[type(value)]
    return None if value is None else _DUMP(value)


def json_stored(text: str | None) -> Any:
    """The value of a JSON column that was read as it stands; most hold nothing."""
    if text == "{}":
        return {}
    if text == "[]":
        return []
    return _LOAD(text) if text is not None else None


_DUMP = json.JSONEncoder().encode  # letter for letter what a JSONField writes
_LOAD = json.JSONDecoder().decode
_EMPTY: dict[type, str] = {dict: "{}", list: "[]"}

_SHARED = {tuple, date, type(None)}  # what many objects hold alike, and can be a key

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


def _stored(field: Any, objects: Sequence[models.Model], held: Sequence[dict[str, Any]]) -> list[Any]:
    """One column of these objects (and what each holds), as the database has it: most are written as they are."""
    if type(field).pre_save is not models.Field.pre_save and not _is_still_day(field):
        return [field.get_db_prep_save(field.pre_save(obj, True), connection) for obj in objects]
    values = list(map(itemgetter(field.attname), held))
    as_they_are = {_PLAIN.get(type(field.target_field if field.is_relation else field)), type(None)}
    if not field.null:
        as_they_are.discard(type(None))
    if set(map(type, values)) <= as_they_are:
        return values
    if type(field) is models.JSONField and field.encoder is None and None not in values:
        return list(map(stored_json, values))
    return _made(field, values)


def _is_still_day(field: Any) -> bool:
    """Whether a field holds a day as it was told; another may be today's, which Django asks each field of its kind."""
    return type(field) is models.DateField and not field.auto_now and not field.auto_now_add


def _made(field: Any, values: Sequence[Any]) -> list[Any]:
    """Values as the field makes them; one met before (a day, a list) is not made again."""
    if not set(map(type, values)) <= _SHARED:
        return [field.get_db_prep_save(value, connection) for value in values]
    made = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [made[value] for value in values]


def update_rows(model: type[models.Model], names: Sequence[str], objects: Iterable[Any]) -> None:
    """Write these fields of these objects, and nothing else of them; all that is asked of one is its key and fields."""
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


def update_where(model: type[models.Model], changes: Mapping[str, Any], where: Mapping[str, Any]) -> int:
    """Write these fields of the rows that hold these values (one of them, for a tuple); give how many there were.

    What `filter().update()` does, for a write that comes back all day long.
    """
    parts: list[tuple[str, str]] = []
    values: list[Any] = []
    for name, given in (*changes.items(), *where.items()):
        field: Any = model._meta.get_field(name)
        several = given if isinstance(given, tuple) else (given,)
        parts.append((connection.ops.quote_name(field.column), ", ".join(["%s"] * len(several))))
        values += [field.get_db_prep_save(value, connection) for value in several]
    said = ", ".join(f"{column} = {mark}" for column, mark in parts[: len(changes)])
    held = " AND ".join(f"{column} IN ({marks})" for column, marks in parts[len(changes) :])
    with repeating_cursor() as cursor:
        cursor.execute(f"UPDATE {_quoted([model._meta.db_table])} SET {said} WHERE {held}", values)  # noqa: S608
        return int(cursor.rowcount)


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _new_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys nobody else is given: from the sequence, or after the last one where a writer is alone (SQLite)."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The sequence is found once: asked beside nextval, it would be for each key.
            found = "SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0"
            sequence = f"SELECT nextval(name) FROM ({found}) AS sequence, generate_series(1, %s)"  # noqa: S608
            cursor.execute(sequence, [table, column, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return list(range(last + 1, last + count + 1))
