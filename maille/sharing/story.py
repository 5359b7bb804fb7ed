"""The story of units, as it was told: where each is, what is to be done at the doors of a day. Never derived twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from maille.sharing.models import CustodyEvent, Leg, Promise, Unit
from maille.sharing.rules.custody import Expected, Line, Told, Whereabouts, meant, whereabouts
from maille.territory.models import Place

MOST = 300


@dataclass(frozen=True, slots=True)
class Doors:
    """What is to be done in some places on a day: to give, to take in, and what should have come back."""

    to_give: Sequence[Leg]
    to_receive: Sequence[Leg]
    late: Sequence[Promise]

    @property
    def is_quiet(self) -> bool:
        return not (self.to_give or self.to_receive or self.late)


def doors_of(network: Any, places: Collection[Place], day: date, *, at: datetime) -> Doors:
    """The hand-overs of a day; what was to leave before and has not is still to give."""
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    ways = Leg.objects.ahead().filter(network=network)
    ways = ways.select_related("unit__model", "origin", "destination", "carrier", "promise__line__need")
    ways = ways.prefetch_related("unit__model__contents", Prefetch("events", _givings(), to_attr="givings"))
    late = Promise.objects.standing().filter(left_at__isnull=False, ends_at__lt=at, unit__model__network=network)
    late = late.filter(place__in=places) | late.filter(unit__base__in=places)
    late = late.select_related("unit__model", "place", "line__need")
    return Doors(
        list(
            ways.filter(origin__in=places, left_at__isnull=True, leaves_at__lt=ends).order_by("leaves_at", "pk")[:MOST]
        ),
        list(ways.filter(destination__in=places, due_at__lt=ends).order_by("due_at", "pk")[:MOST]),
        list(late.distinct().order_by("ends_at", "pk")[:MOST]),
    )


def _givings() -> Any:
    return CustodyEvent.objects.filter(kind=Told.GIVEN).select_related("by")


def lines_of(unit: Unit) -> Sequence[CustodyEvent]:
    """All that was told of a unit, in the order it happened."""
    return list(
        unit.custody.in_order().select_related("place", "leg__destination", "by", "other", "photo").defer("photo__jpeg")
    )


def where_is(unit: Unit, lines: Sequence[CustodyEvent]) -> Whereabouts:
    return whereabouts(
        unit.base_id,
        [Line(Told(one.kind), one.place_id, one.at, one.leg.destination_id if one.leg else None) for one in lines],
    )


def expected_of(unit: Unit, where: Whereabouts, here: int) -> Told:
    """What a scan of a unit in a place means today."""
    ways = unit.legs.ahead().filter(left_at__isnull=True).values_list("origin", "destination")
    return meant(where, here, [Expected(*way) for way in ways])


def next_of(unit: Unit, at: datetime) -> Promise | None:
    """Whom it is promised to after this: those whom a late return concerns first."""
    coming = unit.promises.standing().filter(left_at__isnull=True, ends_at__gt=at)
    return coming.select_related("place", "line__need").order_by("starts_at", "pk").first()
