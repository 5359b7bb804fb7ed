"""An appointment for a calendar (RFC 5545): one event, always under the same name.

UID never changes and SEQUENCE rises at each change, so that a calendar replaces what it had instead of adding. The
address of a visit is never there: calendars are shared.
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from .models import Appointment

PRODUCT = "-//Maille//Rendez-vous//FR"


def published(appointment: Appointment, *, url: str, where: str, at: datetime) -> bytes:
    """The file that a person adds to their calendar."""
    return _written("PUBLISH", _event(appointment, url=url, where=where, at=at))


def sent(appointment: Appointment, *, method: str, url: str, where: str, at: datetime) -> bytes:
    """What goes with a mail: REQUEST puts the date in the person's calendar, CANCEL takes it out."""
    event = _event(appointment, url=url, where=where, at=at)
    event["status"] = vText("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _person(appointment.place.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    attendee = _person(appointment.resident.living.name, appointment.resident.living.email)
    attendee.params.update({"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"})
    event.add("attendee", attendee)
    return _written(method, event)


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = name.replace('"', "")
    return person


def _written(method: str, event: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, *, url: str, where: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{appointment.public_id}@maille")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.ends_at)
    event.add("summary", appointment.reason.name)
    event.add("location", where)
    event.add("url", url)
    event.add("status", "CONFIRMED" if appointment.is_booked else "CANCELLED")
    return event
