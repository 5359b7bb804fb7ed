"""The agenda of the team: what happens, where and with whom, by day, week or month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maille.pages.forms import AgendaForm
from maille.pages.load import Entry, entries
from maille.pages.rules import Span, View, after, before, days_of, side_by_side
from maille.territory.hours.say import NBSP, say_date, say_hour
from maille.workshops.saying import tongue
from maille.workshops.views.inside import network_inside


@dataclass(frozen=True)
class Line:
    """An entry as one day shows it."""

    entry: Entry
    span: Span
    hours: str


@dataclass(frozen=True)
class Day:
    """A day of the agenda: its lines in order, and by groups of columns of what happens at the same time."""

    day: date
    said: str
    lines: list[Line]
    groups: list[list[list[Line]]]
    is_today: bool
    is_outside: bool


@never_cache
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Sessions for the whole team; appointments and absences for those who may see them."""
    network, today = network_inside(request), timezone.localdate()
    form = AgendaForm(request.GET, network=network, user=request.user, today=today)
    shown = days_of(form.view, form.day)
    found = entries(form.asked, shown)
    days = [_day(one, found, today, form) for one in shown]
    context = {
        "network": network,
        "form": form,
        "days": days,
        "has_lines": any(one.lines for one in days),
        "period": _period(form.view, shown, form.day),
        "views": _views(form),
        "before_url": form.address(jour=before(form.view, form.day).isoformat()),
        "after_url": form.address(jour=after(form.view, form.day).isoformat()),
        "today_url": form.address(jour=today.isoformat()),
        "mine_url": form.address(avec=str(request.user.pk)),
        "is_mine": form.asked.mediator == request.user,
        "without_choice_url": f"?vue={form.view}&jour={form.day}",
    }
    return render(request, "pages/agenda.html", context)


def _day(day: date, found: list[Entry], today: date, form: AgendaForm) -> Day:
    lines = [Line(one, part, _hours(part)) for one in found if (part := one.span.on(day))]
    spans = [one.span for one in lines]
    groups = [[[lines[one] for one in column] for column in group] for group in side_by_side(spans)]
    is_outside = form.view is View.MONTH and day.month != form.day.month
    return Day(day, say_date(day, tongue()), lines, groups, day == today, is_outside)


def _hours(span: Span) -> str:
    if span.is_whole_day:
        return _("toute la journée")
    return f"{say_hour(span.starts.time(), tongue())}{NBSP}– {say_hour(span.ends.time(), tongue())}"


def _period(view: View, shown: list[date], day: date) -> str:
    """The days that are shown, as the title of the page says them."""
    if view is View.DAY:
        return f"{capfirst(say_date(day, tongue()))} {day.year}"
    if view is View.MONTH:
        return f"{capfirst(str(MONTHS[day.month]))} {day.year}"
    said = {"first": say_date(shown[0], tongue()), "last": f"{say_date(shown[-1], tongue())} {shown[-1].year}"}
    return _("Du %(first)s au %(last)s") % said


def _views(form: AgendaForm) -> list[dict[str, Any]]:
    words = {View.DAY: _("Jour"), View.WEEK: _("Semaine"), View.MONTH: _("Mois"), View.LIST: _("Liste")}
    return [
        {"label": label, "href": form.address(vue=view.value), "is_current": view is form.view}
        for view, label in words.items()
    ]
