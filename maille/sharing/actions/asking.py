"""Asking for equipment, and promising it: the one action that binds units, and the one that lets them go.

A model is locked from before its units are counted until the promise is written, models in the order of their keys;
what would still slip through, the database refuses (migration 0002).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access, notices
from maille.sharing.load import most_for, pools_of, set_aside, spots_of, ways_between
from maille.sharing.models import EquipmentModel, Leg, Need, NeedLine, Occupation, Promise, Proposal
from maille.sharing.rules import Window
from maille.sharing.rules.availability import Ask, assigned
from maille.territory.models import Network, Place

from .agreed import check_dates, check_rules
from .keeping import hold_models
from .legs import plan_ways, send_back
from .lending import withdraw_people

Wanted = Sequence[tuple[EquipmentModel, int]]
SAID = ("place", "starts_at", "ends_at", "purpose", "state")


@transaction.atomic
def ask(
    *,
    network: Network,
    place: Place,
    window: Window,
    purpose: str,
    wanted: Wanted,
    by: Any,
    at: datetime,
    because: str = "",
    object_id: int | None = None,
    series: Any = None,
) -> Need:
    """Write what a place needs; nothing is promised yet."""
    if not access.can_ask_for(by, network, place):
        raise Refused(_("Seule l’équipe de «\u00a0%(place)s\u00a0» demande pour ce lieu.") % {"place": place})
    if not purpose.strip():
        raise Refused(_("Dites pour quoi faire\u00a0: ceux qui prêtent choisissent mieux."), field="purpose")
    check_dates(window, at)
    lines = _lines(wanted)
    _check_notice(lines, window, at)
    check_rules(network, place, window, lines, at)
    need = Need.objects.create(
        network=network,
        place=place,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        purpose=purpose.strip()[:200],
        because=because,
        object_id=object_id,
        series=series,
        asked_by=by if by is not None and by.is_authenticated else None,
        asked_at=at,
    )
    NeedLine.objects.bulk_create(NeedLine(need=need, model=model, count=count) for model, count in lines)
    after = journal.snapshot(need, SAID) | {"lines": [f"{count} × {model}" for model, count in lines]}
    journal.record("sharing.need_asked", need, by=by, after=after, network_id=network.pk)
    notices.need_asked(need, by=by, at=at)
    return need


def _lines(wanted: Wanted) -> list[tuple[EquipmentModel, int]]:
    """One line a model, those asked twice put together."""
    counts: dict[EquipmentModel, int] = {}
    for model, count in wanted:
        if count < 1:
            raise Refused(_("Dites combien il en faut\u00a0: un au moins."), field="count")
        counts[model] = counts.get(model, 0) + count
    if not counts:
        raise Refused(_("Choisissez ce qu’il vous faut."), field="model")
    return sorted(counts.items(), key=lambda line: line[0].pk)


def _check_notice(lines: Wanted, window: Window, at: datetime) -> None:
    """What has to be asked for some time before is not asked for at once."""
    for model, _count in lines:
        if window.starts_at < at + model.notice:
            raise Refused(
                _("«\u00a0%(model)s\u00a0» se demande au moins %(hours)s heures avant\u00a0: choisissez un autre jour.")
                % {"model": model, "hours": model.notice_hours},
                field="starts_at",
            )


@transaction.atomic
def promise(*, need: Need, by: Any, at: datetime, counts: Mapping[int, int] | None = None) -> list[Promise]:
    """Bind units to a need that was asked: all it asks, or `counts` of each line by its key (a part of it).

    Refused when there are too few; said again, it changes nothing.
    """
    need = Need.objects.select_for_update(of=("self",)).select_related("place").get(pk=need.pk)
    if not access.can_promise(by, need):
        raise Refused(_("La coordination et les lieux qui prêtent répondent aux demandes."))
    if need.state in (Need.State.CONFIRMED, Need.State.PARTLY):
        return list(Promise.objects.standing().filter(line__need=need))
    if need.state != Need.State.ASKED:
        raise Refused(_("Cette demande est close\u00a0: faites-en une autre."))
    check_dates(Window(need.starts_at, need.ends_at), at)
    lines = list(need.lines.filter(model__isnull=False).order_by("model"))
    models = hold_models([line.model_id for line in lines if line.model_id])
    made: list[Promise] = []
    changed: set[int] = set()
    for line in lines:
        bound, others = _bind(need, line, models, counts, at)
        made += bound
        changed |= others
    if not made:
        raise Refused(_("Promettez-en un au moins, ou refusez la demande en disant pourquoi."), field="count")
    plan_ways(units=changed | {one.unit_id for one in made}, at=at)
    is_whole = len(made) == sum(line.count for line in lines)
    _answered(need, Need.State.CONFIRMED if is_whole else Need.State.PARTLY, by, at)
    return made


def _bind(
    need: Need, line: NeedLine, models: Mapping[int, EquipmentModel], counts: Mapping[int, int] | None, at: datetime
) -> tuple[list[Promise], set[int]]:
    """The promises that were made, and the units that something else goes with since."""
    count = line.count if counts is None else min(counts.get(line.pk, 0), line.count)
    if not count or line.model_id is None:
        return [], set()
    model, window = models[line.model_id], Window(need.starts_at, need.ends_at)
    found = units_for(need, model, window, count, at)
    if found is None:
        raise Refused(_too_few(model, count), field="count")
    units, moved, before = found
    made = [
        Promise(
            line=line,
            unit_id=unit,
            place_id=need.place_id,
            starts_at=need.starts_at,
            ends_at=need.ends_at,
            promised_at=at,
        )
        for unit in units
    ]
    bind(made, moved)
    return made, before | set(moved.values())


def units_for(
    need: Need, model: EquipmentModel, window: Window, count: int, at: datetime
) -> tuple[list[int], Mapping[int, int], set[int]] | None:
    """The units that a need takes of a held model, the promises that change unit for it, the units these had.

    Nothing when there are too few, those that are set aside left out.
    """
    pool = pools_of([model.pk], window, at)[model.pk]
    places = {need.place_id, *(spot.place for spot in pool.spots), *(stay.place for stay in pool.stays)}
    ways = ways_between(need.network_id, places, window)
    wanted, kept = Ask(need.place_id, window, count), set_aside(need.network_id, need.place_id, [model.pk])
    if most_for(model, pool, wanted, ways, kept.get(model.pk, 0), at) != count:
        return None
    spots = spots_of(model, pool, need.place_id)
    found = assigned(spots, pool.stays, wanted, ways.for_model(model.lasts_to_prepare), at)
    if found is None:
        return None
    units, moved = found
    return units, moved, {stay.unit for stay in pool.stays if stay.key in moved and stay.unit}


def _too_few(model: EquipmentModel, count: int) -> str:
    said = {"count": count, "model": model}
    return (
        ngettext(
            "Il n’y a plus %(count)s «\u00a0%(model)s\u00a0» libre à ces heures-là\u00a0: "
            "changez l’heure ou le nombre.",
            "Il n’y a plus %(count)s «\u00a0%(model)s\u00a0» libres à ces heures-là\u00a0: "
            "changez l’heure ou le nombre.",
            count,
        )
        % said
    )


def bind(made: Sequence[Promise], moved: Mapping[int, int]) -> None:
    """Write promises and those that change unit for them: the database refuses one unit twice."""
    changed = list(Promise.objects.filter(pk__in=list(moved)))
    for one in changed:
        one.unit_id = moved[one.pk]
    loans = Occupation.objects.filter(because=Occupation.Because.LOAN)
    try:
        with transaction.atomic():
            loans.filter(object_id__in=list(moved)).delete()
            Promise.objects.bulk_update(changed, ["unit"])
            Promise.objects.bulk_create(made)
            Occupation.objects.bulk_create(taking(one) for one in (*changed, *made))
    except IntegrityError as overlap:
        raise Refused(
            _("Ce matériel vient d’être promis à cette heure-là\u00a0: choisissez une autre heure.")
        ) from overlap


def taking(one: Promise) -> Occupation:
    """What a promise takes of its unit."""
    return Occupation(
        because=Occupation.Because.LOAN,
        object_id=one.pk,
        unit_id=one.unit_id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
    )


@transaction.atomic
def refuse(*, need: Need, reason: str, by: Any, at: datetime) -> None:
    """Say no to what was asked, and why: what is refused tells what to buy next."""
    need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if not access.can_promise(by, need):
        raise Refused(_("La coordination et les lieux qui prêtent répondent aux demandes."))
    if need.state != Need.State.ASKED:
        raise Refused(_("Cette demande a déjà sa réponse."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi\u00a0: la personne saura quoi demander d’autre."), field="reason")
    need.answer = reason.strip()[:300]
    _answered(need, Need.State.REFUSED, by, at)


@transaction.atomic
def cancel_need(*, need: Need, by: Any, at: datetime) -> None:
    """Take a request back, or give back what was promised to it; what has left comes back by its own way."""
    need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if not access.can_cancel_need(by, need):
        raise Refused(_("Seuls le lieu qui demande et la coordination annulent cette demande."))
    if need.state in (Need.State.CANCELLED, Need.State.REFUSED):
        return
    hold_models(need.lines.filter(model__isnull=False).values_list("model", flat=True))
    held = Promise.objects.standing().filter(line__need=need)
    for leg in Leg.objects.ahead().filter(promise__in=held, left_at__isnull=False):
        send_back(leg=leg, by=None, at=at)
    let_go(held, at)
    withdraw_people(need, by, at)
    _answered(need, Need.State.CANCELLED, by, at)


def let_go(promises: Any, at: datetime) -> list[int]:
    """Promises hold no more; gives their keys."""
    keys = list(promises.values_list("pk", flat=True))
    Promise.objects.filter(pk__in=keys).update(cancelled_at=at)
    Occupation.objects.filter(because=Occupation.Because.LOAN, object_id__in=keys).delete()
    plan_ways(units=Promise.objects.filter(pk__in=keys).values_list("unit", flat=True), at=at)
    return keys


def _answered(need: Need, state: str, by: Any, at: datetime) -> None:
    before = journal.snapshot(need, ["state"])
    need.state, need.answered_at = state, at
    need.save(update_fields=["state", "answered_at", "answer"])
    # What was offered in its place waits for no answer any more.
    Proposal.objects.filter(line__need=need, state=Proposal.State.OPEN).update(state=Proposal.State.WITHDRAWN)
    journal.record(
        "sharing.need_answered",
        need,
        by=by,
        before=before,
        after=journal.snapshot(need, ["state", "answer"]),
        network_id=need.network_id,
    )
    notices.need_answered(need, by=by, at=at)
