"""How sessions are said: when, how many seats are left, until when an offer stands; in the language of the page."""

from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maille.territory.hours.say import NBSP, say_date, say_hour
from maille.territory.models import Place
from maille.territory.opening import local_time

from .models import Session


def when(session: Session) -> str:
    """The day with its weekday, and the hours: "jeudi 3 décembre, 14 h – 16 h", on the clock of the place."""
    return f"{day(session)}, {hours(session)}"


def day(session: Session) -> str:
    return say_date(local_time(session.place, session.starts_at).date(), tongue())


def hours(session: Session) -> str:
    starts, ends = (local_time(session.place, at).time() for at in (session.starts_at, session.ends_at))
    return f"{say_hour(starts, tongue())}{NBSP}–{NBSP}{say_hour(ends, tongue())}"


def instant(place: Place, at: datetime) -> str:
    """A moment as it is said to somebody: "jeudi 26 novembre, 14 h"."""
    local = local_time(place, at)
    return f"{say_date(local.date(), tongue())}, {say_hour(local.time(), tongue())}"


def seats_left(free: int) -> str:
    if free <= 0:
        return _("Complet")
    return ngettext("Encore %(count)s place", "Encore %(count)s places", free) % {"count": free}


def tongue() -> str:
    """The language in which dates are said; French where they have no other."""
    language = (get_language() or "fr")[:2]
    return language if language in ("fr", "en") else "fr"
