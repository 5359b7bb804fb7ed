"""How sharing is drawn: instants and days in words."""

from datetime import date, datetime
from typing import Any

from django import template

from maille.sharing import saying

register = template.Library()


@register.filter
def instant(at: datetime) -> str:
    """An instant on the clock of the network: "jeudi 26 novembre, 9 h"."""
    return saying.instant(at)


@register.filter
def day_said(day: date) -> str:
    return saying.day_said(day)


@register.filter
def hours_said(minutes: int) -> str:
    """Minutes as hours: "4 h 05"."""
    return saying.hours_said(minutes)


@register.filter
def span(thing: Any) -> str:
    return saying.span(thing)
