"""What a place shows for all the records joined into it, and what it says by itself.

A joining is a layer over the record kept: `Merge.moved` holds, for each field, the value and its origin below and
above. To change what a record says, its layers are lifted, then laid again over what it and the others say by now. A
group of fields that somebody has written since the joining is lifted no further: it is theirs, in every layer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from maille.directory.load import as_field, as_json, origin_of, sides
from maille.directory.models import Merge
from maille.directory.rules import (
    ABSORBED,
    GROUPS,
    HOSTED_OWN,
    KEPT,
    SAID_FIELDS,
    Choice,
    Side,
    chosen,
    noted,
    standing,
)
from maille.territory.models import Organisation, Place

DAY = "updated_on"
LAYER = {**GROUPS, DAY: (DAY,)}
WITHDRAWN = "is_published"
"""The origin of this field names the source whose import was undone: its next import publishes the place again."""

Lifted = dict[int, list[str]]
Origin = list[str] | None


class Joined:
    """The joinings that stand over some places, from the records of a batch of lines up to what the directory shows."""

    def __init__(self, places: Mapping[int, Place], merges: Iterable[Merge]) -> None:
        self.places = dict(places)
        self.layers: dict[int, list[Merge]] = defaultdict(list)
        for merge in merges:
            self.layers[merge.kept_id].append(merge)
        self._laid: dict[int, Merge] = {}
        self._moved: dict[int, Place] = {}

    def concerns(self, place: Place) -> bool:
        """Whether this record is joined with another, either way."""
        return place.merged_into_id is not None or place.pk in self.layers

    def shown_for(self, place: Place) -> Place:
        """The place that stands in the directory for this record."""
        while place.merged_into_id:
            place = self.places[place.merged_into_id]
        return place

    @contextmanager
    def by_itself(self, place: Place) -> Iterator[None]:
        """Meanwhile the record says what it says by itself; after, each place above it says what follows."""
        lifted = lift(place, self.layers.get(place.pk, ()))
        yield
        self._lay_again(place, lifted)
        while place.merged_into_id:
            place = self.places[place.merged_into_id]
            self._lay_again(place, lift(place, self.layers[place.pk]))

    def differing(self, shown: Place, values: Mapping[str, Any]) -> list[str]:
        """The fields that a source says otherwise than the place shown; a list that holds all it says does not."""
        is_hosting = any(merge.kind == Merge.Kind.HOSTED for merge in self.layers[shown.pk])
        own = HOSTED_OWN if is_hosting else frozenset()
        names = [name for name in SAID_FIELDS if name not in own and noted(name) in values]
        return [noted(name) for name in names if _is_other(shown, name, values[noted(name)])]

    def _lay_again(self, place: Place, lifted: Lifted) -> None:
        for merge in self.layers.get(place.pk, ()):
            lay(place, self.places[merge.absorbed_id], merge, lifted[merge.pk])
            self._laid[merge.pk] = merge
            self._moved[place.pk] = place

    def take_changes(self) -> dict[int, Place]:
        """Save the layers that were laid again; gives the places under them, to be saved."""
        Merge.objects.bulk_update(self._laid.values(), ["moved"])
        moved, self._moved, self._laid = self._moved, {}, {}
        return moved


def joined_records(places: Iterable[Place], *, locked: bool) -> Joined:
    """The joinings over these records; `locked` holds the places that are shown for them, before anything is read."""
    found = {place.pk: place for place in places}
    while missing := {place.merged_into_id for place in found.values()} - {None, *found}:
        more = Place.objects.filter(pk__in=missing).order_by("pk")
        found |= {place.pk: place for place in (more.select_for_update() if locked else more)}
    merges = list(Merge.objects.standing().filter(kept__in=list(found)).order_by("pk")) if found else []
    others = {merge.absorbed_id for merge in merges} - set(found)
    found |= Place.objects.in_bulk(others) if others else {}
    return Joined(found, merges)


def lift(place: Place, merges: Sequence[Merge]) -> Lifted:
    """Take the layers off a place, the last first; gives the groups of fields that each of them came off."""
    free = list(LAYER)
    lifted: Lifted = {}
    for merge in reversed(merges):
        free = [group for group in free if is_as_laid(place, merge, LAYER[group])]
        lifted[merge.pk] = free
        for name in (name for group in free for name in LAYER[group]):
            _say(place, name, _still_there(name, merge.moved["fields"][name][0]), merge.moved["origins"][name][0])
    return lifted


def _still_there(name: str, value: Any) -> Any:
    """A value from below; a structure that went meanwhile is nobody."""
    is_gone = name == "organisation_id" and value and not Organisation.objects.filter(pk=value).exists()
    return None if is_gone else value


def is_as_laid(place: Place, merge: Merge, names: Iterable[str]) -> bool:
    """Whether these fields still say what the joining made them say, on the word of the same source."""
    fields, origins = merge.moved["fields"], merge.moved["origins"]
    return all(
        name in fields
        and _value(place, name) == fields[name][1]
        and _who(place.origins.get(noted(name))) == _who(origins.get(name, [None, None])[1])
        for name in names
    )


def lay(kept: Place, absorbed: Place, merge: Merge, groups: Iterable[str]) -> None:
    """Lay a joining over the kept record: what it shows with the other's words, and what is below them."""
    fields, origins = merge.moved.setdefault("fields", {}), merge.moved.setdefault("origins", {})
    words = _words(kept, absorbed, merge)
    for name in (name for group in groups for name in LAYER[group]):
        value, origin = words[name]
        fields[name] = [_value(kept, name), value]
        origins[name] = [kept.origins.get(noted(name)), origin]
        _say(kept, name, value, origin)


