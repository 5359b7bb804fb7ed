"""Who came to an appointment, as its mediator or the desk notes it; noted again, it is put right."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from maille.activity.models import AppointmentAttendance
from maille.activity.models.presence import State
from maille.activity.rules.ticks import opens_at
from maille.appointments.access import can_handle
from maille.appointments.models import Appointment
from maille.core import journal
from maille.core.refusals import Refused


@transaction.atomic
def note_appointment(
    *, appointment: Appointment, state: str, saw: str, by: Any, at: datetime
) -> AppointmentAttendance | None:
    """Note whether somebody came; EXPECTED takes the answer back. `saw` is what the page showed.

    Refused when somebody has answered otherwise meanwhile, so that nobody undoes another's word unknowingly.
    """
    if by is None or not can_handle(by, appointment):
        raise Refused(_("Seules l’équipe du lieu et la coordination s’occupent de ce rendez-vous."))
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    _check(appointment, state, at)
    known = AppointmentAttendance.objects.filter(appointment=appointment).first()
    before = known.state if known else State.EXPECTED
    if before == state:
        return known
    if before != saw:
        raise Refused(
            _("Quelqu’un a noté «\u00a0%(state)s\u00a0» entre-temps\u00a0: regardez, puis recommencez s’il le faut.")
            % {"state": State(before).label}
        )
    noted = known or AppointmentAttendance(appointment=appointment)
    noted.state, noted.decided_at, noted.by = state, at, by
    noted.save()
    journal.record(
        "activity.appointment_noted",
        appointment,
        by=by,
        before={"presence": before},
        after={"presence": state},
        network_id=appointment.network_id,
    )
    return noted


def _check(appointment: Appointment, state: str, at: datetime) -> None:
    if state not in State.values:
        raise Refused(_("Choisissez une des quatre réponses."))
    if not appointment.is_booked:
        raise Refused(_("Ce rendez-vous est annulé\u00a0: il n’y a personne à noter."))
    if state in (State.PRESENT, State.ABSENT) and at < opens_at(appointment.starts_at):
        raise Refused(
            _("Le rendez-vous n’a pas commencé\u00a0: d’ici là, notez qui s’excuse\u00a0; le reste, une heure avant.")
        )
