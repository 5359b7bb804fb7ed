"""Sessions for calendars (RFC 5545): one event a date, always under the same name.

UID never changes and SEQUENCE follows the session, so that a calendar replaces what it had instead of adding.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from maille.core.ical import Calendar, Event, Person, written
from maille.territory.models import Place
from maille.territory.opening import local_time

from .models import Registration, Session

STATUS = {
    Session.State.DRAFT: "TENTATIVE",
    Session.State.PUBLISHED: "CONFIRMED",
    Session.State.CANCELLED: "CANCELLED",
}


def published(registration: Registration, dates: Iterable[Session], *, url: str, at: datetime) -> bytes:
    """The file that a person adds to their calendar."""
    return written(Calendar([_event(registration, one, url=url, at=at) for one in dates]))


def sent(registration: Registration, dates: Iterable[Session], *, method: str, url: str, at: datetime) -> bytes:
    """What goes with a mail: REQUEST puts the dates in the person's calendar, CANCEL takes them out."""
    status = "CANCELLED" if method == "CANCEL" else "CONFIRMED"
    events = [_event(registration, one, url=url, at=at, status=status, is_sent=True) for one in dates]
    return written(Calendar(events, method=method))


def _event(
    registration: Registration, session: Session, *, url: str, at: datetime, status: str = "", is_sent: bool = False
) -> Event:
    """A date of a registration; what is sent says who invites and who comes."""
    resident = registration.resident
    comes = ("PARTSTAT=ACCEPTED", "RSVP=FALSE", "ROLE=REQ-PARTICIPANT")
    is_cancelled = session.state == Session.State.CANCELLED
    return Event(
        uid=f"{registration.public_id}-{session.pk}@maille",
        sequence=session.sequence,
        changed_at=at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title,
        location=where(session.place),
        url=url,
        status=status or ("CANCELLED" if is_cancelled else "CONFIRMED"),
        organizer=Person(session.place.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]) if is_sent else None,
        attendee=Person(resident.name, resident.email, comes) if is_sent else None,
    )


def event_of(session: Session, *, url: str, network: str, summary: str, description: str) -> Event:
    """A session as everybody subscribes to it, on the clock of its place; `network` is the name in addresses."""
    place = session.place
    return Event(
        uid=f"seance-{session.pk}@{network}.maille",
        sequence=session.sequence,
        changed_at=session.known_since,
        starts_at=local_time(place, session.starts_at),
        ends_at=local_time(place, session.ends_at),
        summary=summary,
        location=where(place),
        description=description,
        url=url,
        position=(place.latitude, place.longitude) if place.latitude and place.longitude else None,
        status=STATUS[Session.State(session.state)],
    )


def where(place: Place) -> str:
    return f"{place.name}, {place.address}, {place.postal_code} {place.commune.name}"
