"""A place record as a line of the standard v1.0.2, and back."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from maille.directory.record import NATIONAL_NAMES, NO_ADDRESS, PlaceRecord

from .schema import V1, Column, load_schema

NO_PIVOT = "0" * 14
"""What the standard's own tools write when no organisation is known: the column is required."""

_SUMMARY = "summary"
_LISTS = frozenset(
    name for name, kind in PlaceRecord.__annotations__.items() if kind == tuple[str, ...] or "tuple" in str(kind)
)
_COMMENT = re.compile(r'"([^"]*)"')


def to_row(record: PlaceRecord) -> dict[str, str]:
    """The thirty-two cells of a place, in order, which the official schema accepts.

    Hours that no notation holds are written as a comment, which OpenStreetMap's notation allows. What the schema cannot
    hold at all (a short number such as 3960) is left out: `left_out` names it.
    """
    columns = load_schema(V1).by_name
    row = {}
    for name, national in NATIONAL_NAMES.items():
        text = _written(record, name)
        row[national] = text if _fits(columns[national], text) else _nearest(name, text)
    return row


def left_out(record: PlaceRecord) -> dict[str, str]:
    """The cells of a place that the official schema refuses, whole or in part, by column."""
    columns = load_schema(V1).by_name
    written = {national: _written(record, name) for name, national in NATIONAL_NAMES.items()}
    return {national: text for national, text in written.items() if not _fits(columns[national], text)}


def from_row(cells: Mapping[str, str]) -> PlaceRecord:
    """The record that `to_row` wrote; ValueError when a required cell is empty or a date or a number cannot be read."""
    values: dict[str, Any] = {}
    for name, national in NATIONAL_NAMES.items():
        text = cells.get(national, "")
        if name in _LISTS:
            values[name] = tuple(part for part in text.split("|") if part)
        elif name in ("latitude", "longitude"):
            values[name] = float(text) if text else None
        else:
            values[name] = text
    values["updated_on"] = date.fromisoformat(values["updated_on"])
    if not values["pivot"].strip("0"):
        values["pivot"] = ""
    if values["address"] == NO_ADDRESS:
        values["address"] = ""
    if comment := _COMMENT.fullmatch(values["hours"]):
        values["hours"], values["hours_text"] = "", comment[1]
    if missing := [name for name in ("key", "name", "commune_name", "postal_code") if not values[name]]:
        raise ValueError(f"{', '.join(NATIONAL_NAMES[name] for name in missing)}: required")
    return PlaceRecord(**values)


def _written(record: PlaceRecord, name: str) -> str:
    if name == "pivot":
        return record.pivot or NO_PIVOT
    if name == "address" and not record.address.strip():
        return NO_ADDRESS
    if name == "hours" and not record.hours and record.hours_text:
        return '"' + " ".join(record.hours_text.replace('"', "’’").split()) + '"'
    value = getattr(record, name)
    if isinstance(value, tuple):
        return "|".join(each.replace("|", "/") for each in value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _fits(column: Column, text: str) -> bool:
    if not text:
        return True
    return column.accepts(text) and column.reads(text) and (column.longest is None or len(text) <= column.longest)


def _nearest(name: str, text: str) -> str:
    """What can still be said of a cell the schema refuses: the beginning of a long text, the known values of a list."""
    column = load_schema(V1).by_name[NATIONAL_NAMES[name]]
    if name == "pivot":
        return NO_PIVOT
    if column.longest:
        return text[: column.longest - 1].rsplit(" ", 1)[0] + "…"
    return "|".join(value for value in text.split("|") if value in column.choices)
