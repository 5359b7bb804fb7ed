"""Taking places back: erased when nothing depends on them, else no longer published."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CASCADE, SET_NULL

from maille.core import journal
from maille.core.bulk import clear_among, delete_among
from maille.territory import access
from maille.territory.models import NetworkPlace, OpeningSlot, Place

from .journalled import networks_of
from .places import save_places
from .pointing import columns_that_point_at, keys_held_by

BATCH = 500


def used_places(ids: Collection[int], *, besides: Collection[str] = ()) -> set[int]:
    """Those of these places that something refers to, other than what is derived from them.

    `besides` holds the labels of tables that do not count ("directory.importline").
    """
    apart = {OpeningSlot._meta.label_lower, NetworkPlace._meta.label_lower, *besides}
    used = set(
        NetworkPlace.objects.filter(place__in=ids, kind=NetworkPlace.Kind.MEMBER).values_list("place_id", flat=True)
    )
    for column in columns_that_point_at(Place):
        if column.model._meta.label_lower not in apart:
            used |= keys_held_by(column, ids)
    return used


@transaction.atomic
def remove_places(places: Sequence[Place], *, by: Any) -> None:
    """Erase places and everything derived from them; the journal keeps that they were there."""
    _check(places, by)
    _record("territory.place_removed", places, by)
    ids = [place.pk for place in places]
    held = False
    for column in columns_that_point_at(Place):
        if column.remote_field.on_delete is SET_NULL:
            clear_among(column.model, column.column, ids)
        elif column.remote_field.on_delete is CASCADE and not column.model._meta.related_objects:
            delete_among(column.model, column.column, ids)
        else:
            held = held or bool(keys_held_by(column, ids))
    if held:
        # What goes with the places has rows of its own that must go too, or forbids it: Django knows which.
        Place.objects.filter(pk__in=ids).delete()
    else:
        delete_among(Place, "id", ids)


@transaction.atomic
def withdraw_places(places: Sequence[Place], *, by: Any) -> None:
    """Take places out of the directory; their networks and whatever refers to them still find them."""
    for place in places:
        place.is_published = False
    save_places(places, by=by, action="territory.place_withdrawn")


def _check(places: Sequence[Place], by: Any) -> None:
    editable = access.editable_places(by, places)
    for place in places:
        if place.pk not in editable:
            access.check_edit_place(by, place)


def _record(action: str, places: Sequence[Place], by: Any) -> None:
    network_ids = networks_of(places)
    for network_id in set(network_ids.values()):
        theirs = [(place, None, None) for place in places if network_ids[place.pk] == network_id]
        journal.record_many(action, theirs, by=by, network_id=network_id)
