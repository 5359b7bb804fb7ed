"""A registration's dates for a calendar (RFC 5545): one event a date, always under the same name.

UID never changes and SEQUENCE follows the session, so that a calendar replaces what it had instead of adding.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from .models import Registration, Session

PRODUCT = "-//Maille//Ateliers//FR"


def published(registration: Registration, dates: Iterable[Session], *, url: str, at: datetime) -> bytes:
    """The file that a person adds to their calendar."""
    return _written("PUBLISH", [_event(registration, one, url=url, at=at) for one in dates])


def sent(registration: Registration, dates: Iterable[Session], *, method: str, url: str, at: datetime) -> bytes:
    """What goes with a mail: REQUEST puts the dates in the person's calendar, CANCEL takes them out."""
    resident, events = registration.resident, []
    for one in dates:
        event = _event(registration, one, url=url, at=at)
        event["status"] = vText("CANCELLED" if method == "CANCEL" else "CONFIRMED")
        event.add("organizer", _person(one.place.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
        attendee = _person(resident.name, resident.email)
        attendee.params.update({"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"})
        event.add("attendee", attendee)
        events.append(event)
    return _written(method, events)


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = name.replace('"', "")
    return person


def _written(method: str, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(registration: Registration, session: Session, *, url: str, at: datetime) -> Event:
    place = session.place
    event = Event()
    event.add("uid", f"{registration.public_id}-{session.pk}@maille")
    event.add("sequence", session.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", session.title)
    event.add("location", f"{place.name}, {place.address}, {place.postal_code} {place.commune.name}")
    event.add("url", url)
    event.add("status", "CANCELLED" if session.state == Session.State.CANCELLED else "CONFIRMED")
    return event
