"""What the directory decides alone: which value a joined place keeps, what two people who edit at once have written.

Values are those of the fields of a place, under its own names, as JSON holds them (a list for several values).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Values = Mapping[str, Any]
Choice = Literal["kept", "absorbed", "both"]
Choices = dict[str, Choice]
KEPT: Choice = "kept"
ABSORBED: Choice = "absorbed"
BOTH: Choice = "both"

# Fields that make one answer: a street without its town, or a latitude alone, would belong to neither place.
TOGETHER = {
    "address": ("address", "address_complement", "postal_code", "commune_id"),
    "position": ("latitude", "longitude"),
    "hours": ("hours", "hours_text"),
}
LISTS = (
    "typologies", "emails", "roaming", "access_modes", "services", "support_modes", "audiences", "special_care",
    "costs", "programmes", "trainings", "other_labels",
)  # fmt: skip
ALONE = (
    "name", "pivot", "organisation_id", "parent_name", "phone", "website", "booking_url", "acces_libre_url", "summary",
    "description",
)  # fmt: skip
GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    **{name: TOGETHER[name] for name in ("address", "position")},
    **{name: (name,) for name in ALONE if name != "name"},
    "hours": TOGETHER["hours"],
    **{name: (name,) for name in LISTS},
}
"""What is chosen at once when two records become one, in reading order."""
# In one place with two organisations, these stay each organisation's own.
HOSTED_OWN = frozenset({"name", "pivot", "organisation_id", "parent_name", "phone", "emails", "website"})
SAID_FIELDS = tuple(name for group in GROUPS.values() for name in group)
# A place notes who said a field under the name of the field, not of its column.
_NOTED = {"commune_id": "commune", "organisation_id": "organisation"}


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two records says for one group of fields, who said it ("": the place itself) and when."""

    values: tuple[Any, ...]
    source: str = ""
    said_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return all(value in (None, "", [], ()) for value in self.values)


def noted(name: str) -> str:
    """The name under which a place notes who said a field."""
    return _NOTED.get(name, name)


def is_list(group: str) -> bool:
    return group in LISTS


def first_choice(group: str, kept: Side, absorbed: Side) -> Choice:
    """What is proposed: what is said rather than nothing, lists united, else what was said last.

    Said on the same day, the place's own words come before a file's, and the kept record before the other.
    """
    if kept.values == absorbed.values or absorbed.is_empty:
        return KEPT
    if kept.is_empty:
        return ABSORBED
    if is_list(group):
        return BOTH
    return ABSORBED if _weight(absorbed) > _weight(kept) else KEPT


def lasting(choices: Mapping[str, Choice], sides: Mapping[str, tuple[Side, Side]], own: Iterable[str] = ()) -> Choices:
    """The choices that hold for as long as two records are joined, whatever their sources say next.

    A person's own choices, what stays each organisation's `own`, and which of two different values is shown.
    """
    held: Choices = {}
    for group, (kept, absorbed) in sides.items():
        if group in own:
            held[group] = KEPT
        elif group in choices:
            held[group] = choices[group]
        elif not is_list(group) and not kept.is_empty and not absorbed.is_empty and kept.values != absorbed.values:
            held[group] = first_choice(group, kept, absorbed)
    return held


def standing(group: str, choice: Choice | None, kept: Side, absorbed: Side) -> Choice:
    """Whose word a joined place shows now: the one chosen, else lists united, else what is said rather than nothing."""
    if kept.values == absorbed.values or (choice is None and absorbed.is_empty):
        return KEPT
    if choice is not None:
        return choice
    if is_list(group):
        return BOTH
    return ABSORBED if kept.is_empty else KEPT


def _weight(side: Side) -> tuple[date, bool]:
    return side.said_on or date.min, not side.source


def choices_of(group: str) -> tuple[Choice, ...]:
    return (KEPT, ABSORBED, BOTH) if is_list(group) else (KEPT, ABSORBED)


def chosen(group: str, choice: Choice, kept: Side, absorbed: Side) -> tuple[Any, ...]:
    """The values that stay; a united list holds the kept record's values first, each once."""
    if choice == BOTH and is_list(group):
        return (united(kept.values[0], absorbed.values[0]),)
    return absorbed.values if choice == ABSORBED else kept.values


def united(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person changed in a form, against what they had been shown and what the record says by now.

    `written` is theirs to write; `clashes` are fields that somebody else changed meanwhile to something else;
    `overtaken` are those somebody else changed and this person did not touch.
    """

    written: dict[str, Any]
    clashes: tuple[str, ...]
    overtaken: tuple[str, ...]


def weave(shown: Values, typed: Values, now: Values) -> Edit:
    """Tell a person's own changes from those made by others since the form was shown."""
    mine = {name for name in typed if typed[name] != shown.get(name)}
    others = {name for name in typed if now.get(name) != shown.get(name)}
    return Edit(
        written={name: typed[name] for name in typed if name in mine and typed[name] != now.get(name)},
        clashes=tuple(name for name in typed if name in mine & others and typed[name] != now.get(name)),
        overtaken=tuple(name for name in typed if name in others - mine),
    )
