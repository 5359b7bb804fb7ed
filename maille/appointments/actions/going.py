"""An appointment that is held goes to another time, another place or another mediator."""

from datetime import datetime
from typing import Any

from maille.appointments import notices
from maille.appointments.load import Choice
from maille.appointments.models import Appointment

from .holding import occupy_mediator, record, snapshot


def go_to(appointment: Appointment, choice: Choice, *, by: Any, at: datetime) -> None:
    """Write the new time and place of an appointment that is held, take the mediator, and tell."""
    before, was = snapshot(appointment), appointment.starts_at
    appointment.place, appointment.mediator = choice.place, choice.mediator
    appointment.starts_at, appointment.ends_at = choice.starts_at, choice.ends_at
    appointment.sequence, appointment.moved_at = appointment.sequence + 1, at
    appointment.save(update_fields=["place", "mediator", "starts_at", "ends_at", "sequence", "moved_at"])
    occupy_mediator(appointment)
    record("appointments.moved", appointment, by, before)
    # With another mediator at the same hour, there is no other hour to take back.
    moved = was if was != appointment.starts_at else None
    notices.tell(appointment, notices.MOVED, at=at, by=by, before=moved)
