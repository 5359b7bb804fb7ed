"""What screens say of a slot, an appointment or an opening: when, on the clock of its place."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS

from maille.appointments.models import Opening
from maille.territory.hours.say import NBSP, say_hour
from maille.territory.models import Place
from maille.territory.opening import local_time
from maille.workshops import saying

register = template.Library()


@register.filter
def when(slot: Any) -> str:
    """The day and the hours: "jeudi 3 décembre, 14 h – 15 h"."""
    return f"{saying.day_there(slot.place, slot.starts_at)}, {hours_of(slot)}"


@register.filter
def hours_of(slot: Any) -> str:
    return saying.hours_there(slot.place, slot.starts_at, slot.ends_at)


@register.filter
def hour_of(slot: Any) -> str:
    """When it begins: "14 h"."""
    return say_hour(local_time(slot.place, slot.starts_at).time(), saying.tongue())


@register.simple_tag
def instant(place: Place, at: datetime) -> str:
    """A moment on the clock of a place: "jeudi 26 novembre, 14 h"."""
    return saying.instant(place, at)


@register.filter
def weekday_of(opening: Opening) -> str:
    return str(WEEKDAYS[opening.weekday])


@register.filter
def usual_hours(opening: Opening) -> str:
    """From an hour to another, on the clock of the wall."""
    return f"{say_hour(opening.start, saying.tongue())}{NBSP}– {say_hour(opening.end, saying.tongue())}"
