"""A proposed mapping, choice by choice with its reasons, which becomes a mapping document once a person agrees."""

import copy
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Any

from maille.directory.record import NATIONAL_NAMES
from maille.language.phrases import Phrase

from .headers import POSITION
from .values import CLOSED_LISTS
from .wording import How

_OWN_TABLE = {POSITION: "coordinates", "key": "key", "hours": "hours"}


@dataclass(frozen=True)
class ValueChoice:
    """A word of the file, how many cells of the sample say it, and the national values it is taken for."""

    word: str
    count: int
    values: tuple[str, ...]
    how: How


@dataclass(frozen=True)
class ConditionChoice:
    """A column of yes and no, and the national value that its yes means."""

    column: str
    equals: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """The columns one field is read from, how sure that is (0 to 1), and why.

    `field` is a field of the record, `position` (latitude and longitude columns, or one column for both), `hours` or
    `key`. `form` says how the columns are read: `words` for a key made of words, `pair` for a position in one column,
    `french`, `osm` or `week` for hours, a strptime format for a date; empty otherwise. `notes` is a column of remarks
    on the hours.
    """

    field: str
    columns: tuple[str, ...]
    confidence: float
    reasons: tuple[Phrase, ...] = ()
    form: str = ""
    separators: tuple[str, ...] = ()
    values: tuple[ValueChoice, ...] = ()
    conditions: tuple[ConditionChoice, ...] = ()
    strip_html: bool = False
    number: bool = False
    notes: str = ""


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a file; `recognised` names the saved mapping that it fits, empty when it is a new one.

    `missing` are the fields without which no place can be made ("name", or where it is), `unmapped` the columns that
    nothing reads.
    """

    choices: tuple[Choice, ...]
    unmapped: tuple[str, ...]
    missing: tuple[str, ...] = ()
    recognised: str = ""
    saved: Table[str, Any] | None = None
    changed: frozenset[str] = frozenset()

    def choice(self, field: str) -> Choice | None:
        """What is proposed for a field, None when nothing is."""
        return next((one for one in self.choices if one.field == field), None)

    def explain(self, language: str = "fr") -> list[str]:
        """Each choice in one line, with its reasons: what the command line prints."""
        return [_explained(one, language) for one in self.choices]

    def document(
        self, *, name: str, title: str, snapshot: str, licence: str = "", licence_url: str = "", credit: str = ""
    ) -> dict[str, Any]:
        """The mapping document of the proposal, as its TOML file would be; `snapshot` is the file's date, ISO 8601."""
        source = {
            "name": name,
            "title": title,
            "licence": licence or "Licence non précisée",
            "licence_url": licence_url,
            "credit": credit or title,
            "snapshot": snapshot,
        }
        document = self._known_part(source)
        for choice in self.choices:
            if self.saved is None or choice.field in self.changed:
                _write(document, choice)
        return document

    def _known_part(self, source: dict[str, Any]) -> dict[str, Any]:
        """What a recognised mapping already says, without the fields a person has changed since."""
        if self.saved is None:
            return {"source": source, "fields": {}}
        document = copy.deepcopy(dict(self.saved))
        empty = document.get("source", {}).get("empty_values", [])
        document["source"] = {**source, "empty_values": empty}
        for field in self.changed:
            document["fields"].pop(field, None)
            document.pop(_OWN_TABLE.get(field, field), None)
        return document


def _explained(choice: Choice, language: str) -> str:
    columns = ", ".join(choice.columns)
    reasons = " ".join(one.in_(language) for one in choice.reasons)
    colon = ":" if language == "en" else "\u00a0:"
    return f"{NATIONAL_NAMES.get(choice.field, choice.field)} ← {columns}{colon} {reasons}"


def _write(document: dict[str, Any], choice: Choice) -> None:
    columns = list(choice.columns)
    if choice.field == "key":
        document["key"] = {"columns": columns, "as_words": choice.form == "words", "number": choice.number}
    elif choice.field == POSITION:
        names = ["pair"] if choice.form == "pair" else ["latitude", "longitude"]
        document["coordinates"] = dict(zip(names, columns, strict=True))
    elif choice.field == "hours":
        read = {"week": columns} if choice.form == "week" else {"column": columns[0], "notation": choice.form}
        document["hours"] = read | ({"notes": choice.notes} if choice.notes else {})
    else:
        document["fields"][choice.field] = _field(choice, columns)


def _field(choice: Choice, columns: list[str]) -> dict[str, Any]:
    rule: dict[str, Any] = {"columns": columns} if columns else {}
    if choice.strip_html:
        rule["strip_html"] = True
    if choice.field == "updated_on" and choice.form:
        rule["date_format"] = choice.form
    if choice.separators:
        rule["separators"] = list(choice.separators)
    if choice.field in CLOSED_LISTS:
        rule |= _values(choice)
    return rule


def _values(choice: Choice) -> dict[str, Any]:
    table = {one.word: list(one.values) for one in choice.values if one.values and one.how != "exact"}
    ignored = [one.word for one in choice.values if not one.values and one.how == "chosen"]
    conditions = [
        {"column": one.column, "equals": list(one.equals), "add": list(one.values)} for one in choice.conditions
    ]
    parts = {"values": table, "ignored": ignored, "conditions": conditions}
    return {name: part for name, part in parts.items() if part}
