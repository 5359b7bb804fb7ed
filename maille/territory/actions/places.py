"""Writing places and their rooms, with everything derived from them in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from maille.core import journal, search
from maille.core.refusals import Refused
from maille.territory import access
from maille.territory.hours.calendar import Calendar, calendar_of
from maille.territory.models import Commune, Place, Room

from .hours import rebuild_slots
from .journalled import network_of, networks_of

JOURNALLED = [field.name for field in Place._meta.concrete_fields if field.editable and not field.primary_key]


@transaction.atomic
def save_places(places: Sequence[Place], *, by: Any, action: str = "territory.place_changed") -> None:
    """Write new or changed places: slug, position to search from, opening slots, search rows, journal.

    `by` is the acting person, None for the system (an import at installation); `action` is how the journal calls it.
    """
    editable = access.editable_places(by, places)
    for place in places:
        if place.pk not in editable:
            access.check_edit_place(by, place)
    before = {place.pk: place for place in Place.objects.filter(pk__in=[p.pk for p in places if p.pk])}
    _derive(places)
    new = [place for place in places if place.pk is None]
    known = [place for place in places if place.pk is not None]
    Place.objects.bulk_create(new, batch_size=200)
    Place.objects.bulk_update(known, _written_fields(), batch_size=100)
    rebuild_slots([p for p in places if p.pk not in before or before[p.pk].hours != p.hours])
    search.refresh(places)
    journal.record_many("territory.place_created", [(place, None, None) for place in new], by=by)
    _record_changes(known, before, by, action)


def _record_changes(places: Sequence[Place], before: Mapping[int, Place], by: Any, action: str) -> None:
    """Write what changed of each place, in the journal of its network."""
    network_ids = networks_of(places)
    for network_id in set(network_ids.values()):
        journal.record_many(
            action,
            [
                (place, journal.snapshot(before[place.pk], JOURNALLED), journal.snapshot(place, JOURNALLED))
                for place in places
                if network_ids[place.pk] == network_id
            ],
            by=by,
            network_id=network_id,
        )


def _said(room: Room) -> dict[str, Any]:
    return {f"territory.room.{name}": value for name, value in journal.snapshot(room, ["name", "seats"]).items()}


def _written_fields() -> list[str]:
    return [field.name for field in Place._meta.concrete_fields if not field.primary_key]


def _derive(places: Sequence[Place]) -> None:
    communes = Commune.objects.in_bulk([place.commune_id for place in places])
    taken = _slugs_taken(places)
    for place in places:
        commune = communes[place.commune_id]
        exact = place.latitude is not None
        place.search_latitude = place.latitude if exact else commune.latitude
        place.search_longitude = place.longitude if exact else commune.longitude
        place.calendar = _calendar(commune.departement)
        if not place.slug:
            place.slug = _free_slug(f"{place.name} {commune.name}", taken)


def _calendar(departement: str) -> str:
    """The calendar of a département; lands where nobody lives (984, 989) follow the first one."""
    try:
        return calendar_of(departement)
    except KeyError:
        return Calendar.A


def _slugs_taken(places: Iterable[Place]) -> set[str]:
    """Slugs already given that a new place of this batch could ask for."""
    stems = {slugify(place.name)[:20] for place in places if not place.slug}
    if len(stems) > 50:
        return set(Place.objects.values_list("slug", flat=True))
    taken: set[str] = set()
    for stem in stems:
        taken.update(Place.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return taken


def _free_slug(text: str, taken: set[str]) -> str:
    stem = slugify(text)[:100].strip("-") or "lieu"
    slug, rank = stem, 2
    while slug in taken:
        slug, rank = f"{stem}-{rank}", rank + 1
    taken.add(slug)
    return slug


@transaction.atomic
def add_room(*, place: Place, name: str, seats: int, is_step_free: bool = False, notes: str = "", by: Any) -> Room:
    """Add a room to a place."""
    access.check_edit_place(by, place)
    room = Room(place=place, name=name.strip(), seats=seats, is_step_free=is_step_free, notes=notes)
    try:
        room.full_clean()
    except ValidationError as faults:
        raise Refused(" ".join(faults.messages)) from faults
    room.save()
    journal.record("territory.room_added", place, by=by, after=_said(room), network_id=network_of(place))
    return room


@transaction.atomic
def remove_room(*, room: Room, by: Any) -> None:
    """Take a room away from a place."""
    access.check_edit_place(by, room.place)
    journal.record("territory.room_removed", room.place, by=by, before=_said(room), network_id=network_of(room.place))
    room.delete()
