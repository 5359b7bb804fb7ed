"""One line of an import as a page shows it: the place, each field that moves, the remarks, the reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maille.core.fields import TagsField
from maille.core.templatetags.ui import phone
from maille.directory.models import ImportLine
from maille.territory.models import Organisation, Place

BADGES = {
    ImportLine.State.NEW: "ok",
    ImportLine.State.CHANGED: "info",
    ImportLine.State.UNCHANGED: "plain",
    ImportLine.State.REFUSED: "warn",
}


@dataclass(frozen=True)
class Move:
    """One field that changes; an empty side means there was, or will be, nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """A line in words."""

    line: ImportLine
    badge: str
    name: str
    where: str
    moves: list[Move]
    cells: list[tuple[str, str]]


def shown(line: ImportLine) -> Shown:
    """Put a line into words, in the language of the page."""
    told = line.row if line.state == ImportLine.State.REFUSED else {}
    return Shown(
        line=line,
        badge=BADGES[ImportLine.State(line.state)],
        name=line.place.name if line.place else str(line.values.get("name", "")),
        where=" ".join(filter(None, (line.values.get("address", ""), line.values.get("postal_code", "")))),
        moves=[*_moves(line.changes), *_passed_on(line)],
        cells=[(column, text) for column, value in told.items() if (text := cell_text(value))],
    )


def _moves(changes: dict[str, Any]) -> Iterator[Move]:
    for name, change in changes.items():
        field = Place._meta.get_field(name)
        yield Move(capfirst(str(field.verbose_name)), in_words(name, change["before"]), in_words(name, change["after"]))


def _passed_on(line: ImportLine) -> Iterator[Move]:
    """What moves on the place shown for a record joined with another, where its own moves do not say it."""
    own = list(_moves(line.changes))
    for move in _moves(line.passed_on):
        if move not in own:
            yield replace(move, label=_("%(field)s, sur le lieu montré") % {"field": move.label})


def in_words(name: str, value: Any) -> str:
    """A value of a place's field, as its screens say it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if name == "organisation":
        return str(Organisation.objects.filter(pk=value).first() or "")
    if name == "phone":
        return phone(value)
    if name == "updated_on":
        day = parse_date(value)
        return date_format(day, "DATE_FORMAT") if day else value
    field = Place._meta.get_field(name)
    if isinstance(field, TagsField):
        words = dict(field.flatchoices)
        return ", ".join(str(words.get(one, one)) for one in value)
    return str(value)


def cell_text(value: Any) -> str:
    """A cell of the file as text, cut when it is too long to be read here."""
    if isinstance(value, dict | list):
        value = ", ".join(map(str, value.values() if isinstance(value, dict) else value))
    text = "" if value is None else str(value)
    return text[:300] + "…" if len(text) > 300 else text
