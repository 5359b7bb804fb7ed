"""A file whose columns are known already: the mapping saved for them is proposed again."""

import hashlib
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .document import load_mapping_document
from .headers import POSITION
from .proposal import Choice, ConditionChoice, ValueChoice
from .reasons import PROPOSALS
from .rules import FieldRule, Mapping


@dataclass(frozen=True)
class Saved:
    """A mapping known already, as its document; with the signature of the columns it was made for, if it is known."""

    name: str
    document: Table[str, Any]
    signature: str = ""


def columns_signature(columns: Sequence[str]) -> str:
    """The same text for the same column names, whatever their order."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode()).hexdigest()[:32]


def recognise(columns: Sequence[str], saved: Sequence[Saved]) -> Saved | None:
    """The saved mapping made for exactly these columns, else the one without a signature that reads most of them."""
    signature = columns_signature(columns)
    if exact := next((one for one in reversed(saved) if one.signature == signature), None):
        return exact
    fitting = [(len(read), one) for one in saved if not one.signature and (read := _fits(one, columns))]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _fits(one: Saved, columns: Sequence[str]) -> tuple[str, ...]:
    read = _mapping(one).columns()
    return read if set(read) <= set(columns) else ()


def _mapping(one: Saved) -> Mapping:
    return load_mapping_document(dict(one.document), one.name)


def saved_choices(one: Saved) -> list[Choice]:
    """What a saved mapping says, as choices to show."""
    mapping, reasons = _mapping(one), (PROPOSALS("saved", name=one.name),)
    key = mapping.key
    choices = [Choice("key", key.columns, 1.0, reasons, "words" if key.as_words else "", number=key.number)]
    choices += [_choice(rule, reasons) for rule in mapping.fields.values()]
    if place := mapping.coordinates:
        pair = (place.pair,) if place.pair else (place.latitude, place.longitude)
        choices.append(Choice(POSITION, pair, 1.0, reasons, "pair" if place.pair else ""))
    if hours := mapping.hours:
        form = "week" if hours.week else hours.notation
        choices.append(Choice("hours", hours.week or (hours.column,), 1.0, reasons, form, notes=hours.notes))
    return choices


def _choice(rule: FieldRule, reasons: tuple[Any, ...]) -> Choice:
    conditions = tuple(ConditionChoice(one.column, one.equals, one.add) for one in rule.conditions)
    values = tuple(ValueChoice(word, 0, values, "alias") for word, values in rule.values.items())
    ignored = tuple(ValueChoice(word, 0, (), "chosen") for word in sorted(rule.ignored))
    return Choice(
        rule.field,
        rule.columns,
        1.0,
        reasons,
        rule.date_format,
        rule.separators,
        values + ignored,
        conditions,
        rule.cleaning.strip_html,
    )
