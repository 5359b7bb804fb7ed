"""What screens say of a session: when, and how many seats are left."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from maille.core.templatetags.ui import badge
from maille.territory.models import Place
from maille.workshops import saying
from maille.workshops.models import Session

register = template.Library()


@register.filter
def when(session: Session) -> str:
    """The day and the hours: "jeudi 3 décembre, 14 h – 16 h"."""
    return saying.when(session)


@register.filter
def day_of(session: Session) -> str:
    return saying.day(session)


@register.filter
def hours_of(session: Session) -> str:
    return saying.hours(session)


@register.simple_tag
def instant(place: Place, at: datetime) -> str:
    """A moment on the clock of a place: "jeudi 26 novembre, 14 h"."""
    return saying.instant(place, at)


@register.simple_tag
def seats_left(free: int) -> SafeString:
    """How many seats are left, in words: "Encore 3 places", "Complet"."""
    return badge("ok" if free > 0 else "warn", saying.seats_left(free), "" if free > 0 else "people")