def _words(kept: Place, absorbed: Place, merge: Merge) -> dict[str, tuple[Any, Origin]]:
    """What a place shows once joined: each field, and who says it."""
    day = kept.updated_on if _is_silent(absorbed) else max(kept.updated_on, absorbed.updated_on)
    words: dict[str, tuple[Any, Origin]] = {DAY: (day.isoformat(), kept.origins.get(DAY))}
    for group, (mine, theirs) in sides(kept, absorbed).items():
        choice = _choice(group, mine, theirs, absorbed, merge)
        for name, value in zip(GROUPS[group], chosen(group, choice, mine, theirs), strict=True):
            is_mine = choice == KEPT or value == _value(kept, name)
            words[name] = (value, kept.origins.get(noted(name)) if is_mine else _origin(kept, absorbed, name, choice))
    return words


def _choice(group: str, mine: Side, theirs: Side, absorbed: Place, merge: Merge) -> Choice:
    if _is_silent(absorbed):
        return KEPT
    return standing(group, merge.moved["choices"].get(group), mine, theirs)


def _is_silent(absorbed: Place) -> bool:
    """Whether the import that told of this record was undone: it says nothing until its source tells of it again."""
    return WITHDRAWN in absorbed.origins


def _origin(kept: Place, absorbed: Place, name: str, choice: Choice) -> list[str]:
    """Who says the value that stays: the other record, or the last of the two for a united list."""
    theirs = origin_of(absorbed, name)
    origin = theirs if choice == ABSORBED else max(theirs, origin_of(kept, name), key=lambda one: (one[1], not one[0]))
    return [origin[0], origin[1].isoformat()]


def _is_other(place: Place, name: str, value: Any) -> bool:
    held = _value(place, name)
    return not set(value) <= set(held) if isinstance(held, list) else value != held


def _say(place: Place, name: str, value: Any, origin: Origin) -> None:
    setattr(place, name, date.fromisoformat(value) if name == DAY else as_field(value))
    others = {other: whose for other, whose in place.origins.items() if other != noted(name)}
    place.origins = others | ({noted(name): origin} if origin else {})


def _value(place: Place, name: str) -> Any:
    value = getattr(place, name)
    return value.isoformat() if name == DAY else as_json(value)


def _who(origin: Origin) -> str | None:
    return origin[0] if origin else None
