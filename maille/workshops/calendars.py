"""A registration's dates for a calendar (RFC 5545): one event a date, always under the same name.

UID never changes and SEQUENCE follows the session, so that a calendar replaces what it had instead of adding.
"""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event

from .models import Registration, Session

PRODUCT = "-//Maille//Ateliers//FR"


def published(registration: Registration, dates: Iterable[Session], *, url: str, at: datetime) -> bytes:
    """The file that a person adds to their calendar."""
    return _written("PUBLISH", [_event(registration, one, url=url, at=at) for one in dates])


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
