"""The cupboard of a network: what there is, what sleeps, what was asked for and not had over a year."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils import timezone

from maille.sharing.models import Category, CustodyEvent, EquipmentModel, Need, NeedLine, Promise, Unit
from maille.sharing.rules.cupboard import YEAR, Lack, Wanted, lacks, sleeps_since
from maille.sharing.rules.custody import MOVES
from maille.territory.models import Place

ORDER = {category: rank for rank, category in enumerate(Category.values)}


@dataclass(frozen=True, slots=True)
class Item:
    """A unit of the cupboard: when it last changed hands, for how many days it has slept if it does."""

    unit: Unit
    last_used: datetime | None
    sleeps: int | None
    is_out: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """One sort of things in one place: how many, how many of these work, are out, sleep."""

    category: str
    place: Place
    units: int
    working: int
    out: int
    asleep: int

    @property
    def sort(self) -> str:
        return str(Category(self.category).label)


@dataclass(frozen=True, slots=True)
class Dormant:
    """The units of one model that sleep in one place: how many, how long the first has, whether it never went out."""

    first: Unit
    units: int
    sleeps: int
    never: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """A model that was asked for and not had."""

    model: EquipmentModel
    lack: Lack
    places: Sequence[Place]


def items_of(network: Any, *, at: datetime, place: Place | None = None) -> list[Item]:
    """Every unit that the network lends, retired ones left out; of one base when given."""
    units = Unit.objects.filter(model__network=network).exclude(condition=Unit.Condition.RETIRED)
    if place is not None:
        units = units.filter(base=place)
    last = CustodyEvent.objects.filter(unit=OuterRef("pk"), kind__in=MOVES).order_by().values("unit")
    units = units.annotate(last_used=Subquery(last.annotate(last=Max("at")).values("last")))
    units = units.select_related("model", "base", "stands_in", "owner").order_by(
        "model__category", "model__name", "label"
    )
    out = _out(network)
    return [_item(unit, unit.pk in out, at) for unit in units]


def _out(network: Any) -> set[int]:
    """What is lent at this instant: it has left, and nobody said that it came back."""
    rows = Promise.objects.standing().filter(unit__model__network=network, left_at__isnull=False)
    return set(rows.values_list("unit", flat=True))


def _item(unit: Any, is_out: bool, at: datetime) -> Item:
    can_sleep = unit.condition == Unit.Condition.WORKING and not is_out
    slept = sleeps_since(unit.last_used, unit.since, at) if can_sleep else None
    return Item(unit, unit.last_used, slept, is_out)


def shelves_of(items: Sequence[Item]) -> list[Shelf]:
    """What there is by sort and place, in the order of the sorts, then of the names."""
    found: dict[tuple[str, int], list[Item]] = defaultdict(list)
    for one in items:
        if one.unit.model:
            found[one.unit.model.category, one.unit.base_id].append(one)
    shelves = [_shelf(category, ones) for (category, _place), ones in found.items()]
    return sorted(shelves, key=lambda one: (ORDER[one.category], one.place.name))


def _shelf(category: str, ones: Sequence[Item]) -> Shelf:
    return Shelf(
        category,
        ones[0].unit.base,
        len(ones),
        sum(one.unit.condition == Unit.Condition.WORKING for one in ones),
        sum(one.is_out for one in ones),
        sum(one.sleeps is not None for one in ones),
    )


def asleep(items: Sequence[Item]) -> list[Item]:
    """What sleeps, the longest first."""
    return sorted((one for one in items if one.sleeps is not None), key=lambda one: -(one.sleeps or 0))


def dormant(items: Sequence[Item]) -> list[Dormant]:
    """What sleeps, by model and place, the longest first."""
    found: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for one in asleep(items):
        found[one.unit.model_id or 0, one.unit.base_id].append(one)
    return [Dormant(ones[0].unit, len(ones), ones[0].sleeps or 0, ones[0].last_used is None) for ones in found.values()]


def missed_of(network: Any, needs: Any, *, at: datetime, place: Place | None = None) -> list[Missed]:
    """What these needs asked for and did not get over the year that ends now: refused, partly given, unanswered."""
    rows = NeedLine.objects.filter(need__in=needs.filter(network=network), model__isnull=False)
    rows = rows.filter(need__starts_at__gt=at - YEAR, need__starts_at__lte=at)
    never = Q(need__state__in=(Need.State.REFUSED, Need.State.PARTLY, Need.State.ASKED))
    rows = rows.filter(never)
    if place is not None:
        rows = rows.filter(need__place=place)
    given = Count("promises", filter=Q(promises__cancelled_at__isnull=True))
    wanted = [_wanted(line) for line in rows.select_related("need").annotate(given=given)]
    found = lacks(wanted)
    models = EquipmentModel.objects.in_bulk([one.model for one in found])
    places = Place.objects.in_bulk({key for one in found for key in one.places})
    return [Missed(models[one.model], one, _named(places, one.places)) for one in found]


def _wanted(line: Any) -> Wanted:
    need = line.need
    first, last = (
        timezone.localtime(moment).date() for moment in (need.starts_at, need.ends_at - timedelta(seconds=1))
    )
    return Wanted(line.model_id, need.place_id, line.count - line.given, (last - first).days + 1)


def _named(places: Mapping[int, Place], keys: Collection[int]) -> list[Place]:
    return sorted((places[key] for key in keys), key=lambda one: one.name)
