"""An appointment for a calendar (RFC 5545): one event, always under the same name.

UID never changes and SEQUENCE rises at each change, so that a calendar replaces what it had instead of adding. The
address of a visit is never there: calendars are shared.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from maille.core.ical import Calendar, Event, Person, written
from maille.territory.opening import local_time
from maille.workshops.calendars import where
from maille.workshops.saying import hours_there

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


def event_for_team(appointment: Appointment, *, url: str) -> Event:
    """What it takes of its mediator's day, ways included; nobody's name, address nor words. All beside it is read."""
    place, way = appointment.place, timedelta(minutes=appointment.way_minutes)
    is_off = not appointment.is_booked
    title = f"{appointment.reason.name}, {appointment.get_mode_display()}"
    hours = hours_there(place, appointment.starts_at, appointment.ends_at)
    return Event(
        uid=f"rendez-vous-{appointment.pk}@{appointment.network.slug}.maille",
        sequence=appointment.sequence,
        changed_at=appointment.known_since,
        starts_at=local_time(place, appointment.starts_at - way),
        ends_at=local_time(place, appointment.ends_at + way),
        summary=_("Annulé\u00a0: %(title)s") % {"title": title} if is_off else title,
        description=_("Visite\u00a0: %(hours)s, trajets en plus.") % {"hours": hours} if way else "",
        location=where(place),
        url=url,
        status="CANCELLED" if is_off else "CONFIRMED",
    )


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
