"""What is told of a unit at a door: one line each, whatever is sent again, and what follows from it.

The unit is locked first, and its model before it: what has left is not given to somebody else meanwhile. A line that
happened before what is known already is kept in the story and moves nothing.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing import access
from maille.sharing.models import CustodyEcho, CustodyEvent, CustodyPhoto, LedgerEntry, Leg, Occupation, Promise, Unit
from maille.sharing.rules.custody import MOVES, Told, happened_at
from maille.territory.models import NetworkPlace, Place

from .keeping import hold_unit
from .legs import plan_ways
from .units import report_condition
from .ways_told import leg_of, passed, told_already, unplanned

LEDGER_LOAN = "promise"
A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def tell(
    *,
    unit: Unit,
    told: str,
    place: Place,
    by: Any,
    at: datetime,
    key: uuid.UUID | None = None,
    device_at: datetime | None = None,
    missing: Sequence[str] = (),
    note: str = "",
    other: Any = None,
    to: Place | None = None,
    photo: bytes = b"",
    alt: str = "",
) -> CustodyEvent:
    """Write what a door tells of a unit; the same `key` again is the same line, whoever sends it and how often.

    Two telephones that tell the same hand-over make one line. `device_at` is the time of the telephone, believed
    within a month; `other` is the person on the other side; `to` is where it goes when no way was planned; `photo` is
    a small JPEG, and `alt` what it shows.
    """
    unit = hold_unit(unit)
    key = key or uuid.uuid4()
    lines = CustodyEvent.objects
    known = lines.filter(key=key).first() or lines.filter(echoes__key=key).first()
    if known is not None:
        return known
    _check(unit, told, place, by)
    when = happened_at(at, device_at)
    is_newest = not CustodyEvent.objects.filter(unit=unit, kind__in=MOVES, at__gt=when).exists()
    leg = leg_of(unit, told, place, when, is_newest=is_newest)
    known = told_already(unit, told, place, leg, when)
    if known is not None:
        CustodyEcho.objects.create(key=key, event=known)  # that telephone may send it again, long after
        return known
    if told == Told.GIVEN and leg is None and is_newest:
        leg = unplanned(unit, _network(unit), place, to, when)
    event = CustodyEvent.objects.create(
        key=key,
        unit=unit,
        kind=told,
        leg=leg,
        promise=leg.promise if leg else None,
        place=place,
        by=by,
        other=other,
        at=when,
        noted_at=at,
        missing=[str(one)[:120] for one in missing][:50],
        note=note.strip()[:300],
    )
    if photo:
        CustodyPhoto.objects.create(event=event, jpeg=photo, alt=alt.strip()[:200])
    if told in MOVES and is_newest:
        _move(unit, event, leg)
    elif leg is not None:
        _date(event, leg)
    _follow(unit, event, by, at)
    if told in MOVES and is_newest:
        plan_ways(units=[unit.pk], at=at)
    journal.record(
        "sharing.unit_told",
        unit,
        by=by,
        after=journal.snapshot(event, ["kind", "place", "missing", "note"]),
        network_id=_network(unit),
    )
    return event


def _check(unit: Unit, told: str, place: Place, by: Any) -> None:
    if told not in Told:
        raise Refused(_("Dites ce qui se passe\u00a0: remis, reçu, contrôlé, abîmé…"), field="told")
    if not access.can_tell(by, unit, place):
        raise Refused(_("Seule l’équipe de «\u00a0%(place)s\u00a0» dit ce qui s’y passe.") % {"place": place})
    if unit.condition == Unit.Condition.RETIRED:
        raise Refused(
            _("«\u00a0%(unit)s\u00a0» a quitté le réseau\u00a0: mettez-la de côté et dites-le à la coordination.")
            % {"unit": unit}
        )


def _move(unit: Unit, event: CustodyEvent, leg: Leg | None) -> None:
    """Put the unit where the line says it is; given away, it was there when it left."""
    for skipped in passed(unit, leg) if leg else []:
        _pass(event, skipped)
    unit.stands_in = event.place
    unit.save(update_fields=["stands_in"])
    before = unit.legs.ahead().filter(left_at__isnull=False)
    for going in before.exclude(pk=leg.pk) if event.kind == Told.GIVEN and leg else [leg] if leg else []:
        _arrive(event, going)
    if event.kind == Told.GIVEN:
        _leave(event, leg)
    _close_what_is_over(unit, event)


def _pass(event: CustodyEvent, leg: Leg) -> None:
    """It is beyond this way: gone before the line that says so, though the doors of this one have told nothing yet."""
    leg.left_at, leg.arrived_at = leg.left_at or min(leg.leaves_at, event.at - A_MOMENT), event.at
    leg.save(update_fields=["left_at", "arrived_at"])
    _bind(leg.promise, leg.left_at)


def _date(event: CustodyEvent, leg: Leg) -> None:
    """Told late, it moves nothing; but the way left and arrived when its own doors say so."""
    if event.kind == Told.GIVEN:
        leg.left_at = event.at
        Promise.objects.filter(pk=leg.promise_id, left_at__gt=event.at).update(left_at=event.at)
    elif event.kind == Told.RECEIVED:
        leg.arrived_at = event.at
        leg.left_at = min(leg.left_at or event.at, event.at)
    leg.save(update_fields=["left_at", "arrived_at"])


def _leave(event: CustodyEvent, leg: Leg | None) -> None:
    if leg is None or leg.left_at is not None:
        return
    leg.left_at = event.at
    leg.save(update_fields=["left_at"])
    _bind(leg.promise, event.at)


def _arrive(event: CustodyEvent, leg: Leg) -> None:
    """The way is over: where it was to go, or where it was seen instead."""
    leg.left_at = leg.left_at or event.at
    if leg.destination_id == event.place_id:
        leg.arrived_at = event.at
        _bind(leg.promise, event.at)
    else:
        leg.cancelled_at = event.at
    leg.save(update_fields=["left_at", "arrived_at", "cancelled_at"])


def _bind(promise: Promise | None, at: datetime) -> None:
    """What has left is this unit, and no longer any other of its model."""
    if promise is not None and promise.left_at is None:
        promise.left_at = at
        promise.save(update_fields=["left_at"])


def _close_what_is_over(unit: Unit, event: CustodyEvent) -> None:
    """A unit that is somewhere else is no longer where it was lent: what it had left for is closed."""
    gone = unit.promises.standing().filter(left_at__isnull=False).exclude(place=event.place)
    keys = list(gone.filter(left_at__lt=event.at).values_list("pk", flat=True))
    Promise.objects.filter(pk__in=keys).update(closed_at=event.at)
    Occupation.objects.filter(because=Occupation.Because.LOAN, object_id__in=keys, ends_at__gt=event.at).delete()


def _follow(unit: Unit, event: CustodyEvent, by: Any, at: datetime) -> None:
    """What a line entails: the loan in the ledger, the unit that cannot be lent for a while."""
    if event.kind == Told.RECEIVED and event.promise is not None and event.place_id != unit.base_id:
        _credit(unit, event, event.promise)
    if event.kind == Told.DAMAGED:
        report_condition(unit=unit, condition=Unit.Condition.BROKEN, reason=event.note, by=None, at=at)


def _credit(unit: Unit, event: CustodyEvent, promise: Promise) -> None:
    """One loan, once: given by the base of the unit, received by the place."""
    LedgerEntry.objects.get_or_create(
        because=LEDGER_LOAN,
        object_id=promise.pk,
        defaults={
            "network": promise.line.need.network,
            "kind": LedgerEntry.Kind.LOAN,
            "giver": unit.base,
            "receiver": event.place,
            "amount": 1,
            "on": timezone.localdate(event.at),
            "noted_at": event.noted_at,
        },
    )


def _network(unit: Unit) -> int | None:
    if unit.model is not None:
        return unit.model.network_id
    found = NetworkPlace.objects.filter(place=unit.base).order_by("pk").values_list("network_id", flat=True)
    return found.first()
