"""A mapping as a plain document (the shape of its TOML file): whatever is not exactly right in it is refused."""

import re
from collections.abc import Callable
from typing import Any

from maille.directory.record import NATIONAL_NAMES

from .dates import read_snapshot
from .rules import (
    NOTHING_TAKEN_OFF,
    Cleaning,
    Condition,
    CoordinatesRule,
    FieldRule,
    HoursRule,
    KeyRule,
    Mapping,
    Skip,
    Source,
)
from .section import Section
from .text import quoted
from .values import CLOSED_LISTS, national_value, value_key

LISTS = {*CLOSED_LISTS, "other_labels"}
"""Fields that hold several values picked from words; `emails` holds several too, but finds them itself."""

FORMATS = ("", "csv", "json", "geojson", "xlsx", "xls", "ods")
"""What a file may be; left out, the reader of files finds out by itself."""

WEEKS = (5, 6, 7, 10, 12, 14)
"""How many columns a week may have: one for each day from Monday on, or two, the morning first."""

_OWN_TABLE = {
    "key": "key",
    "latitude": "coordinates",
    "longitude": "coordinates",
    "hours": "hours",
}
_TEXT_KEYS = {
    "columns",
    "fallback",
    "join",
    "constant",
    "template",
    "strip_html",
    "number",
    "remove",
    "replace",
}
_LIST_KEYS = {
    "columns",
    "separators",
    "values",
    "ignored",
    "constant",
    "conditions",
    "strip_html",
    "remove",
    "replace",
}
_SOURCE_KEYS = {
    "name",
    "title",
    "licence",
    "licence_url",
    "credit",
    "snapshot",
    "format",
    "file",
    "encoding",
    "delimiter",
    "empty_values",
}


def load_mapping_document(document: dict[str, Any], name: str) -> Mapping:
    """Check a document and make it a mapping; raise MappingError naming `name`, the place in it and the remedy."""
    root = Section(name, "", document)
    root.only({"source", "key", "fields", "coordinates", "hours", "skip"})
    fields = root.section("fields", required=True)
    return Mapping(
        path=name,
        source=_source(root.section("source", required=True)),
        key=_key(root.section("key", required=True)),
        fields={name: _field(name, fields.section(name)) for name in fields.content},
        coordinates=_coordinates(root.section("coordinates")) if "coordinates" in document else None,
        hours=_hours(root.section("hours")) if "hours" in document else None,
        skips=tuple(_skip(section) for section in root.sections("skip")),
    )


def _source(section: Section) -> Source:
    section.only(_SOURCE_KEYS)
    snapshot = section.text("snapshot")
    snapshot_on = read_snapshot(snapshot)
    if snapshot_on is None:
        raise section.refuse(
            "snapshot", 'écrivez une année, un mois ou un jour\u00a0: "2022", "2022-10", "2022-10-04".'
        )
    kind = section.text("format", "")
    if kind not in FORMATS:
        raise section.refuse("format", f"choisissez parmi {', '.join(filter(None, FORMATS))}, ou retirez ce mot.")
    encoding = section.text("encoding", "")
    if encoding and not _is_encoding(encoding):
        raise section.refuse(
            "encoding", f'{quoted(encoding)} n’est pas un encodage connu\u00a0; essayez "utf-8" ou "cp1252".'
        )
    delimiter = section.text("delimiter", "")
    if len(delimiter) > 1:
        raise section.refuse("delimiter", 'écrivez un seul signe, par exemple ";".')
    name = section.text("name")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise section.refuse("name", 'écrivez un mot court, en minuscules sans accent\u00a0: "france-services".')
    return Source(
        name=name,
        title=section.text("title"),
        licence=section.text("licence"),
        licence_url=section.text("licence_url", ""),
        credit=section.text("credit"),
        snapshot=snapshot,
        snapshot_on=snapshot_on,
        format=kind,
        file=section.text("file", ""),
        encoding=encoding,
        delimiter=delimiter,
        empty_values=section.texts("empty_values"),
    )


