"""Every write of what the network shares: units added, and the state each is in."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access, notices
from maille.sharing.models import ConditionEvent, Unit
from maille.territory.models import NetworkPlace, Place, Room

from .keeping import hold_unit

MOST_AT_ONCE = 60


@transaction.atomic
def add_units(*, room: Room, count: int, by: Any, at: datetime) -> list[Unit]:
    """Add working computers to a room, labelled after those the place has: "PC 7", "PC 8". What follows is told."""
    _check_right(by, room.place)
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(_("Ajoutez de 1 à %(most)s ordinateurs à la fois.") % {"most": MOST_AT_ONCE}, field="count")
    Place.objects.select_for_update(no_key=True).get(pk=room.place_id)
    taken = set(Unit.objects.filter(base=room.place_id).values_list("label", flat=True))
    labels = [label for number in range(1, len(taken) + count + 1) if (label := f"PC {number}") not in taken]
    units = Unit.objects.bulk_create(
        Unit(kind=Unit.Kind.COMPUTER, label=label, base_id=room.place_id, room=room) for label in labels[:count]
    )
    # A computer that arrives is one that works from now on: those who count them hear of it in the same way.
    ConditionEvent.objects.bulk_create(_event(unit, Unit.Condition.RETIRED, "", by, at) for unit in units)
    journal.record_many(
        "sharing.unit_added", [(unit, None, _said(unit)) for unit in units], by=by, network_id=_network(room.place)
    )
    return units


@transaction.atomic
def report_condition(*, unit: Unit, condition: str, reason: str = "", by: Any, at: datetime) -> ConditionEvent | None:
    """Say that a unit is broken, works again, or is retired; nothing is written when it was known."""
    _check_right(by, unit.base)
    if condition not in Unit.Condition.values:
        raise Refused(_("Dites si cela marche, est en panne, ou est retiré."), field="condition")
    unit = hold_unit(unit)
    if unit.condition == condition:
        return None
    before, unit.condition = unit.condition, condition
    unit.save(update_fields=["condition"])
    event = _event(unit, before, reason.strip()[:200], by, at)
    event.save(force_insert=True)
    journal.record(
        "sharing.condition_reported",
        unit,
        by=by,
        before={"condition": before},
        after={"condition": condition, "sharing.conditionevent.reason": event.reason},
        network_id=_network(unit.base),
    )
    if condition != Unit.Condition.WORKING:
        notices.unit_broken(unit, by=by, at=at)
    return event


def _event(unit: Unit, before: str, reason: str, by: Any, at: datetime) -> ConditionEvent:
    return ConditionEvent(unit=unit, at=at, before=before, after=unit.condition, reason=reason, by=by)


def _said(unit: Unit) -> dict[str, Any]:
    return journal.snapshot(unit, ["room", "condition"])


def _network(place: Place) -> int | None:
    """The oldest of the networks of a place: the journal where it is read."""
    return NetworkPlace.objects.filter(place=place).order_by("pk").values_list("network_id", flat=True).first()


def _check_right(user: Any, place: Place) -> None:
    if not access.can_report_units(user, place):
        raise Refused(_("Seule l’équipe de «\u00a0%(place)s\u00a0» dit l’état de ce qui est à lui.") % {"place": place})
