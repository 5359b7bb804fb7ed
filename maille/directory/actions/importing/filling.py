"""What a source says, given to a place: field by field, never over what the place itself or another source said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import NOT_PROVIDED

from maille.core.bulk import object_of
from maille.core.fields import TagsField
from maille.directory.actions.joined import WITHDRAWN
from maille.directory.record import PlaceRecord
from maille.directory.rules import TOGETHER as ONE_ANSWER
from maille.directory.rules import noted
from maille.territory.models import Place

from .phrases import about

# Fields that a record and a place hold under the same name.
SAME_NAME = (
    "pivot", "name", "address", "address_complement", "postal_code", "latitude", "longitude", "typologies", "phone",
    "emails", "website", "hours", "hours_text", "summary", "description", "roaming", "parent_name", "updated_on",
    "services", "audiences", "special_care", "costs", "programmes", "trainings", "other_labels", "access_modes",
    "support_modes", "acces_libre_url", "booking_url",
)  # fmt: skip
FIELDS = (*SAME_NAME, "commune")
# One answer in several columns: who said one said the others.
TOGETHER = tuple(frozenset(map(noted, names)) for names in ONE_ANSWER.values())
_HELD = {*FIELDS, "organisation", WITHDRAWN}
_COLUMNS = {column.name: column for column in Place._meta.concrete_fields if column.name in _HELD}
_ATTRIBUTES = {name: column.attname for name, column in _COLUMNS.items()}
TAGS = frozenset(name for name, column in _COLUMNS.items() if isinstance(column, TagsField))
EMPTY: dict[str, Any] = {
    name: () if name in TAGS else None if _COLUMNS[name].null else "" for name in (*FIELDS, "organisation")
}
_MADE_ANEW = [
    column
    for column in Place._meta.concrete_fields
    if column.default is not NOT_PROVIDED and callable(column.default) and column.name != "origins"
]
_BLANK = {column.attname: column.get_default() for column in Place._meta.concrete_fields}

Values = Mapping[str, Any]


def values_of(record: PlaceRecord) -> dict[str, Any]:
    """What a record says, as JSON values under the names of a place's fields; what it does not say is left out."""
    said = {name: value for name in SAME_NAME if (value := getattr(record, name)) not in ("", (), None)}
    return said | {"commune": record.insee_code, "updated_on": record.updated_on.isoformat()}


def plain(place: Place, name: str) -> Any:
    """A field of a place as JSON keeps it."""
    value = getattr(place, _ATTRIBUTES[name])
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def put(place: Place, name: str, value: Any) -> None:
    """Write a JSON value into a field of a place."""
    setattr(place, _ATTRIBUTES[name], _held(name, value))


def _held(name: str, value: Any) -> Any:
    """A JSON value as a place holds it."""
    if name in TAGS:
        return tuple(value)
    return date.fromisoformat(value) if name == "updated_on" else value


@dataclass
class Filled:
    """What a source changed in a place, and what it was not allowed to change."""

    place: Place
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[dict[str, Any]] = field(default_factory=list)

    def write(self, name: str, value: Any, origin: list[str] | None) -> None:
        """Write one field with who says it, and remember what stood there; nothing when it says the same."""
        before = plain(self.place, name)
        if value == before:
            return
        self.changes[name] = {"before": before, "after": value, "origin": self.place.origins.get(name)}
        put(self.place, name, value)
        set_origin(self.place, name, origin)

    def say_again(self, names: Iterable[str], origin: list[str]) -> None:
        """Date what is said again unchanged; nothing new is no news, so this follows only when the day moved."""
        again = [name for name in names if name not in self.changes]
        self.changes["updated_on"]["dates"] = {name: self.place.origins.get(name) for name in again}
        self.place.origins = self.place.origins | dict.fromkeys(again, origin)


def set_origin(place: Place, name: str, origin: list[str] | None) -> None:
    """Say who wrote a field, or that nobody did."""
    others = {other: whose for other, whose in place.origins.items() if other != name}
    place.origins = others | ({name: origin} if origin else {})


def new_place(values: Values, source: str, key: str) -> Place:
    """A place that nobody had told of before; every field its source fills is the source's."""
    said = {_ATTRIBUTES[name]: _held(name, value) for name, value in values.items()}
    origins = {name: [source, values["updated_on"]] for name in values}
    fresh = {field.attname: field.get_default() for field in _MADE_ANEW}
    return object_of(Place, _BLANK | fresh | said | {"source": source, "source_key": key, "origins": origins})


def fill(place: Place, values: Values, source: str) -> Filled:
    """Give a known place what its source says now, but for what people or another source wrote there."""
    filled = Filled(place)
    theirs = _said_by_others(place, source)
    for name in FIELDS:
        value = _given(values, name)
        if name == "updated_on" and _is_older(value, place):
            continue
        if name not in theirs:
            filled.write(name, value, [source, values["updated_on"]] if name in values else None)
        elif name in values and value != plain(place, name):
            filled.remarks.append(_left(place, name))
    _publish_again(filled, source)
    if "updated_on" in filled.changes:
        filled.say_again([name for name in values if name not in theirs], [source, values["updated_on"]])
    return filled


def fill_organisation(filled: Filled, organisation: int | None, origin: list[str]) -> None:
    """Say which structure runs the place, when its source tells and nobody else has."""
    owner = filled.place.origins.get("organisation", origin)[0]
    is_free = filled.place.organisation_id is None or "organisation" in filled.place.origins
    if organisation is not None and owner == origin[0] and is_free:
        filled.write("organisation", organisation, origin)


def conflicts(place: Place, names: Iterable[str], remarks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is said of the fields that the place shown for a record keeps otherwise, each once."""
    told = {remark.get("field") for remark in remarks}
    return [_left(place, name) for name in names if name not in told]


def _given(values: Values, name: str) -> Any:
    if name in values:
        return list(values[name]) if name in TAGS else values[name]
    return [] if name in TAGS else EMPTY[name]


def _said_by_others(place: Place, source: str) -> set[str]:
    theirs = {name for name, origin in place.origins.items() if origin[0] != source}
    for pair in TOGETHER:
        if pair & theirs:
            theirs |= pair
    return theirs


def _is_older(day: str, place: Place) -> bool:
    """Whether a file is older than what somebody has written here by hand: the place keeps the later day."""
    return day < plain(place, "updated_on") and any(not origin[0] for origin in place.origins.values())


def _left(place: Place, name: str) -> dict[str, Any]:
    who = (place.origins.get(name) or [""])[0]
    code, values = ("left_to_other", {"source": who}) if who else ("left_as_written", {})
    return about(code, name, plain(place, name), **values)


def _publish_again(filled: Filled, source: str) -> None:
    place = filled.place
    mark = place.origins.get(WITHDRAWN)
    if not mark or mark[0] != source:
        return
    if place.is_published or place.merged_into_id:  # it was joined when its import was undone: it only speaks again
        stays = place.is_published
        filled.changes[WITHDRAWN] = {"before": stays, "after": stays, "origin": mark}
        set_origin(place, WITHDRAWN, None)
    else:
        filled.write(WITHDRAWN, True, None)
