"""How sharing is drawn: instants and days in words, how many there are."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst

from maille.sharing import saying

register = template.Library()
register.filter("rule_said", saying.rule_said)


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


@register.filter
def when(of: Any) -> str:
    """The time of a need or of a promise, on the clock of its place."""
    return saying.when(of.place, of.starts_at, of.ends_at)


@register.filter
def free_said(found: Any) -> str:
    return saying.free_said(found.free, found.units, found.has)


@register.simple_tag
def count_field(form: Any, key: int) -> Any:
    """The field of a form that says how many of a model, or of a line."""
    return form[f"combien-{key}"]


@register.filter
def weekday(day: int) -> str:
    """The name of a day of the week, 0 being Monday."""
    return capfirst(str(WEEKDAYS[day]))


@register.filter
def hours_of(row: Any) -> str:
    return saying.from_to(row.starts, row.ends)


@register.filter
def eve(day: date) -> date:
    """The last day of what ends on a day that is not in it."""
    return day - timedelta(days=1)


@register.filter
def leave_said(leave: Any) -> str:
    """A leave in whole days: "lundi 21 décembre", "du lundi 21 au …"; by the hour otherwise."""
    return saying.leave_said(leave)
