"""How sharing is drawn: instants and days in words, how many there are."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maille.people.access import is_member
from maille.sharing import saying

register = template.Library()
register.filter("rule_said", saying.rule_said)
register.filter("room_said", saying.room_said)


@register.filter
def instant(at: datetime) -> str:
    """An instant on the clock of the network: "jeudi 26 novembre, 9 h"."""
    return saying.instant(at)


@register.filter
def hour_said(at: datetime) -> str:
    """The hour of an instant on the clock of the network: "14 h 05"."""
    return saying.hour(at)


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


@register.inclusion_tag("sharing/_tabs.html", takes_context=True)
def sharing_tabs(context: RequestContext) -> dict[str, Any]:
    """The rooms of sharing, from one to the other: those that this person may enter."""
    request, network = context["request"], context["network"]
    user = request.user
    is_inside = bool(network) and (user.is_superuser or is_member(user, network))
    tabs = [
        (_("Emprunter"), reverse("sharing:borrow")),
        (_("Demandes"), reverse("sharing:needs")),
        (_("Matériel"), reverse("sharing:inventory")),
    ]
    inside = [
        (_("Remises"), reverse("sharing:doors")),
        (_("Tournées"), reverse("sharing:rounds")),
        (_("Armoire"), reverse("sharing:cupboard")),
        (_("Consommables"), reverse("sharing:consumables")),
        (_("Salles"), reverse("sharing:rooms")),
        (_("Personnes prêtées"), reverse("sharing:people")),
        (_("Équipe"), reverse("sharing:team")),
        (_("Donné et reçu"), reverse("sharing:fairness")),
    ]
    return {"request": request, "tabs": tabs + (inside if is_inside else [])}


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
