"""How sessions are said: when, how many seats are left, until when an offer stands; in the language of the page."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maille.language.naming import at_place
from maille.territory.hours.say import say_date
from maille.territory.models import Place
from maille.territory.opening import local_time
from maille.territory.showing import day_there as day_there
from maille.territory.showing import hour_there as hour_there
from maille.territory.showing import hours_there as hours_there
from maille.territory.showing import instant as instant
from maille.territory.showing import tongue as tongue

from .models import Session
from .rules.nearness import Mode, Way

REASONS = {
    "": "",
    "public_holiday": gettext_lazy("jour férié"),
    "school_holiday": gettext_lazy("vacances scolaires"),
    "closed": gettext_lazy("le lieu est fermé ce jour-là"),
}
"""Why few people come on a day."""


def when(session: Session) -> str:
    """The day with its weekday, and the hours: "jeudi 3 décembre, 14 h – 16 h", on the clock of the place."""
    return f"{day(session)}, {hours(session)}"


def day(session: Session) -> str:
    return day_there(session.place, session.starts_at)


def hours(session: Session) -> str:
    return hours_there(session.place, session.starts_at, session.ends_at)


def near_day(session: Session, at: datetime) -> str:
    """The day as it is said from near: "jeudi" within a week, "jeudi 10 décembre" further."""
    starts, today = (local_time(session.place, moment).date() for moment in (session.starts_at, at))
    if 1 <= (starts - today).days <= 6:
        return date_format(starts, "l")
    return say_date(starts, tongue())


def where(place: Place) -> str:
    """At a place, in a sentence: "au Centre social Le Colibri", "at Le Babet"."""
    return at_place(place.name) if tongue() == "fr" else _("à %(place)s") % {"place": place.name}


def seats_there(session: Session, free: int, at: datetime, *, is_here: bool = False) -> str:
    """Where else there are seats, in one line: "3 places jeudi au Centre social Le Colibri"."""
    values = {
        "count": free,
        "day": near_day(session, at),
        "where": _("au même endroit") if is_here else where(session.place),
    }
    return ngettext("%(count)s place %(day)s %(where)s", "%(count)s places %(day)s %(where)s", free) % values


def way_there(way: Way | None, km: float | None) -> str:
    """How far it is: "à 12 min à pied", "à 20 min en bus", "à 14 km" beyond an hour; empty when nobody knows."""
    if way is not None:
        words = {Mode.WALK: _("à %(minutes)s\u00a0min à pied"), Mode.BUS: _("à %(minutes)s\u00a0min en bus")}
        return words[way.mode] % {"minutes": way.minutes}
    return "" if km is None else _("à %(km)s\u00a0km") % {"km": round(km)}


def seats_left(free: int) -> str:
    if free <= 0:
        return _("Complet")
    return ngettext("Encore %(count)s place", "Encore %(count)s places", free) % {"count": free}
