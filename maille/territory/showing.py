"""How days and hours are said, on the clock of a place, in the language of the page."""

from datetime import datetime

from django.utils.translation import get_language

from .hours.say import NBSP, say_date, say_hour
from .models import Place
from .opening import local_time


def tongue() -> str:
    """The language in which dates are said; French where they have no other."""
    language = (get_language() or "fr")[:2]
    return language if language in ("fr", "en") else "fr"


def day_there(place: Place, at: datetime) -> str:
    """The day with its weekday, on the clock of a place."""
    return say_date(local_time(place, at).date(), tongue())


def hours_there(place: Place, starts_at: datetime, ends_at: datetime) -> str:
    """From an hour to another, on the clock of a place."""
    starts, ends = (local_time(place, at).time() for at in (starts_at, ends_at))
    return f"{say_hour(starts, tongue())}{NBSP}– {say_hour(ends, tongue())}"


def hour_there(place: Place, at: datetime) -> str:
    """The hour alone, on the clock of a place: "14 h 05"."""
    return say_hour(local_time(place, at).time(), tongue())


def instant(place: Place, at: datetime) -> str:
    """A moment as it is said to somebody: "jeudi 26 novembre, 14 h"."""
    local = local_time(place, at)
    return f"{say_date(local.date(), tongue())}, {say_hour(local.time(), tongue())}"
