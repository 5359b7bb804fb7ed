"""The ways of units: planned from what is promised, straight on from one place to the next, home at the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.load import ways_between
from maille.sharing.models import EquipmentModel, Leg, Unit
from maille.sharing.rules import Window
from maille.sharing.rules.journeys import Ways
from maille.sharing.rules.legs import Stop, Way, ways_of

from .keeping import hold_unit


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What is ahead of a unit: where it will be and from when, and where it is promised to after that."""

    unit: Unit
    model: EquipmentModel
    stands: int
    free_at: datetime
    stops: Sequence[Stop]

    @property
    def places(self) -> set[int]:
        return {self.stands, self.unit.base_id, *(stop.place for stop in self.stops)}

    @property
    def ends_at(self) -> datetime:
        return max([self.free_at, *(stop.window.ends_at for stop in self.stops)])


def plan_ways(*, units: Iterable[int], at: datetime) -> None:
    """Plan again what has not left of the ways of these units; a way that stays the same keeps who carries it.

    What follows from what is promised and told, within the transaction of whoever does it. The ways between all the
    places of a network are read once.
    """
    rows = Unit.objects.select_for_update(of=("self",)).filter(pk__in=set(units), model__isnull=False).order_by("pk")
    ahead = [_ahead(unit, unit.model, at) for unit in rows.select_related("model__network") if unit.model is not None]
    for network, ones in groupby(sorted(ahead, key=_network), key=_network):
        alike = list(ones)
        places = set().union(*(one.places for one in alike))
        around = Window(at, max(one.ends_at for one in alike))
        between = ways_between(network, places, around) if len(places) > 1 else Ways()
        for one in alike:
            _plan(one, between.for_model(one.model.lasts_to_prepare), at)


def _network(ahead: _Ahead) -> int:
    return ahead.model.network_id


def _ahead(unit: Unit, model: EquipmentModel, at: datetime) -> _Ahead:
    going = unit.legs.ahead().filter(left_at__isnull=False).first()
    held = list(unit.promises.standing().order_by("starts_at", "pk"))
    return _Ahead(
        unit,
        model,
        going.destination_id if going else unit.stands_in_id or unit.base_id,
        max([at, *(one.ends_at for one in held if one.left_at is not None)]),
        [Stop(one.pk, one.place_id, Window(one.starts_at, one.ends_at)) for one in held if one.left_at is None],
    )


def _plan(ahead: _Ahead, between: Ways, at: datetime) -> None:
    unit = ahead.unit
    known = {(leg.promise_id, leg.origin_id, leg.destination_id): leg for leg in _planned(unit)}
    wanted = ways_of(ahead.stands, ahead.free_at, ahead.stops, unit.base_id, between)
    kept = [_keep(unit, ahead.model, way, known) for way in wanted]
    _drop([leg for leg in known.values() if leg.pk not in {one.pk for one in kept}], at)


def _planned(unit: Unit) -> Sequence[Leg]:
    return list(unit.legs.ahead().filter(left_at__isnull=True))


def _keep(unit: Unit, model: EquipmentModel, way: Way, known: dict[tuple[int | None, int, int], Leg]) -> Leg:
    leg = known.get((way.promise, way.origin, way.destination)) or Leg(
        network=model.network,
        unit=unit,
        promise_id=way.promise,
        origin_id=way.origin,
        destination_id=way.destination,
    )
    if (leg.leaves_at, leg.due_at) != (way.leaves_at, way.due_at):
        leg.leaves_at, leg.due_at = way.leaves_at, way.due_at
        leg.save()
    return leg


def _drop(legs: Sequence[Leg], at: datetime) -> None:
    """A way that is no longer wanted never was; one for which something was prepared is cancelled."""
    rows = Leg.objects.filter(pk__in=[leg.pk for leg in legs])
    rows.filter(events__isnull=False).update(cancelled_at=at)
    rows.filter(events__isnull=True).delete()


@transaction.atomic
def send_back(*, leg: Leg, by: Any, at: datetime) -> Leg:
    """What is on the way and no longer wanted comes back: the way there is cancelled, the way back is planned."""
    hold_unit(leg.unit)
    leg = Leg.objects.select_for_update(of=("self",)).select_related("unit", "network").get(pk=leg.pk)
    if not access.can_coordinate(by, leg.network) and not access.can_tell(by, leg.unit, leg.origin):
        raise Refused(_("La coordination et le lieu de départ prévoient les trajets."))
    if leg.arrived_at or leg.cancelled_at:
        raise Refused(_("Ce trajet est fini\u00a0: prévoyez-en un autre."))
    leg.cancelled_at = at
    leg.save(update_fields=["cancelled_at"])
    if leg.left_at is None:
        return leg
    return Leg.objects.create(
        network=leg.network,
        unit=leg.unit,
        origin=leg.destination,
        destination=leg.origin,
        leaves_at=at,
        due_at=at + (leg.due_at - leg.leaves_at),
        carried_by=leg.carried_by,
        carrier=leg.carrier,
        left_at=at,
    )
