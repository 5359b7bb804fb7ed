"""Taking places back: erased when nothing depends on them, else no longer published."""

from collections.abc import Collection, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey

from maille.core import journal
from maille.territory import access
from maille.territory.models import NetworkPlace, OpeningSlot, Place

from .journalled import networks_of
from .places import save_places

BATCH = 500


def used_places(ids: Collection[int], *, besides: Collection[str] = ()) -> set[int]:
    """Those of these places that something refers to, other than what is derived from them.

    Asked of every table that points at places, so that a capability to come is heard without being named here.
    `besides` holds the labels of tables that do not count ("directory.importline").
    """
    apart = {OpeningSlot._meta.label_lower, NetworkPlace._meta.label_lower, *besides}
    used = set(
        NetworkPlace.objects.filter(place__in=ids, kind=NetworkPlace.Kind.MEMBER).values_list("place_id", flat=True)
    )
    for column in _columns_that_point_at_places():
        if column.model._meta.label_lower not in apart:
            found = column.model._base_manager.filter(**{f"{column.name}__in": ids})
            used.update(found.values_list(column.attname, flat=True))
    return used


def _columns_that_point_at_places() -> list[ForeignKey[Any, Any]]:
    tables = apps.get_models(include_auto_created=True)
    columns = [column for table in tables for column in table._meta.concrete_fields]
    return [column for column in columns if isinstance(column, ForeignKey) and column.related_model is Place]


@transaction.atomic
def remove_places(places: Sequence[Place], *, by: Any) -> None:
    """Erase places and everything derived from them; the journal keeps that they were there."""
    _check(places, by)
    _record("territory.place_removed", places, by)
    Place.objects.filter(pk__in=[place.pk for place in places]).delete()


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
