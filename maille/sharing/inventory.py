"""What a network owns to lend, as its screens list it: models with their units by state, units with where they are."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q

from maille.core.codes import read_code
from maille.core.models import Entry
from maille.sharing.load import DayFree, free_by_day
from maille.sharing.models import EquipmentModel, Leg, Need, Unit
from maille.territory.models import Network, NetworkPlace, Place

MOST_FOUND = 20
WEEK = 7


def models_shown(
    network: Network, *, category: str = "", place: Place | None = None, words: str = "", archived: bool = False
) -> list[EquipmentModel]:
    """Models in the order of sorts and names, each with how many `working`, `broken` and `out` units it has."""
    here = Q(units__base=place) if place else Q()
    rows = EquipmentModel.objects.filter(network=network)
    rows = rows if archived else rows.in_use()
    if category:
        rows = rows.filter(category=category)
    if place:
        rows = rows.filter(units__base=place)
    counted = rows.annotate(
        working=_units(here & Q(units__condition=Unit.Condition.WORKING)),
        broken=_units(here & Q(units__condition=Unit.Condition.BROKEN)),
        out=_units(
            here & Q(units__promises__left_at__isnull=False, units__promises__closed_at__isnull=True)
            & Q(units__promises__cancelled_at__isnull=True)
        ),
    )  # fmt: skip
    return [model for model in counted.order_by("category", "name", "pk") if _has(model, words)]


def _units(which: Q) -> Count:
    return Count("units", filter=which, distinct=True)


def _has(model: EquipmentModel, words: str) -> bool:
    text = f"{model.name} {model.maker} {model.uses} {model.get_category_display()}".casefold()
    return all(word in text for word in words.casefold().split())


def units_named(network: Network, words: str) -> list[Unit]:
    """The units whose label, code or serial number this is, letter for letter but for their case."""
    words = words.strip()
    if not words:
        return []
    named = Q(label__iexact=words) | Q(serial__iexact=words)
    if code := read_code(words):
        named |= Q(code=code)
    rows = Unit.objects.filter(named, model__network=network).select_related("model", "base", "stands_in")
    return list(rows.order_by("label", "pk")[:MOST_FOUND])


def units_of(network: Network, model: EquipmentModel) -> list[Unit]:
    """The units of a model by place then label, TAB 2 before TAB 10; each place with its ribbon."""
    links = Prefetch("base__network_places", NetworkPlace.objects.filter(network=network), to_attr="links_here")
    units = model.units.select_related("base", "stands_in").prefetch_related(links)
    return sorted(units, key=lambda unit: (unit.base.name, unit.base_id, natural(unit.label), unit.pk))


def units_to_label(
    network: Network, place: Place | None = None, model: EquipmentModel | None = None, since: date | None = None
) -> list[Unit]:
    """Those that still bear a label, by place, model and label; only those added since a day when asked."""
    rows = Unit.objects.filter(model__network=network).exclude(condition=Unit.Condition.RETIRED)
    rows = rows.filter(**({"base": place} if place else {}), **({"model": model} if model else {}))
    if since:
        added = Entry.objects.filter(action="sharing.unit_added", network_id=network.pk, at__date__gte=since)
        rows = rows.filter(pk__in=[int(key) for key in added.values_list("object_id", flat=True)])
    units = rows.select_related("base", "model")
    return sorted(units, key=lambda unit: (unit.base.name, str(unit.model), natural(unit.label), unit.pk))


def natural(label: str) -> list[tuple[int, str]]:
    """A label as people order it: its numbers by what they are worth."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", label)]


def with_ways(units: Iterable[Unit]) -> list[Unit]:
    """The same units, each with the way that it is on as `going`, or nothing."""
    found = list(units)
    ways = Leg.objects.ahead().filter(unit__in=found, left_at__isnull=False)
    going = {leg.unit_id: leg for leg in ways.select_related("origin", "destination", "carrier")}
    for unit in found:
        unit.going = going.get(unit.pk)  # type: ignore[attr-defined]
    return found


def weeks_of(model: EquipmentModel, place: Place, first: date, *, at: datetime) -> list[Sequence[DayFree | None]]:
    """The days of its calendar by weeks, Monday first; nothing stands for days before the first and after the last."""
    found: list[DayFree | None] = [None] * first.weekday()
    found += free_by_day(model, place, first, at=at)
    found += [None] * (-len(found) % WEEK)
    return [found[rank : rank + WEEK] for rank in range(0, len(found), WEEK)]


def promises_shown(unit: Unit, user: Any) -> list[Any]:
    """What a unit is promised for from now on; `shown` when this person may read the request behind it."""
    rows = list(unit.promises.standing().select_related("place", "line__need").order_by("starts_at", "pk"))
    needs = {one.line.need_id for one in rows}
    visible = set(Need.objects.visible_to(user).filter(pk__in=needs).values_list("pk", flat=True))
    for one in rows:
        one.shown = one.line.need_id in visible  # type: ignore[attr-defined]
    return rows
