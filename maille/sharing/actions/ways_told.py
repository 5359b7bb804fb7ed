"""Which way a line of the story is about, and whether it was told already: on time, or late and out of order.

Two telephones that were without a network send their lines in any order: what a late line is about is looked for among
the ways as they were when it happened, never among those that are planned now.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.sharing.models import CustodyEvent, Leg, Unit
from maille.sharing.rules.custody import MOVES, Told
from maille.territory.models import Network, Place

A_DAY = timedelta(days=1)


def leg_of(unit: Unit, told: str, place: Place, when: datetime, *, is_newest: bool) -> Leg | None:
    return _leg_now(unit, told, place, when) if is_newest else _leg_then(unit, told, place, when)


def _leg_now(unit: Unit, told: str, place: Place, when: datetime) -> Leg | None:
    """The way that it is on, otherwise the next that is planned from or to this place."""
    ways = unit.legs.ahead().select_related("promise").order_by("leaves_at", "pk")
    going = ways.filter(left_at__isnull=False).first()
    if told in (Told.GIVEN, Told.PREPARED):
        return going if going is not None and going.origin_id == place.pk else ways.filter(origin=place).first()
    if told != Told.RECEIVED or (going is not None and going.destination_id == place.pk):
        return going
    onward = ways.filter(destination=place, left_at__isnull=True)
    if going is None:
        return onward.first()
    if going.promise and going.promise.ends_at > when:
        return onward.filter(leaves_at__lte=when).first() or going
    return _way_on(ways.filter(left_at__isnull=True), going.destination_id, place, when) or going


def _way_on(ways: QuerySet[Leg], origin: int, place: Place, when: datetime) -> Leg | None:
    """The way to a place straight on from where it was going, or by others that should have been gone by then."""
    for leg in ways:
        if leg.origin_id == origin and leg.destination_id == place.pk:
            return leg
        if leg.origin_id == origin and leg.leaves_at <= when:
            origin = leg.destination_id
    return None


def _leg_then(unit: Unit, told: str, place: Place, when: datetime) -> Leg | None:
    """The way that was under way then: the first from here to end after that, the first here to arrive after that."""
    ways = unit.legs.filter(left_at__isnull=False).select_related("promise")
    if told == Told.GIVEN:
        ended = ways.annotate(ended_at=Coalesce("arrived_at", "cancelled_at"))
        still = Q(ended_at__gte=when) | Q(ended_at__isnull=True)
        return ended.filter(still, origin=place).order_by("left_at", "pk").first()
    if told != Told.RECEIVED:
        return None
    leg = ways.filter(destination=place, arrived_at__gte=when).order_by("arrived_at", "pk").first()
    if leg is None or leg.left_at is None or leg.left_at <= when:
        return leg
    return None if leg.events.filter(kind=Told.GIVEN).exists() else leg


def told_already(unit: Unit, told: str, place: Place, leg: Leg | None, when: datetime) -> CustodyEvent | None:
    """The line of this hand-over that another telephone sent before."""
    if told not in (Told.GIVEN, Told.RECEIVED):
        return None
    if leg is not None and (same := leg.events.filter(kind=told, place=place).first()):
        return same
    if told == Told.RECEIVED and not (leg and (leg.left_at or leg.leaves_at <= when)):
        before = CustodyEvent.objects.filter(unit=unit, kind__in=MOVES, at__lte=when).order_by("at", "pk").last()
        return before if before is not None and before.kind == told and before.place_id == place.pk else None
    return None


def unplanned(unit: Unit, network: int | None, place: Place, to: Place | None, when: datetime) -> Leg:
    """A way that nobody planned, from the door where the unit is given."""
    if to is None or to == place:
        raise Refused(_("Dites où elle va\u00a0: aucun trajet n’est prévu d’ici."), field="to")
    return Leg.objects.create(
        network=Network.objects.get(pk=network),
        unit=unit,
        origin=place,
        destination=to,
        leaves_at=when,
        due_at=when + A_DAY,
    )


def passed(unit: Unit, leg: Leg) -> Sequence[Leg]:
    """The ways from where it was known to be to this one: gone, though their doors have not told it all."""
    ahead = unit.legs.ahead().exclude(pk=leg.pk).select_related("promise")
    stands, found, origin = unit.stands_in_id or unit.base_id, list[Leg](), leg.origin_id
    for before in ahead.order_by("-leaves_at", "-pk"):
        if origin == stands:
            break
        if before.destination_id == origin and before.leaves_at <= leg.leaves_at:
            found, origin = [before, *found], before.origin_id
    return found
