"""An appointment for a calendar (RFC 5545): one event, always under the same name.

UID never changes and SEQUENCE rises at each change, so that a calendar replaces what it had instead of adding. The
address of a visit is never there: calendars are shared.
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from maille.core.ical import Calendar, Event, Person, written

from .models import Appointment

COMES = ("PARTSTAT=ACCEPTED", "RSVP=FALSE", "ROLE=REQ-PARTICIPANT")


def published(appointment: Appointment, *, url: str, where: str, at: datetime) -> bytes:
    """The file that a person adds to their calendar."""
    status = "CONFIRMED" if appointment.is_booked else "CANCELLED"
    return written(Calendar([_event(appointment, status, url=url, where=where, at=at)]))


def sent(appointment: Appointment, *, method: str, url: str, where: str, at: datetime) -> bytes:
    """What goes with a mail: REQUEST puts the date in the person's calendar, CANCEL takes it out."""
    status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    person = appointment.resident.living
    event = _event(
        appointment,
        status,
        url=url,
        where=where,
        at=at,
        organizer=Person(appointment.place.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=Person(person.name, person.email, COMES),
    )
    return written(Calendar([event], method=method))


def _event(
    appointment: Appointment,
    status: str,
    *,
    url: str,
    where: str,
    at: datetime,
    organizer: Person | None = None,
    attendee: Person | None = None,
) -> Event:
    return Event(
        uid=f"{appointment.public_id}@maille",
        sequence=appointment.sequence,
        changed_at=at,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        summary=appointment.reason.name,
        status=status,
        location=where,
        url=url,
        organizer=organizer,
        attendee=attendee,
    )