def _is_encoding(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _key(section: Section) -> KeyRule:
    section.only({"columns", "as_words", "number"})
    return KeyRule(section.texts("columns", required=True), section.flag("as_words"), section.flag("number"))


def _coordinates(section: Section) -> CoordinatesRule:
    section.only({"latitude", "longitude", "pair"})
    rule = CoordinatesRule(section.text("latitude", ""), section.text("longitude", ""), section.text("pair", ""))
    if bool(rule.pair) == bool(rule.latitude and rule.longitude) or bool(rule.latitude) != bool(rule.longitude):
        raise section.refuse("", "donnez les colonnes latitude et longitude, ou bien la seule colonne pair.")
    return rule


def _hours(section: Section) -> HoursRule:
    section.only({"column", "notation", "week", "notes"})
    column, week, notation = section.text("column", ""), section.texts("week"), section.text("notation", "french")
    if bool(column) == bool(week):
        raise section.refuse("", "donnez une colonne (column), ou bien les colonnes d’une semaine (week).")
    if week and len(week) not in WEEKS:
        remedy = (
            "donnez 5, 6 ou 7 colonnes, dans l’ordre, en commençant par lundi\u00a0; ou deux par jour, matin d’abord."
        )
        raise section.refuse("week", remedy)
    if notation not in ("french", "osm") or (week and notation == "osm"):
        raise section.refuse("notation", 'choisissez "french", ou "osm" pour une seule colonne.')
    return HoursRule(column, notation, week, section.text("notes", ""))  # type: ignore[arg-type]  # narrowed above


def _skip(section: Section) -> Skip:
    section.only({"column", "equals", "reason"})
    return Skip(section.text("column"), section.texts("equals", required=True), section.text("reason"))


def _field(name: str, section: Section) -> FieldRule:
    if name in _OWN_TABLE:
        raise section.refuse("", f"ce champ se décrit dans sa propre partie, [{_OWN_TABLE[name]}].")
    if name not in NATIONAL_NAMES:
        known = sorted({*NATIONAL_NAMES} - {*_OWN_TABLE})
        raise section.refuse("", f"champ inconnu\u00a0; choisissez parmi {', '.join(known)}.")
    rule = _list_field(name, section) if name in LISTS else _text_field(name, section)
    if not (rule.columns or rule.constant or rule.conditions):
        raise section.refuse("", "dites d’où vient ce champ\u00a0: columns, constant ou conditions.")
    if rule.columns and rule.constant:
        raise section.refuse("constant", "choisissez entre columns et constant.")
    return rule


def _text_field(name: str, section: Section) -> FieldRule:
    section.only(_TEXT_KEYS | ({"date_format"} if name == "updated_on" else set()))
    constant = section.texts("constant")
    if len(constant) > 1:
        raise section.refuse("constant", "ce champ ne porte qu’un seul texte.")
    template = section.text("template", "")
    if template and template.count("{}") != 1:
        raise section.refuse("template", "écrivez {} une fois, là où va la valeur.")
    return FieldRule(
        field=name,
        columns=section.texts("columns"),
        fallback=section.texts("fallback"),
        join=section.text("join", " "),
        constant=constant,
        template=template,
        cleaning=_cleaning(section),
        date_format=section.text("date_format", ""),
    )


def _list_field(name: str, section: Section) -> FieldRule:
    section.only(_LIST_KEYS)
    check = _checker(name)
    values = section.section("values")
    table = {key: check(values, key) for key in values.content}
    ignored = section.texts("ignored")
    for one in ignored:
        if value_key(one) in {value_key(key) for key in table}:
            raise section.refuse("ignored", f"{quoted(one)} est aussi dans values\u00a0; choisissez.")
    return FieldRule(
        field=name,
        columns=section.texts("columns"),
        separators=section.texts("separators"),
        values={value_key(key): mapped for key, mapped in table.items()},
        ignored=frozenset(map(value_key, ignored)),
        constant=check(section, "constant"),
        conditions=tuple(_condition(one, check) for one in section.sections("conditions")),
        cleaning=_cleaning(section),
    )


def _condition(section: Section, check: Callable[[Section, str], tuple[str, ...]]) -> Condition:
    section.only({"column", "equals", "add"})
    added = check(section, "add")
    if not added:
        raise section.refuse("add", "dites quelles valeurs ajouter.")
    return Condition(section.text("column"), section.texts("equals", required=True), added)


def _checker(field: str) -> Callable[[Section, str], tuple[str, ...]]:
    """A reader of texts that refuses what is not in the field's closed list."""

    def check(section: Section, key: str) -> tuple[str, ...]:
        values = section.texts(key)
        for value in values:
            if field in CLOSED_LISTS and national_value(field, value) != value:
                allowed = ", ".join(CLOSED_LISTS[field])
                raise section.refuse(
                    key, f"{quoted(value)} n’est pas une valeur nationale\u00a0; choisissez parmi\u00a0: {allowed}."
                )
        return values

    return check


def _cleaning(section: Section) -> Cleaning:
    replaced = section.section("replace")
    cleaning = Cleaning(
        strip_html=section.flag("strip_html"),
        number=section.flag("number"),
        remove=tuple(_pattern(section, text) for text in section.texts("remove")),
        replace=tuple((before, replaced.text(before, "")) for before in replaced.content),
    )
    return NOTHING_TAKEN_OFF if cleaning == NOTHING_TAKEN_OFF else cleaning


def _pattern(section: Section, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise section.refuse("remove", f"{quoted(text)} n’est pas une expression régulière ({error}).") from error
