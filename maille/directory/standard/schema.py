"""The official schemas as data: their columns in order, and what each one accepts.

The judge is the text of the official file itself: patterns are run as `frictionless` runs them, so that a file is valid
here when it is valid there.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

V1 = "1.0.2"
V0 = "0.1"

_LIST = re.compile(r"\(\?:\(\?:\^\|(?P<sign>\\\||;)\)\((?P<values>.*)\)\)\+\$")
_DATE_FORMAT = "%Y-%m-%d"


@dataclass(frozen=True)
class Column:
    """One column of the standard. `choices` are the values of a closed list, `separator` what stands between them."""

    name: str
    kind: str
    is_required: bool
    is_unique: bool
    pattern: str
    longest: int | None
    example: str
    choices: tuple[str, ...] = ()
    separator: str = ""

    @cached_property
    def _accepted(self) -> re.Pattern[str]:
        # As frictionless does: between ^ and $, from the beginning of the cell.
        return re.compile(f"^{self.pattern}$")

    def accepts(self, text: str) -> bool:
        """Whether the official pattern accepts a cell that is not empty."""
        return not self.pattern or self._accepted.match(text) is not None

    def reads(self, text: str) -> bool:
        """Whether the cell is of the column's kind: text, number or date."""
        if self.kind == "number":
            return _is_number(text)
        return _is_date(text) if self.kind == "date" else True


@dataclass(frozen=True)
class Schema:
    """One version of the standard."""

    version: str
    columns: tuple[Column, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns, in the order they must have."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their name."""
        return {column.name: column for column in self.columns}


@cache
def load_schema(version: str = V1) -> Schema:
    """The schema of a version, "1.0.2" or "0.1"."""
    text = (files("maille.directory.standard") / "schemas" / f"places-v{version}.json").read_text(encoding="utf-8")
    return Schema(version, tuple(_column(field) for field in json.loads(text)["fields"]))


def _column(field: dict[str, Any]) -> Column:
    rules = field.get("constraints", {})
    pattern = rules.get("pattern", "")
    closed = _LIST.fullmatch(pattern)
    return Column(
        name=field["name"],
        kind=field["type"],
        is_required=bool(rules.get("required")),
        is_unique=bool(rules.get("unique")),
        pattern=pattern,
        longest=rules.get("maxLength"),
        example=str(field.get("example", "")),
        choices=tuple(_unescaped(value) for value in closed["values"].split("|")) if closed else (),
        separator=closed["sign"].removeprefix("\\") if closed else "",
    )


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value)


def detect_version(columns: Iterable[str]) -> str:
    """Which version a table follows, by the columns that only one has; empty when it follows none."""
    found = set(columns)
    new, old = load_schema(V1), load_schema(V0)
    shared = {column.name for column in new.columns if column.is_required}
    if len(found & shared) < len(shared) - 2:
        return ""
    for_new = len(found & (set(new.names) - set(old.names)))
    for_old = len(found & (set(old.names) - set(new.names)))
    return V0 if for_old > for_new else V1


def _is_number(text: str) -> bool:
    try:
        Decimal(text.strip())
    except InvalidOperation:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, _DATE_FORMAT)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True
