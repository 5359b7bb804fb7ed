"""Read a mapping file (TOML) and refuse, in French, whatever is not exactly right in it."""

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from maille.directory.record import NATIONAL_NAMES

from .dates import read_snapshot
from .rules import (
    Cleaning,
    Condition,
    CoordinatesRule,
    FieldRule,
    HoursRule,
    KeyRule,
    Mapping,
    MappingError,
    Skip,
    Source,
)
from .text import quoted
from .values import CLOSED_LISTS, national_value, value_key

LISTS = {*CLOSED_LISTS, "other_labels"}
"""Fields that hold several values picked from words; `emails` holds several too, but finds them itself."""

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


def packaged_mappings() -> tuple[str, ...]:
    """The names of the mappings that come with Maille, in alphabetical order."""
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in _sources().iterdir() if entry.name.endswith(".toml"))
    )


def load_packaged_mapping(name: str) -> Mapping:
    """A mapping that comes with Maille; `packaged_mappings()` lists their names."""
    if name not in packaged_mappings():
        raise MappingError(
            f"Aucune source livrée ne s’appelle {quoted(name)}\u00a0; il y a\u00a0: {', '.join(packaged_mappings())}."
        )
    return load_mapping(_sources() / f"{name}.toml")


def load_mapping(path: Path | Traversable) -> Mapping:
    """Read and check a mapping file; raise MappingError naming the file, the place in it and the remedy."""
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name}\u00a0: enregistrez ce fichier en UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{path.name}\u00a0: ce n’est pas du TOML lisible ({error}).") from error
    root = Section(path.name, "", document)
    root.only({"source", "key", "fields", "coordinates", "hours", "skip"})
    fields = root.section("fields", required=True)
    return Mapping(
        path=path.name,
        source=_source(root.section("source", required=True)),
        key=_key(root.section("key", required=True)),
        fields={name: _field(name, fields.section(name)) for name in fields.content},
        coordinates=_coordinates(root.section("coordinates")) if "coordinates" in document else None,
        hours=_hours(root.section("hours")) if "hours" in document else None,
        skips=tuple(_skip(section) for section in root.sections("skip")),
    )


def _sources() -> Traversable:
    return files("maille.directory") / "sources"


class Section:
    """One table of a mapping file, which knows its place in order to complain about it."""

    def __init__(self, file: str, place: str, content: dict[str, Any]) -> None:
        """Wrap a table found at `place` ("fields.services") of `file`."""
        self.file, self.place, self.content = file, place, content

    def refuse(self, key: str, remedy: str) -> MappingError:
        """An error that names the file and the key, and says what to do."""
        place = ".".join(part for part in (self.place, key) if part)
        return MappingError(f"{self.file}, {quoted(place)}\u00a0: {remedy}")

    def only(self, keys: set[str]) -> None:
        """Refuse an unknown key, which is nearly always a spelling mistake."""
        for key in self.content:
            if key not in keys:
                raise self.refuse(key, f"mot inconnu\u00a0; retirez-le ou choisissez parmi {', '.join(sorted(keys))}.")

    def section(self, key: str, *, required: bool = False) -> "Section":
        """A table inside this one, empty when it is absent and not required."""
        if required and not self.content.get(key):
            raise self.refuse(key, f"ajoutez la partie [{key}], elle est obligatoire.")
        content = self.content.get(key, {})
        if not isinstance(content, dict):
            raise self.refuse(key, f"écrivez une partie, sous un titre [{key}].")
        return Section(self.file, ".".join(part for part in (self.place, key) if part), content)

    def sections(self, key: str) -> list["Section"]:
        """A list of tables ([[key]])."""
        tables = self.content.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.refuse(key, f"écrivez une ou plusieurs parties, sous un titre [[{key}]].")
        place = ".".join(part for part in (self.place, key) if part)
        return [Section(self.file, place, table) for table in tables]

    def text(self, key: str, default: str | None = None) -> str:
        """A text, required when there is no default."""
        value = self.content.get(key, default)
        if value is None:
            raise self.refuse(key, "ajoutez ce texte, il est obligatoire.")
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refuse(key, "écrivez un texte entre guillemets.")
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; a lone text is a list of one."""
        value = self.content.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
            raise self.refuse(key, "écrivez une liste de textes non vides, entre crochets.")
        if required and not listed:
            raise self.refuse(key, "ajoutez au moins un texte, c’est obligatoire.")
        return tuple(listed)

    def flag(self, key: str) -> bool:
        """True or false, false when absent."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(key, "écrivez true ou false, sans guillemets.")
        return value


def _source(section: Section) -> Source:
    section.only(_SOURCE_KEYS)
    snapshot = section.text("snapshot")
    snapshot_on = read_snapshot(snapshot)
    if snapshot_on is None:
        raise section.refuse(
            "snapshot", 'écrivez une année, un mois ou un jour\u00a0: "2022", "2022-10", "2022-10-04".'
        )
    kind = section.text("format")
    if kind not in ("json", "csv"):
        raise section.refuse("format", 'choisissez "json" ou "csv".')
    encoding = section.text("encoding", "utf-8")
    if not _is_encoding(encoding):
        raise section.refuse(
            "encoding", f'{quoted(encoding)} n’est pas un encodage connu\u00a0; essayez "utf-8" ou "cp1252".'
        )
    delimiter = section.text("delimiter", ",")
    if len(delimiter) != 1:
        raise section.refuse("delimiter", 'écrivez un seul signe, par exemple ";".')
    name = section.text("name")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise section.refuse("name", 'écrivez un mot court, en minuscules sans accent\u00a0: "france-services".')
    return Source(
        name=name,
        title=section.text("title"),
        licence=section.text("licence"),
        licence_url=section.text("licence_url"),
        credit=section.text("credit"),
        snapshot=snapshot,
        snapshot_on=snapshot_on,
        format=kind,  # type: ignore[arg-type]  # narrowed just above
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
    if week and len(week) not in (5, 6, 7):
        raise section.refuse("week", "donnez 5, 6 ou 7 colonnes, dans l’ordre, en commençant par lundi.")
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
    return Cleaning(
        strip_html=section.flag("strip_html"),
        number=section.flag("number"),
        remove=tuple(_pattern(section, text) for text in section.texts("remove")),
        replace=tuple((before, replaced.text(before, "")) for before in replaced.content),
    )


def _pattern(section: Section, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise section.refuse("remove", f"{quoted(text)} n’est pas une expression régulière ({error}).") from error
