"""The lines of an import while it is tried, done or undone: plain, without the weight of a model each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from maille.core.bulk import insert_rows, json_stored, stored_json, update_rows
from maille.directory.models import Import, ImportLine

BATCH = 1_000
_PLAIN = ("number", "state", "key", "place_id")
_JSON = ("reason", "remarks", "values", "changes", "passed_on")
_plain, _json = attrgetter(*_PLAIN), attrgetter(*_JSON, "row")


@dataclass(slots=True)
class Line:
    """What an ImportLine holds, under the same names; `row`, of a refused line alone, is read nowhere again."""

    number: int
    state: str = ""
    key: str = ""
    place_id: int | None = None
    reason: dict[str, Any] = field(default_factory=dict)
    remarks: list[dict[str, Any]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    passed_on: dict[str, Any] = field(default_factory=dict)
    pk: int = 0
    row: dict[str, Any] = field(default_factory=dict)


def add_lines(of_import: Import, lines: Iterable[Line]) -> None:
    """Write the lines of a batch."""
    rows = ((of_import.pk, *_plain(line), *map(stored_json, _json(line))) for line in lines)
    with transaction.atomic():
        insert_rows(ImportLine, ("of_import_id", *_PLAIN, *_JSON, "row"), rows)


def to_show(line: Line, of_import: Import) -> ImportLine:
    """A line as pages show it, saved nowhere."""
    return ImportLine(of_import=of_import, **{name: getattr(line, name) for name in (*_PLAIN, *_JSON, "row")})


def batches_of(of_import: Import, *states: str) -> Iterator[list[Line]]:
    """The lines of an import in these states, in their order, without the cells of the file, a batch at a time."""
    last = -1
    while batch := list(_after(last, of_import, states)):
        yield batch
        last = batch[-1].number


def _after(last: int, of_import: Import, states: Sequence[str]) -> Iterator[Line]:
    names = ", ".join(connection.ops.quote_name(name) for name in (*_PLAIN, *_JSON, "id"))
    table = connection.ops.quote_name(ImportLine._meta.db_table)
    query = (
        f"SELECT {names} FROM {table} WHERE of_import_id = %s AND number > %s"  # noqa: S608 - our own names
        f" AND state IN ({', '.join(['%s'] * len(states))}) ORDER BY number LIMIT {BATCH}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [of_import.pk, last, *states])
        for number, state, key, place, reason, remarks, values, changes, passed_on, pk in cursor.fetchall():
            told = map(json_stored, (reason, remarks, values, changes, passed_on))
            yield Line(number, state, key, place, *told, pk=pk)


def rewrite(lines: Iterable[Line], *names: str) -> None:
    """Write again these fields of these lines."""
    update_rows(ImportLine, names, lines)
