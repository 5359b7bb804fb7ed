"""Writing places and their rooms, with everything derived from them in the same transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maille.core import journal, search
from maille.core.bulk import insert_objects, update_rows
from maille.core.refusals import Refused
from maille.territory import access, rooms
from maille.territory.models import Place, Room
from maille.territory.opening import local_time

from .derived import derive
from .journalled import network_of, networks_of

COLUMNS = [field for field in Place._meta.concrete_fields if not field.primary_key]
JOURNALLED = {field.attname: field.name for field in COLUMNS if field.editable}


@transaction.atomic
def save_places(places: Sequence[Place], *, by: Any, action: str = "territory.place_changed") -> None:
    """Write new or changed places, with what is derived from them: address, hours, offer, search rows, journal.

    Of a known place only what was changed since it was read is written: what somebody else has written meanwhile in
    its other fields stays, and is given to the object.
    `by` is the acting person, None for the system (an import at installation); `action` is how the journal calls it.
    """
    editable = access.editable_places(by, places)
    for place in places:
        if place.pk not in editable:
            access.check_edit_place(by, place)
    new = [place for place in places if place.pk is None]
    known = [place for place in places if place.pk is not None]
    before = _hold(known)
    for place in known:
        _take_in(place, before[place.pk])
    derive(places)
    insert_objects(new)
    changed = {place.pk: fields for place in known if (fields := _differing(place, before[place.pk]))}
    _write(known, changed)
    search.refresh([place for place in places if place.pk not in before or place.pk in changed])
    for place in places:
        place.remember()
    journal.record_many("territory.place_created", [(place, None, None) for place in new], by=by)
    _record_changes(known, changed, before, by, action)


def _hold(places: Sequence[Place]) -> dict[int, Place]:
    """These places as they are now, kept from other writers until the end of the transaction."""
    # In one order for everybody, so that two long writes never wait for each other.
    held = Place.objects.select_for_update().filter(pk__in=[place.pk for place in places]).order_by("pk")
    before = {place.pk: place for place in held} if places else {}
    for place in places:
        if place.pk not in before:
            raise Refused(
                _("«\u00a0%(place)s\u00a0» vient d’être supprimé\u00a0: rechargez la page.") % {"place": place}
            )
    return before


def _take_in(place: Place, now: Place) -> None:
    """Give a place what others wrote since it was read, in the fields that it does not change itself."""
    read = place.as_read
    if read is None:
        return
    for field in COLUMNS:
        name = field.attname
        if name not in read or vars(place).get(name) == read[name]:
            setattr(place, name, getattr(now, name))
    if place.origins != now.origins:
        place.origins = _merged(read.get("origins") or {}, place.origins, now.origins)


def _merged(read: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Who said each field: what this write changed, over what the database holds now."""
    merged = {name: said for name, said in theirs.items() if name in mine or name not in read}
    return merged | {name: said for name, said in mine.items() if read.get(name) != said}


def _differing(place: Place, now: Place) -> tuple[str, ...]:
    """The columns whose stored value changes."""
    return tuple(field.attname for field in COLUMNS if _is_other(field, place, now))


def _is_other(field: Any, place: Place, now: Place) -> bool:
    one, other = getattr(place, field.attname), getattr(now, field.attname)
    return one != other and field.get_prep_value(one) != field.get_prep_value(other)


def _write(places: Sequence[Place], changed: Mapping[int, tuple[str, ...]]) -> None:
    """Write the columns that change, and no other."""
    alike: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place in places:
        if place.pk in changed:
            alike[changed[place.pk]].append(place)
    for names, group in alike.items():
        update_rows(Place, names, group)


def _record_changes(
    places: Sequence[Place], changed: Mapping[int, tuple[str, ...]], before: Mapping[int, Place], by: Any, action: str
) -> None:
    """Write what changed of each place, in the journal of its network."""
    told = {pk: [JOURNALLED[name] for name in names if name in JOURNALLED] for pk, names in changed.items()}
    network_ids = networks_of(place for place in places if told.get(place.pk))
    for network_id in set(network_ids.values()):
        journal.record_many(
            action,
            [
                (place, journal.snapshot(before[place.pk], told[place.pk]), journal.snapshot(place, told[place.pk]))
                for place in places
                if told.get(place.pk) and network_ids[place.pk] == network_id
            ],
            by=by,
            network_id=network_id,
        )


def _said(room: Room) -> dict[str, Any]:
    return {f"territory.room.{name}": value for name, value in journal.snapshot(room, ["name", "seats"]).items()}


@transaction.atomic
def add_room(
    *,
    place: Place,
    name: str,
    seats: int,
    is_step_free: bool = False,
    notes: str = "",
    part_of: Room | None = None,
    by: Any,
) -> Room:
    """Add a room to a place, or a part of a room it has."""
    access.check_edit_place(by, place)
    if part_of is not None and part_of.place_id != place.pk:
        raise Refused(_("Choisissez une salle de ce lieu."), field="part_of")
    room = Room(place=place, name=name.strip(), seats=seats, is_step_free=is_step_free, notes=notes, part_of=part_of)
    try:
        room.full_clean()
    except ValidationError as faults:
        raise Refused(" ".join(faults.messages)) from faults
    room.save()
    journal.record("territory.room_added", place, by=by, after=_said(room), network_id=network_of(place))
    return room


@transaction.atomic
def remove_room(*, room: Room, by: Any, at: datetime) -> None:
    """Take a room away from a place; refused while something is to take it."""
    access.check_edit_place(by, room.place)
    room = Room.objects.select_for_update(of=("self",)).select_related("place").get(pk=room.pk)
    if ahead := rooms.taken_later(room.pk, rooms.rooms_of(room.place_id), at):
        said = {"room": room, "count": len(ahead), "day": date_format(local_time(room.place, ahead[0]), "l j F")}
        raise Refused(
            ngettext(
                "«\u00a0%(room)s\u00a0» est encore prise %(count)s fois, %(day)s\u00a0: annulez ou déplacez d’abord "
                "ce qui s’y passe.",
                "«\u00a0%(room)s\u00a0» est encore prise %(count)s fois, d’abord %(day)s\u00a0: annulez ou déplacez "
                "ce qui s’y passe.",
                len(ahead),
            )
            % said
        )
    journal.record("territory.room_removed", room.place, by=by, before=_said(room), network_id=network_of(room.place))
    room.delete()
