"""Sessions in schema.org's words (Event), for search engines and for whoever gathers agendas."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from maille.core.structured import script_json, without_nothing
from maille.territory.opening import local_time
from maille.territory.structured import where

from .models import Session

STATUS = {
    Session.State.PUBLISHED: "https://schema.org/EventScheduled",
    Session.State.CANCELLED: "https://schema.org/EventCancelled",
}


def event_json(session: Session, request: HttpRequest) -> SafeString:
    """One session, safe inside a script element; nothing for one that is not for everybody."""
    if session.state not in STATUS:
        return SafeString()
    return script_json({"@context": "https://schema.org", **_event(session, request)})


def events_json(sessions: Sequence[Session], request: HttpRequest) -> SafeString:
    """Several sessions, safe inside a script element."""
    return script_json({"@context": "https://schema.org", "@graph": [_event(one, request) for one in sessions]})


def _event(session: Session, request: HttpRequest) -> dict[str, Any]:
    url = request.build_absolute_uri(session.get_absolute_url())
    return without_nothing(
        {
            "@type": "EducationEvent",
            "@id": url,
            "url": url,
            "name": session.title,
            "description": session.version.aim,
            "startDate": local_time(session.place, session.starts_at).isoformat(),
            "endDate": local_time(session.place, session.ends_at).isoformat(),
            "eventStatus": STATUS[Session.State(session.state)],
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": session.place.name, **where(session.place)},
            "maximumAttendeeCapacity": session.seats or None,
            "isAccessibleForFree": None if session.cost else True,
            "inLanguage": None if session.version.language else "fr",
        }
    )
