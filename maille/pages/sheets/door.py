"""The A4 sheet for the door of a place: its sessions of a week, with their level and the seats left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maille.core import documents
from maille.core.ribbon import stripes
from maille.core.telephone import say_number
from maille.pages.rules import View, days_of
from maille.territory.hours.calendar import clock_of
from maille.territory.hours.say import say_date
from maille.territory.models import Network, Place
from maille.workshops import saying
from maille.workshops.models import Session
from maille.workshops.vocabulary import Level

MOST = 60
LONGEST_NAME, LONGEST_TITLE, LONGEST_ROOM = 200, 120, 60


@dataclass(frozen=True)
class DoorSheet:
    """A place, one of its weeks (Monday first), what of it is still to come at `at`; `url` is its programme."""

    place: Place
    network: Network | None
    days: list[date]
    sessions: list[Session]
    url: str
    at: datetime


def door_sheet_of(place: Place, network: Network | None, day: date, *, url: str, at: datetime) -> DoorSheet:
    """The week of that day: what the public programme shows of it, and what of it was cancelled. One query."""
    days, zone = days_of(View.WEEK, day), ZoneInfo(clock_of(place.calendar))
    begins, ends = (datetime.combine(one, time.min, zone) for one in (days[0], days[-1] + timedelta(days=1)))
    rows = Session.objects.told_to_all().filter(place=place, starts_at__gte=begins, starts_at__lt=ends, ends_at__gt=at)
    sessions = list(rows.select_related("version", "room").order_by("starts_at", "pk")[: MOST + 1])
    for one in sessions:
        one.place = place
    return DoorSheet(place, network, days, sessions, url, at)


def print_door_sheet(sheet: DoorSheet, *, language: str, format: documents.Format = "pdf") -> bytes:  # noqa: A002
    """Print it in the language that is active: a tagged PDF, or a picture. DocumentError when it cannot be made."""
    data = door_sheet_data(sheet)
    return documents.compile("pages/door_sheet", data, format=format, language=language, ppi=150, at=sheet.at)


def door_sheet_data(sheet: DoorSheet) -> dict[str, Any]:
    """Give the template its data: texts cut to what a page holds, in the language that is active."""
    place, network = sheet.place, sheet.network
    name = _cut(place.name, LONGEST_NAME)
    period = _period(sheet.days)
    said_at = _("Places au %(instant)s") % {"instant": saying.instant(place, sheet.at)}
    return {
        "title": f"{name}, {period[0].lower()}{period[1:]}",
        "name": name,
        "period": period,
        "ribbon": [list(stripe) for stripe in stripes(place.ribbon)] if place.ribbon else [],
        "days": _days(sheet.sessions[:MOST]),
        "more": _("Il y en a d’autres\u00a0: voyez le programme.") if len(sheet.sessions) > MOST else "",
        "network": _cut(network.name, 60) if network else "",
        "notice": said_at if sheet.sessions else "",
        "phone": say_number(place.phone) if place.phone else "",
        "qr": documents.qr_matrix(sheet.url),
        "address_of_page": sheet.url.removeprefix("https://").removeprefix("http://"),
        "labels": {
            "hours": _("Quand"),
            "what": _("Atelier"),
            "level": _("Niveau"),
            "seats": _("Places"),
            "nothing": _(
                "Aucun atelier n’est annoncé ici cette semaine. Le programme dit les suivants, ici et à côté."
            ),
            "qr": _("Photographiez ce carré pour voir les places qui restent maintenant, et vous inscrire."),
            "qr_alt": _("Code QR qui mène au programme du lieu"),
            "call": _("Ou appelez le"),
        },
    }


def _days(sessions: Iterable[Session]) -> list[list[Any]]:
    return [[capfirst(day), [_line(one) for one in those]] for day, those in groupby(sessions, key=saying.day)]


def _line(session: Session) -> list[Any]:
    is_off = session.state == Session.State.CANCELLED
    room = _cut(session.room.name, LONGEST_ROOM) if session.room else ""
    level = str(Level(session.version.level).label)
    seats = _("Annulée") if is_off else saying.seats_left(session.free_seats)
    return [saying.hours(session), _cut(session.title, LONGEST_TITLE), room, level, seats, is_off]


def _period(days: list[date]) -> str:
    first, last = (say_date(one, saying.tongue()) for one in (days[0], days[-1]))
    return _("Du %(first)s au %(last)s") % {"first": first, "last": f"{last} {days[-1].year}"}


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
