"""Another unit for what a broken or a late one was promised for: found by the same count as any promise."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.core.telephone import say_number
from maille.sharing import access
from maille.sharing.models import Promise, Unit
from maille.sharing.rules import Window
from maille.territory.models import Place

from .asking import bind, units_for
from .keeping import hold_models
from .legs import plan_ways


def late_holders(units: Collection[int], at: datetime) -> dict[int, Place]:
    """By the key of those of these units that should be back and are not: where they are kept."""
    held = Promise.objects.standing().filter(unit__in=units, left_at__isnull=False, ends_at__lte=at)
    return {one.unit_id: one.place for one in held.select_related("place")}


@transaction.atomic
def find_another(*, promise: Promise, by: Any, at: datetime) -> Unit:
    """Give what a broken or a late unit was promised for to another of its model; none of the other promises is lost.

    The unit that serves from now on; the same one when it works again, or is back.
    """
    key = Unit.objects.values_list("model", flat=True).get(pk=promise.unit_id)
    models = hold_models([key] if key else [])
    Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    promise = Promise.objects.select_related("unit", "place", "line__need__network").get(pk=promise.pk)
    need, unit = promise.line.need, promise.unit
    if not access.can_promise(by, need):
        raise Refused(_("La coordination et les lieux qui prêtent répondent aux demandes."))
    if promise.cancelled_at or promise.closed_at or promise.left_at:
        raise Refused(_("Elle est déjà partie, ou cette promesse ne tient plus\u00a0: prévenez le lieu."))
    if unit.condition == Unit.Condition.WORKING and not late_holders([unit.pk], at):
        return unit
    window = Window(max(promise.starts_at, at), promise.ends_at)
    found = units_for(need, models[key], window, 1, at) if window.starts_at < window.ends_at else None
    if found is None:
        raise Refused(_none_left(promise))
    units, moved, before = found
    _bind_to(promise, units[0], moved, at, before)
    other = Unit.objects.select_related("base").get(pk=units[0])
    journal.record(
        "sharing.unit_replaced",
        unit,
        by=by,
        after={"promise": str(promise), "unit": str(other)},
        network_id=need.network_id,
    )
    return other


def _bind_to(promise: Promise, unit: int, moved: Any, at: datetime, before: set[int]) -> None:
    broken = promise.unit_id
    bind([], {**moved, promise.pk: unit})
    plan_ways(units={broken, unit, *before, *moved.values()}, at=at)


def _none_left(promise: Promise) -> str:
    words = _(
        "Aucune autre unité n’est libre à ces heures-là. Prévenez «\u00a0%(place)s\u00a0»%(phone)s\u00a0: "
        "une autre date, ou un autre modèle."
    )
    phone = f" ({say_number(promise.place.phone)})" if promise.place.phone else ""
    return words % {"place": promise.place, "phone": phone}
