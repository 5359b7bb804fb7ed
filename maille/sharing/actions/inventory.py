"""One unit of what the network lends, written again, sent to repair, back from it, or out of the network for good."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import Promise, Unit
from maille.sharing.saying import promises_said
from maille.territory.models import Network, Organisation, Place

from .keeping import hold_network, hold_unit
from .legs import plan_ways
from .units import report_condition

SAID = ("label", "serial", "owner", "base", "since", "notes")


def check_serials(network: Network, serials: Iterable[str], but: Unit | None = None) -> None:
    """A serial number is of one unit of the network, whatever its case; kept from others until the end.

    The network's row is held: two people who write the same number at once do not both succeed.
    """
    wanted = [one.casefold() for one in serials if one]
    if not wanted:
        return
    hold_network(network.pk)
    twice = next((one for rank, one in enumerate(wanted) if one in wanted[:rank]), None)
    known = Unit.objects.filter(model__network=network).annotate(low=Lower("serial")).filter(low__in=wanted)
    found = known.exclude(pk=but.pk if but else None).select_related("model", "base").first()
    if twice:
        raise Refused(_("Le numéro de série %(serial)s est écrit deux fois.") % {"serial": twice}, field="serials")
    if found is not None:
        raise Refused(
            _("Le numéro de série %(serial)s est celui de «\u00a0%(unit)s\u00a0» (%(model)s, %(place)s).")
            % {"serial": found.serial, "unit": found, "model": found.model, "place": found.base},
            field="serials",
        )


@transaction.atomic
def change_unit(
    *,
    unit: Unit,
    label: str,
    base: Place,
    serial: str = "",
    owner: Organisation | None = None,
    since: date | None = None,
    notes: str = "",
    by: Any,
    at: datetime,
) -> Unit:
    """Write a unit again. With another base, its ways home are planned again."""
    if unit.model:
        hold_network(unit.model.network_id)
    unit = _held(unit, by)
    network = unit.model.network  # type: ignore[union-attr]  # _held sees to it
    if base.pk != unit.base_id and not access.can_keep_units(by, network, base):
        raise Refused(_("Seule la coordination donne une unité à un lieu dont on ne répond pas."), field="base")
    label, serial = label.strip()[:40], serial.strip()[:80]
    if not label:
        raise Refused(_("Écrivez l’étiquette\u00a0: ce qu’on lit sur l’objet."), field="label")
    if Unit.objects.filter(base=base, label=label).exclude(pk=unit.pk).exists():
        raise Refused(_("Ce lieu a déjà une unité avec cette étiquette."), field="label")
    if serial.casefold() != unit.serial.casefold():
        _check_serial(network, serial, unit)
    before, moves = journal.snapshot(unit, SAID), base.pk != unit.base_id
    unit.label, unit.serial, unit.base, unit.owner, unit.since, unit.notes = (
        label,
        serial,
        base,
        owner,
        since,
        notes.strip()[:300],
    )
    unit.save(update_fields=list(SAID))
    after = journal.snapshot(unit, SAID)
    if after != before:
        journal.record("sharing.unit_changed", unit, by=by, before=before, after=after, network_id=network.pk)
    if moves:
        plan_ways(units=[unit.pk], at=at)
    return unit


def _check_serial(network: Network, serial: str, unit: Unit) -> None:
    try:
        check_serials(network, [serial], but=unit)
    except Refused as refusal:
        raise Refused(refusal.sentence, field="serial") from refusal


@transaction.atomic
def retire_unit(*, unit: Unit, reason: str, by: Any, at: datetime) -> Unit:
    """A unit leaves the network for good: lost, given, past mending. Refused while it is promised or on its way."""
    unit = _held(unit, by)
    if unit.condition == Unit.Condition.RETIRED:
        return unit
    if not reason.strip():
        raise Refused(_("Dites pourquoi elle quitte le réseau\u00a0: perdue, donnée, irréparable…"), field="reason")
    if said := promises_said(Promise.objects.standing().filter(unit=unit)):
        raise Refused(_("«\u00a0%(unit)s\u00a0» est promise") % {"unit": unit} + f"\u00a0: {said}", field="reason")
    if unit.legs.ahead().filter(left_at__isnull=False).exists():
        raise Refused(
            _("«\u00a0%(unit)s\u00a0» est en route\u00a0: attendez qu’un lieu dise l’avoir reçue.") % {"unit": unit}
        )
    report_condition(unit=unit, condition=Unit.Condition.RETIRED, reason=reason, by=by, at=at)
    for leg in unit.legs.ahead():
        leg.cancelled_at = at
        leg.save(update_fields=["cancelled_at"])
    unit.refresh_from_db()
    return unit


def _held(unit: Unit, by: Any) -> Unit:
    """The unit, its model kept from any promise; refused to those who do not answer for its place."""
    if unit.model_id is None:
        raise Refused(_("Un ordinateur d’une salle s’écrit à la page de son lieu."))
    hold_unit(unit)
    unit = Unit.objects.select_related("base", "model__network").get(pk=unit.pk)
    if not access.can_keep_units(by, unit.model.network, unit.base):  # type: ignore[union-attr]  # it has a model
        raise Refused(
            _("Seules la responsable de «\u00a0%(place)s\u00a0» et la coordination écrivent ses unités.")
            % {"place": unit.base}
        )
    return unit
