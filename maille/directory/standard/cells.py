"""One cell before the official schema: accepted, or refused with what to write instead."""

from collections.abc import Iterator
from difflib import get_close_matches

from maille.language.phrases import Phrase

from .findings import STANDARD
from .schema import Column
from .values import value_key

_PATTERNS = {"telephone": "phone", "code_postal": "postal_code", "code_insee": "insee_code", "pivot": "pivot"}
_SEPARATORS = ("|", ";", ",", "/")
_ALMOST = 0.75

ALIASES = {
    "étapes numériques (la poste)": "Étapes numériques(La Poste)",
    "bibliothèques numériques de référence": "Bibliothèques numérique de référence",
    "pix": "Certification PIX",
    "cnfs": "Conseillers numériques",
    "conseiller numérique": "Conseillers numériques",
    "point numérique caf": "Point d'accès numérique CAF",
}
"""Spellings met elsewhere, the national library's own included, and the one the official schema accepts."""


def refusals(column: Column, text: str) -> Iterator[Phrase]:
    """Why the official schema refuses a cell, one sentence for each value to change; nothing when it accepts it."""
    if text == "":
        if column.is_required:
            yield STANDARD("required", column=column.name, example=column.example)
    elif not column.reads(text):
        yield STANDARD(column.kind, value=text, example=column.example)
    elif column.longest and len(text) > column.longest:
        yield STANDARD("too_long", count=len(text), most=column.longest)
    elif not column.accepts(text):
        yield from _of_list(column, text) if column.choices else [_of_pattern(column, text)]


def _of_pattern(column: Column, text: str) -> Phrase:
    return STANDARD(_PATTERNS.get(column.name, "pattern"), value=text, example=column.example)


def _of_list(column: Column, text: str) -> Iterator[Phrase]:
    unknown = [value for value in text.split(column.separator) if value not in column.choices]
    said = list(dict.fromkeys(_of_value(column, value) for value in unknown if value))
    # Each value is right, and the whole is not: an empty one stands between two separators.
    yield from said or [STANDARD("pattern", value=text, example=column.example)]


def _of_value(column: Column, value: str) -> Phrase:
    for sign in _SEPARATORS:
        parts = [part.strip() for part in value.split(sign)]
        if len(parts) > 1 and all(nearest(column, part) for part in parts if part):
            return STANDARD("wrong_separator", value=value, found=sign, wanted=column.separator)
    if near := nearest(column, value):
        return STANDARD("near_list", value=value, near=near)
    return STANDARD("not_in_list", value=value, choices=column.choices)


def nearest(column: Column, value: str) -> str:
    """The value of the list that is surely meant: another case, an alias, a letter or two away; empty otherwise."""
    by_key = {value_key(choice): choice for choice in column.choices}
    key = value_key(value)
    if key in by_key:
        return by_key[key]
    if (alias := ALIASES.get(key)) in column.choices:
        return str(alias)
    close = get_close_matches(key[:200], by_key, n=1, cutoff=_ALMOST)
    return by_key[close[0]] if close else ""
