"""What a mapping file says, once validated."""

import dataclasses
import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from maille.language.phrases import Phrase


class MappingError(ValueError):
    """A mapping file that cannot be used; the message is French and names the file, the field and the remedy."""


class BadCell(Exception):
    """A line no rule can read: a list where one text is expected, a commune that is none; the phrase says why."""

    def __init__(self, phrase: Phrase) -> None:
        """Refuse the line, for this reason."""
        super().__init__(phrase)
        self.phrase = phrase


@dataclass(frozen=True)
class Source:
    """Where the file comes from, under which licence, and how it is written; "" there leaves it to the reader."""

    name: str
    title: str
    licence: str
    licence_url: str
    credit: str
    snapshot: str
    snapshot_on: date
    format: str = ""
    file: str = ""
    encoding: str = ""
    delimiter: str = ""
    empty_values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """When a column says exactly one of these words, add these values to the field."""

    column: str
    equals: tuple[str, ...]
    add: tuple[str, ...]


@dataclass(frozen=True)
class Skip:
    """When a column says exactly one of these words, the line is not a place: keep it, with this reason."""

    column: str
    equals: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Cleaning:
    """What is taken off a cell before it is read."""

    strip_html: bool = False
    number: bool = False
    remove: tuple[re.Pattern[str], ...] = ()
    replace: tuple[tuple[str, str], ...] = ()


NOTHING_TAKEN_OFF = Cleaning()


@dataclass(frozen=True)
class FieldRule:
    """How one field of the record is made from the columns of a line."""

    field: str
    columns: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    join: str = " "
    separators: tuple[str, ...] = ()
    values: Table[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    constant: tuple[str, ...] = ()
    template: str = ""
    conditions: tuple[Condition, ...] = ()
    cleaning: Cleaning = NOTHING_TAKEN_OFF
    date_format: str = ""

    @cached_property
    def is_plain(self) -> bool:
        """Is the field one column as it stands, with nothing to join, add or take off? Most are."""
        nothing_else = not (self.fallback or self.constant or self.template)
        return len(self.columns) == 1 and nothing_else and self.cleaning is NOTHING_TAKEN_OFF


@dataclass(frozen=True)
class KeyRule:
    """Which columns tell one place of the file from another; as words when the file has no identifier."""

    columns: tuple[str, ...]
    as_words: bool = False
    number: bool = False


@dataclass(frozen=True)
class CoordinatesRule:
    """Either two columns, or one column holding both, latitude first."""

    latitude: str = ""
    longitude: str = ""
    pair: str = ""


@dataclass(frozen=True)
class HoursRule:
    """Either one column (French, or already OpenStreetMap's notation) or the columns of a week, Monday first.

    A week has one column a day, or two: the morning's, then the afternoon's.

    A filled `notes` column says what the hours do not ("fermé le dernier samedi"): the whole then stays text.
    """

    column: str = ""
    notation: Literal["french", "osm"] = "french"
    week: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Mapping:
    """A whole mapping file."""

    path: str
    source: Source
    key: KeyRule
    fields: Table[str, FieldRule]
    coordinates: CoordinatesRule | None = None
    hours: HoursRule | None = None
    skips: tuple[Skip, ...] = ()

    def columns(self) -> tuple[str, ...]:
        """Every column the mapping reads, once each, in order."""
        named = [*self.key.columns]
        for rule in self.fields.values():
            named += [*rule.columns, *rule.fallback, *(one.column for one in rule.conditions)]
        if self.coordinates:
            named += [self.coordinates.latitude, self.coordinates.longitude, self.coordinates.pair]
        if self.hours:
            named += [self.hours.column, *self.hours.week, self.hours.notes]
        named += [skip.column for skip in self.skips]
        return tuple(dict.fromkeys(column for column in named if column))
