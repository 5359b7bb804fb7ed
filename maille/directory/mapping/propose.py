"""Propose how to read a file that nobody has seen: which column is which field, and why; a person then decides."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from itertools import islice

from maille.directory.record import NATIONAL_NAMES, Row
from maille.territory.gazetteer import Gazetteer

from .clues import Column
from .headers import POSITION, likeness
from .lists import Known, known_words, propose_list
from .proposal import Choice, Proposal
from .proposed_hours import propose_hours
from .proposed_key import propose_key
from .reasons import PROPOSALS, content_reason, header_reason
from .recognise import Saved, columns_signature, recognise, saved_choices
from .values import CLOSED_LISTS

__all__ = ["Proposal", "Saved", "columns_signature", "propose"]

MAX_ROWS = 2000
"""Rows looked at; a later double of an identifier is still told, by the dry run."""

ENOUGH = 0.45
_NAMED_BUT_UNREAD = 0.5
_LOOKS: dict[str, str] = {
    "pivot": "pivot",
    "address": "street",
    "commune_name": "commune_name",
    "postal_code": "postal_code",
    "insee_code": "insee_code",
    "latitude": "latitude",
    "longitude": "longitude",
    POSITION: "position",
    "phone": "phone",
    "emails": "emails",
    "website": "url",
    "acces_libre_url": "url",
    "booking_url": "url",
}
"""What the cells of a field look like, for the fields where that can be told."""

_TELLS_ALONE = {"pivot", "address", "commune_name", "postal_code", POSITION, "phone", "emails", "website"}
"""Fields that their cells give away under any column name."""

_STRIPS_HTML = {"name", "address", "address_complement", "summary", "description", "parent_name"}
_TEXTS = [field for field in (*NATIONAL_NAMES, POSITION) if field not in CLOSED_LISTS and field not in ("key", "hours")]


@dataclass(frozen=True)
class _Scored:
    score: float
    field: str
    column: Column
    form: str = ""


def propose(
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    saved: Sequence[Saved] = (),
    gazetteer: Gazetteer | None = None,
    chosen: Table[str, tuple[str, ...]] | None = None,
    chosen_values: Table[str, Table[str, tuple[str, ...]]] | None = None,
) -> Proposal:
    """Propose a mapping for these columns from some of their rows.

    `saved` are the mappings known already: one that fits the file is proposed as it is, and the words of all of them
    are known words. `chosen` are a person's own columns by field (none: leave the field out), `chosen_values` their own
    meanings of words by field; both win over what would be proposed.
    """
    chosen, chosen_values = chosen or {}, chosen_values or {}
    sample = list(islice(rows, MAX_ROWS))
    sheet = [Column(name, sample, gazetteer or Gazetteer.load()) for name in columns]
    fitting = recognise(columns, saved)
    known = known_words(one.document for one in saved)
    changed = {*chosen, *chosen_values} if fitting else set()
    choices = {one.field: one for one in saved_choices(fitting)} if fitting else {}
    asked = dict(chosen)
    for field in chosen_values.keys() - asked.keys() & choices.keys():
        asked[field] = (*choices[field].columns, *(one.column for one in choices[field].conditions))
    for choice in _propose(sheet, known, asked, chosen_values):
        if not fitting or choice.field in changed:
            choices[choice.field] = choice
    choices = {field: one for field, one in choices.items() if asked.get(field) != ()}
    return Proposal(
        choices=tuple(sorted(choices.values(), key=lambda one: _RANK[one.field])),
        unmapped=_unmapped(columns, choices.values()),
        missing=_missing(choices),
        recognised=fitting.name if fitting else "",
        saved=fitting.document if fitting else None,
        changed=frozenset(changed),
    )


_RANK = {field: rank for rank, field in enumerate([*NATIONAL_NAMES, POSITION])}


def _propose(
    sheet: Sequence[Column],
    known: Known,
    chosen: Table[str, tuple[str, ...]],
    chosen_values: Table[str, Table[str, tuple[str, ...]]],
) -> list[Choice]:
    hours = propose_hours(sheet, chosen.get("hours"))
    taken = set(hours.columns) if hours else set()
    taken |= {name for field, names in chosen.items() if field not in CLOSED_LISTS for name in names}
    found = _assign(_all_scores(sheet, taken, chosen))
    found |= _chosen_texts(sheet, chosen)
    found = _one_position(found)
    used = taken | {name for one in found.values() for name in one.columns}
    free = [one for one in sheet if one.name not in used]
    lists = [_list(field, sheet, free, known, chosen, chosen_values) for field in CLOSED_LISTS]
    key = propose_key(sheet, found, used, chosen.get("key"))
    return [one for one in (key, *found.values(), hours, *lists) if one is not None]


def _list(
    field: str,
    sheet: Sequence[Column],
    free: Sequence[Column],
    known: Known,
    chosen: Table[str, tuple[str, ...]],
    chosen_values: Table[str, Table[str, tuple[str, ...]]],
) -> Choice | None:
    columns = sheet if field in chosen else free
    return propose_list(field, columns, known, chosen=chosen.get(field), chosen_values=chosen_values.get(field, {}))


def _all_scores(sheet: Sequence[Column], taken: set[str], chosen: Table[str, tuple[str, ...]]) -> list[_Scored]:
    scores = [
        _Scored(score, field, column)
        for column in sheet
        if column.name not in taken
        for field in _TEXTS
        if field not in chosen and (score := _score(field, column)) >= ENOUGH
    ]
    return sorted(scores, key=lambda one: -one.score)


def _score(field: str, column: Column) -> float:
    """How sure it is that a column is read as a field: its name for one half, its cells for the other."""
    named = likeness(column.name, field)
    if column.is_empty:
        return 0.6 * named if named >= 0.7 else 0.0
    if field not in _LOOKS and field != "updated_on":
        return 0.0 if not named or (named < 1 and _looks_otherwise(column)) else 0.9 * named
    share = _share(field, column)
    if not named:
        return 0.6 * share if share >= 0.8 and field in _TELLS_ALONE else 0.0
    if share < 0.2:
        return _NAMED_BUT_UNREAD if named == 1 else 0.0
    return 0.5 * named + 0.5 * share


def _share(field: str, column: Column) -> float:
    if field == "updated_on":
        return float(column.date_format is not None)
    return column.share(_LOOKS[field])


def _looks_otherwise(column: Column) -> bool:
    kinds = ("phone", "emails", "url", "postal_code", "pivot", "position", "latitude")
    return column.is_yes_no or any(column.share(kind) >= 0.8 for kind in kinds)


def _assign(scores: Iterable[_Scored]) -> dict[str, Choice]:
    """The surest first, each column for one field and each field from one column."""
    found: dict[str, Choice] = {}
    used: set[str] = set()
    for one in scores:
        if one.field not in found and one.column.name not in used:
            found[one.field] = _text_choice(one)
            used.add(one.column.name)
    return found


def _text_choice(one: _Scored) -> Choice:
    column, field = one.column, one.field
    named = likeness(column.name, field)
    kind = "date" if field == "updated_on" else _LOOKS.get(field, "")
    looks = content_reason(column, kind, _share(field, column) if kind else 0.0)
    return Choice(
        field=field,
        columns=(column.name,),
        confidence=round(min(one.score, 1.0), 2),
        reasons=(*header_reason(column.name, named), *looks),
        form=(column.date_format or "") if field == "updated_on" else "",
        separators=_marks(column) if field == "other_labels" else (),
        strip_html=field in _STRIPS_HTML and column.has_markup,
    )


def _marks(column: Column) -> tuple[str, ...]:
    return tuple(mark for mark in ("|", ";") if any(mark in text for text in column.samples))


def _chosen_texts(sheet: Sequence[Column], chosen: Table[str, tuple[str, ...]]) -> dict[str, Choice]:
    by_name = {one.name: one for one in sheet}
    found = {}
    for field, names in chosen.items():
        columns = [by_name[name] for name in names if name in by_name]
        if field in _TEXTS and columns:
            first = _text_choice(_Scored(1.0, field, columns[0]))
            names = tuple(one.name for one in columns)
            html = field in _STRIPS_HTML and any(one.has_markup for one in columns)
            found[field] = Choice(field, names, 1.0, (PROPOSALS("chosen"),), first.form, strip_html=html)
    return found


def _one_position(found: dict[str, Choice]) -> dict[str, Choice]:
    """Two columns for a position are surer than one; a latitude without its longitude is nothing."""
    latitude, longitude, pair = (found.pop(field, None) for field in ("latitude", "longitude", POSITION))
    if pair and pair.confidence == 1 and len(pair.columns) == 2:
        return found | {POSITION: pair}
    if latitude and longitude:
        columns = latitude.columns + longitude.columns
        reasons = latitude.reasons + longitude.reasons
        confidence = min(latitude.confidence, longitude.confidence)
        return found | {POSITION: Choice(POSITION, columns, confidence, reasons)}
    if pair:
        return found | {POSITION: Choice(POSITION, pair.columns[:1], pair.confidence, pair.reasons, "pair")}
    return found


def _unmapped(columns: Sequence[str], choices: Iterable[Choice]) -> tuple[str, ...]:
    read = {name for one in choices for name in (*one.columns, *(each.column for each in one.conditions))}
    return tuple(name for name in columns if name not in read)


def _missing(choices: Table[str, Choice]) -> tuple[str, ...]:
    needed = {"key": {"key"}, "name": {"name"}, "commune_name": {"commune_name", "postal_code", "insee_code"}}
    return tuple(field for field, any_of in needed.items() if not any_of & choices.keys())
