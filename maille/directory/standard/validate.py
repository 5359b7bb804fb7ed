"""Judge a file against the national standard, cell by cell, as the official validator does and in plain sentences."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maille.directory.files import Table

from .cells import refusals
from .doubts import doubts
from .file_name import check_name
from .findings import STANDARD, Finding
from .schema import V0, V1, Schema, detect_version, load_schema


def validate(table: Table, *, version: str = "", today: date | None = None) -> Iterator[Finding]:
    """Everything to correct in a table: first the file, then its lines in order.

    The version is found by the columns when it is not given. With `today`, a date to come is a warning.
    """
    found = version or detect_version(table.columns)
    if not found:
        missing = [column.name for column in load_schema(V1).columns if column.is_required]
        lacking = [name for name in missing if name not in table.columns]
        yield Finding("error", STANDARD("not_the_standard", names=lacking))
        return
    schema = load_schema(found)
    yield from _of_file(table, schema)
    yield from _of_columns(table.columns, schema)
    yield from _of_lines(table, schema, today)


def _of_file(table: Table, schema: Schema) -> Iterator[Finding]:
    if schema.version == V0:
        yield Finding("warning", STANDARD("older_version", version=V0, current=V1))
    if table.name and (wrong := check_name(table.name)):
        yield Finding("warning", wrong, value=table.name)
    kind = table.format.upper()
    if table.format == "csv":
        kind = "" if table.delimiter == "," and table.encoding == "utf-8" else f"{table.encoding} {table.delimiter}"
    if kind:
        yield Finding("warning", STANDARD("file_kind", found=kind))
    for remark in table.remarks:
        yield Finding("warning", STANDARD("file_remark", why=remark))


def _of_columns(columns: tuple[str, ...], schema: Schema) -> Iterator[Finding]:
    """What the official validator says of the header: every column, in order, and no other."""
    for rank, name in enumerate(schema.names, start=1):
        if name not in columns:
            yield Finding("error", STANDARD("missing_column", column=name, rank=rank), column=name)
    for name in columns:
        if name not in schema.by_name:
            yield Finding("error", STANDARD("extra_column", column=name), column=name)
    known = [name for name in columns if name in schema.by_name]
    wanted = [name for name in schema.names if name in columns]
    for name, expected in zip(known, wanted, strict=True):
        if name != expected:
            values = {"found": columns.index(name) + 1, "rank": schema.names.index(name) + 1}
            yield Finding("error", STANDARD("misplaced_column", column=name, **values), column=name)


def _of_lines(table: Table, schema: Schema, today: date | None) -> Iterator[Finding]:
    first_lines: dict[str, int] = {}
    is_empty = True
    for row in table.rows():
        is_empty = False
        if row.problem:
            yield Finding("error", STANDARD("line", why=row.problem), row.line_number)
            continue
        cells = {name: as_cell(row.cells.get(name)) for name in schema.names if name in table.columns}
        yield from _of_line(row.line_number, cells, schema, today)
        if key := cells.get("id"):
            first = first_lines.setdefault(key, row.line_number)
            if first != row.line_number:
                twice = STANDARD("id_twice", value=key, first=first)
                yield Finding("error", twice, row.line_number, "id", key)
    if is_empty:
        yield Finding("error", STANDARD("no_line"))


def _of_line(line: int, cells: Mapping[str, str], schema: Schema, today: date | None) -> Iterator[Finding]:
    for name, text in cells.items():
        for phrase in refusals(schema.by_name[name], text):
            yield Finding("error", phrase, line, name, text)
    for name, text, phrase in doubts(schema, cells):
        yield Finding("warning", phrase, line, name, text)
    day = cells.get("date_maj", "")
    if today and schema.by_name["date_maj"].reads(day) and day > today.isoformat():
        yield Finding("warning", STANDARD("future", value=day), line, "date_maj", day)


def as_cell(value: Any) -> str:
    """A cell of any format as the text a CSV would hold; lists are joined by the standard's own sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "|".join(map(as_cell, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
