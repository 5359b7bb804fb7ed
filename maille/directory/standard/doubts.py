"""What the official schema accepts and a person would correct: warnings, cell by cell."""

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from stdnum.fr import siret

from maille.language.phrases import Phrase

from .findings import STANDARD
from .schema import Schema
from .values import CLOSED_LISTS

TYPOLOGIES = frozenset(CLOSED_LISTS["typologies"])
FORMER_TYPOLOGIES = {"PE": "FT", "MPT": "MQ"}
"""Codes the national map used before, and today's."""

LISTS = {"courriels": "email", "courriel": "email", "site_web": "url", "fiche_acces_libre": "url", "prise_rdv": "url"}

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_URL = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_RNA = re.compile(r"W[0-9A-Za-z]{9}")
_DAMAGED = "\ufffd"

Doubt = tuple[str, str, Phrase]
"""The column, the value and what to do."""


def doubts(schema: Schema, cells: Mapping[str, str]) -> Iterator[Doubt]:
    """Everything that looks wrong in a line whose cells are texts."""
    for name, text in cells.items():
        if text and name in schema.by_name:
            yield from ((name, text, phrase) for phrase in _of_cell(schema, name, text))
    yield from _of_position(cells.get("latitude", ""), cells.get("longitude", ""))


def _of_cell(schema: Schema, name: str, text: str) -> Iterator[Phrase]:
    if not text.strip():
        yield STANDARD("blank", column=name)
        return
    if text != text.strip():
        yield STANDARD("spaces", value=text)
    if _DAMAGED in text:
        yield STANDARD("damaged", value=text)
    if name == "pivot":
        yield from _of_pivot(text)
    elif name == "typologie":
        yield from _of_typologies(text)
    elif name == "horaires" and not is_osm(text):
        yield STANDARD("hours", value=text, example=schema.by_name[name].example)
    elif name in LISTS:
        form = _EMAIL if LISTS[name] == "email" else _URL
        yield from (STANDARD(LISTS[name], value=each) for each in _each(text) if not form.fullmatch(each))
    elif schema.by_name[name].choices:
        yield from _of_list(text, schema.by_name[name].separator)


def _each(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"[|;]", text) if each.strip()]


def _of_list(text: str, separator: str) -> Iterator[Phrase]:
    if text.startswith(separator):
        yield STANDARD("stray_separator", value=text)
    values = text.split(separator)
    for value in dict.fromkeys(values):
        if value and values.count(value) > 1:
            yield STANDARD("value_twice", value=value)


def _of_pivot(text: str) -> Iterator[Phrase]:
    if not text.strip("0"):
        yield STANDARD("no_pivot")
    elif len(text) == 14 and text.isdigit():
        if text.endswith("00000"):
            yield STANDARD("siret_lost", value=text)
        elif not siret.is_valid(text):
            yield STANDARD("siret_key", value=text)
    elif len(text) == 9 and text.isdigit():
        yield STANDARD("siren", value=text)
    elif not _RNA.fullmatch(text):
        yield STANDARD("odd_pivot", value=text)


def _of_typologies(text: str) -> Iterator[Phrase]:
    for code in _each(text):
        if code not in TYPOLOGIES:
            now = FORMER_TYPOLOGIES.get(code)
            remedy = (
                STANDARD("typology_now", now=now) if now else STANDARD("typology_check", example="TIERS_LIEUX|ASSO")
            )
            yield STANDARD("typology", value=code, remedy=remedy)


def _remedy(code: str) -> Phrase:
    if now := FORMER_TYPOLOGIES.get(code):
        return STANDARD("typology_now", now=now)
    return STANDARD("typology_check", example="TIERS_LIEUX|ASSO")


def _of_position(latitude: str, longitude: str) -> Iterator[Doubt]:
    if bool(latitude.strip()) != bool(longitude.strip()):
        yield "latitude" if not latitude.strip() else "longitude", "", STANDARD("half_position")
        return
    position = _number(latitude), _number(longitude)
    if position == (0, 0):
        yield "latitude", latitude, STANDARD("null_position")
    for name, number, most in zip(("latitude", "longitude"), position, (90, 180), strict=True):
        if number is not None and not abs(number) <= most:
            yield name, str(number), STANDARD("far_position", value=str(number))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return math.inf if math.isnan(number) else number


@lru_cache(maxsize=10_000)
def is_osm(text: str) -> bool:
    """Whether a text is written in OpenStreetMap's opening_hours."""
    # Imported here: the evaluator is a compiled library, and most callers never need it.
    from opening_hours import validate

    return len(text) <= 2_000 and validate(text)
