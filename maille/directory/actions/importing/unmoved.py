"""Lines that say again what their place holds: found by comparing columns, without making an object of each place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from maille.core.bulk import among, rows_as_held
from maille.directory.actions.joined import WITHDRAWN
from maille.directory.models import Merge
from maille.territory.models import Place

from .filling import EMPTY, FIELDS, TAGS

Values = Mapping[str, Any]
Row = tuple[Any, ...]

_SIMPLE = [name for name in FIELDS if name not in TAGS and name != "updated_on"]
_LISTS = [name for name in FIELDS if name in TAGS]
_NOTHING = [EMPTY[name] for name in _SIMPLE]
_FIRST = ("pk", "source_key", "merged_into_id", "organisation_id", "origins", "updated_on")
_SIMPLE_FROM, _LISTS_FROM = len(_FIRST), len(_FIRST) + len(_SIMPLE)


class Unmoved(NamedTuple):
    """A place that a line leaves as it is; it is joined into no other."""

    pk: int
    merged_into_id: None = None


@dataclass
class Found:
    """The places of some keys: those that are left as they are, by their key, and the others."""

    unmoved: dict[str, Unmoved] = field(default_factory=dict)
    moved: list[int] = field(default_factory=list)


def found_under(source: str, said: Mapping[str, Values], organisations: Mapping[str, int], *, locked: bool) -> Found:
    """Part the places of these keys of a source; one that is joined with another is never left as it is.

    `said` is what the line of each key says, `organisations` which structure runs its place; `locked` holds them all.
    """
    places = Place.objects.filter(among("source_key", said), source=source).exclude(source_key="").order_by("pk")
    places = places.select_for_update() if locked else places
    rows = rows_as_held(places.values_list(*_FIRST, *_SIMPLE, *_LISTS))
    shown_for_others = _shown_for_others(row[0] for row in rows)
    found = Found()
    for row in rows:
        pk, key, _into, organisation, *_others = row
        is_run_alike = organisations.get(key, organisation) == organisation
        if is_run_alike and pk not in shown_for_others and _says_again(said[key], row):
            found.unmoved[key] = Unmoved(pk)
        else:
            found.moved.append(pk)
    return found


def _shown_for_others(ids: Iterable[int]) -> set[int]:
    """Those of these places into which another record was joined."""
    wanted = list(ids)
    joined = Merge.objects.standing().filter(among("kept_id", wanted)) if wanted else Merge.objects.none()
    return set(joined.values_list("kept_id", flat=True))


def _says_again(values: Values, row: Row) -> bool:
    """Whether a line says what the columns of its place hold, and nothing else waits for its source to speak.

    In doubt (a list that is stored otherwise than it is told) the answer is no: the place is then looked at whole.
    """
    return (
        [*map(values.get, _SIMPLE, _NOTHING)] == [*row[_SIMPLE_FROM:_LISTS_FROM]]
        and _listed(values) == [*row[_LISTS_FROM:]]
        and values["updated_on"] == _told(row[5])
        and row[2] is None
        and f'"{WITHDRAWN}"' not in row[4]
    )


def _listed(values: Values) -> list[str]:
    """The lists of a line as a column holds each."""
    return [f"|{'|'.join(values[name])}|" if values.get(name) else "" for name in _LISTS]


def _told(day: date | str) -> str:
    """A day as a line tells it, however the database gives it."""
    return day.isoformat() if isinstance(day, date) else day
