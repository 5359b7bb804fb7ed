"""An appointment moved or cancelled, by the person or by the team; the other side is told, what is freed is offered."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.appointments import notices
from maille.appointments.load import Choice, receivers
from maille.appointments.models import Appointment
from maille.core.refusals import Refused
from maille.people.models import User

from .earlier import close_offers, offer_freed
from .going import go_to
from .holding import (
    check_right,
    check_to_come,
    fresh,
    occupy_mediator,
    record,
    refuse_slot,
    snapshot,
    window_taken,
)

LONGEST_REASON = 200


@transaction.atomic
def move_appointment(*, appointment: Appointment, choice: Choice, by: Any, at: datetime) -> Appointment:
    """Take another slot in place of this one, whole or not at all; the code and the link stay the same."""
    check_right(by, appointment)
    appointment = fresh(appointment, choice.mediator.pk)
    check_to_come(appointment, at)
    freed = (appointment.place, appointment.mediator, window_taken(appointment))
    refuse_slot(appointment.reason, appointment.mode, choice, at=at, by=by, ignoring=[freed[2]])
    go_to(appointment, choice, by=by, at=at)
    offer_freed(*freed, network=appointment.network, by=by, at=at)
    return appointment


@transaction.atomic
def hand_over_appointment(*, key: int, old: User, new: User, by: Any, at: datetime) -> None:
    """Somebody else receives at the same hour and place, when somebody is ill; the person is told."""
    appointment = Appointment.objects.get(pk=key)
    check_right(by, appointment)
    appointment = fresh(appointment, new.pk)
    if appointment.mediator_id != old.pk:
        raise Refused(_("Ce rendez-vous vient d’être changé\u00a0: rechargez la page, puis recommencez."))
    check_to_come(appointment, at)
    allowed = receivers(appointment.network, timezone.localdate(at)).filter(pk=new.pk)
    if not allowed.exists():
        raise Refused(_("%(person)s ne reçoit pas dans ce réseau\u00a0: choisissez quelqu’un.") % {"person": new})
    choice = Choice(appointment.place, new, appointment.starts_at, appointment.ends_at)
    go_to(appointment, choice, by=by, at=at)


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, reason: str = "", by: Any, at: datetime) -> Appointment:
    """Cancel: the slot is free at once, and offered to who wanted to come earlier. Cancelling again changes nothing.

    The team says why, and the person reads it.
    """
    check_right(by, appointment)
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if by is not None and not reason:
        raise Refused(_("Dites pourquoi\u00a0: la personne le lira."), field="reason")
    appointment = fresh(appointment)
    if not appointment.is_booked:
        return appointment
    check_to_come(appointment, at)
    before, freed = snapshot(appointment), window_taken(appointment)
    appointment.state, appointment.ended_at, appointment.end_reason = Appointment.State.CANCELLED, at, reason
    appointment.wants_earlier_at = None
    appointment.sequence += 1
    appointment.save(update_fields=["state", "ended_at", "end_reason", "wants_earlier_at", "sequence"])
    occupy_mediator(appointment)
    record("appointments.cancelled", appointment, by, before)
    notices.tell(appointment, notices.CANCELLED if by is None else notices.CALLED_OFF, at=at, by=by)
    close_offers(appointment, by=by, at=at)
    offer_freed(appointment.place, appointment.mediator, freed, network=appointment.network, by=by, at=at)
    return appointment
