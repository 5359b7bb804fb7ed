"""What every action on appointments checks and writes: the right, the slot, who is taken."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from maille.appointments import access
from maille.appointments.load import Choice, why_not
from maille.appointments.models import Appointment, EarlierOffer, Reason
from maille.core import journal
from maille.core.refusals import Refused
from maille.sharing.actions import hold_people, occupy
from maille.sharing.models import Occupation
from maille.sharing.rules import Window

Because = Occupation.Because
SAID = ("starts_at", "ends_at", "state", "place", "mediator", "mode")
"""What the journal keeps: no word of the person, no address."""


def refuse_slot(
    reason: Reason, mode: str, choice: Choice, *, at: datetime, by: Any, ignoring: Iterable[Window] = ()
) -> None:
    """Refuse a slot that cannot be had, with what to do; the caller holds the mediator."""
    why = why_not(reason, mode, choice, at=at, is_team=by is not None, ignoring=ignoring)
    if why:
        raise Refused(_sentences(reason)[why], field="slot")


def _sentences(reason: Reason) -> dict[str, str]:
    values = {"hours": reason.notice_hours, "days": reason.horizon_days}
    return {
        "past": _("Cette heure est passée\u00a0: choisissez-en une à venir."),
        "soon": _("Ce motif se prend au moins %(hours)s heures avant\u00a0: choisissez plus tard, ou appelez le lieu.")
        % values,
        "far": _("Ce motif se prend au plus %(days)s jours avant\u00a0: choisissez plus tôt.") % values,
        "closed": _("Le lieu est fermé ce jour-là\u00a0: choisissez un autre jour."),
        "outside": _("Personne ne reçoit à cette heure-là\u00a0: choisissez un des créneaux proposés."),
        "taken": _("Ce créneau vient d’être pris\u00a0: choisissez-en un autre."),
    }


def fresh(appointment: Appointment, *also: int) -> Appointment:
    """An appointment once nobody else may change it: its mediators are held first (and those named), as everywhere."""
    offered = EarlierOffer.objects.filter(appointment=appointment.pk, state=EarlierOffer.State.OPEN)
    hold_people({appointment.mediator_id, *offered.values_list("mediator", flat=True), *also})
    Appointment.objects.select_for_update(of=("self",)).filter(pk=appointment.pk).first()
    again = Appointment.objects.for_display().get(pk=appointment.pk)
    if again.mediator_id != appointment.mediator_id:
        raise Refused(_("Ce rendez-vous vient d’être changé\u00a0: rechargez la page, puis recommencez."))
    return again


def check_right(user: Any, appointment: Appointment) -> None:
    if not access.can_handle(user, appointment):
        raise Refused(_("Seules l’équipe du lieu et la coordination s’occupent de ce rendez-vous."))


def check_to_come(appointment: Appointment, at: datetime) -> None:
    """What is over or cancelled stays as it was."""
    if not appointment.is_booked:
        raise Refused(_("Ce rendez-vous est annulé\u00a0: prenez-en un autre."))
    if appointment.starts_at <= at:
        raise Refused(_("Ce rendez-vous est passé\u00a0: prenez-en un autre."))


def window_taken(appointment: Appointment) -> Window:
    """All that it takes of its mediator, ways included."""
    way = timedelta(minutes=appointment.way_minutes)
    return Window(appointment.starts_at - way, appointment.ends_at + way)


def occupy_mediator(appointment: Appointment) -> None:
    """Write who is taken by an appointment as it is now; nobody once it is cancelled."""
    takes = [(appointment.mediator_id, window_taken(appointment))] if appointment.is_booked else []
    occupy(Because.APPOINTMENT, {appointment.pk: takes})


def snapshot(appointment: Appointment) -> dict[str, Any]:
    return journal.snapshot(appointment, SAID)


def record(action: str, appointment: Appointment, by: Any, before: dict[str, Any] | None = None) -> None:
    journal.record(
        action, appointment, by=by, before=before, after=snapshot(appointment), network_id=appointment.network_id
    )
