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
    """The rooms of sharing, from one to the other: those beside where one is, and how to reach the others."""
    request, network = context["request"], context["network"]
    if not (bool(network) and (request.user.is_superuser or is_member(request.user, network))):
        rooms = {"borrow": _("Emprunter"), "needs": _("Demandes"), "inventory": _("Matériel")}
        return {"request": request, "tabs": _links(rooms)}
    groups = [(name, _links(rooms)) for name, rooms in _rooms().items()]
    here = max(groups, key=lambda group: max(_beside(request.path, href) for _name, href in group[1]))
    heads = [(name, tabs[0][1], tabs is here[1]) for name, tabs in groups]
    return {"request": request, "groups": heads, "group": here[0], "tabs": here[1]}


def _rooms() -> dict[str, dict[str, str]]:
    """What one comes for, and the pages of each."""
    return {
        _("Prêts"): {
            "borrow": _("Emprunter"), "needs": _("Demandes"), "doors": _("Remises"), "rounds": _("Tournées"),
        },
        _("Personnes et salles"): {"people": _("Personnes prêtées"), "team": _("Équipe"), "rooms": _("Salles")},
        _("Inventaire et comptes"): {
            "inventory": _("Matériel"), "consumables": _("Consommables"), "cupboard": _("Armoire"),
            "fairness": _("Donné et reçu"),
        },
    }  # fmt: skip


def _links(rooms: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, reverse(f"sharing:{page}")) for page, name in rooms.items()]


def _beside(path: str, href: str) -> int:
    """How much of where one is this address names; nothing when one is elsewhere."""
    return len(href) if path.startswith(href) else 0


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
