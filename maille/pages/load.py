"""What stands in somebody's agenda, one function per source: sessions, appointments, lendings, absences, kept slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maille.appointments.models import Appointment
from maille.people.models import User
from maille.sharing.models import Absence, Lending, Occupation
from maille.territory.models import Network, Place
from maille.territory.opening import local_time
from maille.workshops.models import Session

from .rules import Span

NEAR = timedelta(days=1)
"""Clocks differ from a place to another: what is near the days shown is read, then each is put on its own day."""


@dataclass(frozen=True)
class Asked:
    """Whose agenda: of a network, read by `user`; of one place, of one mediator, of one topic when they are given."""

    network: Network
    user: Any
    place: Place | None = None
    mediator: User | None = None
    theme: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the agenda; `state` is that of a session, "" otherwise."""

    kind: str
    span: Span
    title: str
    href: str = ""
    where: str = ""
    who: str = ""
    state: str = ""


def entries(asked: Asked, days: list[date]) -> list[Entry]:
    """All that falls on these days and that this person may see: a constant number of queries."""
    zone = timezone.get_default_timezone()
    begins = datetime.combine(days[0], time.min, zone) - NEAR
    ends = datetime.combine(days[-1], time.min, zone) + 2 * NEAR
    near = {"starts_at__lt": ends, "ends_at__gt": begins}
    found = [*_sessions(asked, near)]
    if not asked.theme:  # a topic is that of a session
        found += [*_appointments(asked, near), *_lendings(asked, near)]
        if asked.place is None:  # one is away from everywhere
            found += [*_absences(asked, near, zone), *_kept(asked, near, zone)]
    return sorted(found, key=lambda one: (one.span.starts, one.span.ends, one.title))


def _sessions(asked: Asked, near: dict[str, datetime]) -> Iterable[Entry]:
    """Those of the network, in preparation and cancelled ones too."""
    rows = Session.objects.visible_to(asked.user).filter(network=asked.network, **near)
    if asked.place:
        rows = rows.filter(place=asked.place)
    if asked.mediator:
        rows = rows.filter(session_mediators__mediator=asked.mediator)
    if asked.theme:
        rows = rows.filter(version__themes__has=asked.theme)
    for one in rows.select_related("version", "place").prefetch_related("mediators"):
        href = reverse("workshops:team_session", args=[one.pk])
        who = ", ".join(str(person) for person in one.mediators.all())
        yield Entry("session", _there(one), one.title, href, one.place.name, who, one.state)


def _appointments(asked: Asked, near: dict[str, datetime]) -> Iterable[Entry]:
    """Those that this person has a reason to see; a cancelled one is no longer anybody's business."""
    rows = Appointment.objects.visible_to(asked.user).booked().filter(network=asked.network, **near)
    if asked.place:
        rows = rows.filter(place=asked.place)
    if asked.mediator:
        rows = rows.filter(mediator=asked.mediator)
    for one in rows.for_display():
        title = _("%(reason)s, %(person)s") % {"reason": one.reason.name, "person": one.resident.name}
        href = reverse("appointments:detail", args=[one.pk])
        yield Entry("appointment", _there(one), title, href, one.place.name, one.mediator.name)


def _lendings(asked: Asked, near: dict[str, datetime]) -> Iterable[Entry]:
    """Who goes to another place, without the way: in the agenda of both places, and in hers."""
    standing = (Lending.State.AGREED, Lending.State.DONE)
    rows = Lending.objects.visible_to(asked.user).filter(line__need__network=asked.network, state__in=standing, **near)
    if asked.place:
        rows = rows.filter(Q(home=asked.place) | Q(line__need__place=asked.place))
    if asked.mediator:
        rows = rows.filter(user=asked.mediator)
    for one in rows.select_related("user", "line__need__place").distinct():
        need, href = one.line.need, reverse("sharing:person_need", args=[one.line_id])
        starts, ends = (local_time(need.place, at).replace(tzinfo=None) for at in (one.starts_at, one.ends_at))
        span = Span(starts, max(ends, starts + timedelta(minutes=1)))
        yield Entry("lending", span, need.purpose, href, need.place.name, one.user.name)


def _absences(asked: Asked, near: dict[str, datetime], zone: Any) -> Iterable[Entry]:
    """One's own, or those of the mediator who is looked at; why is never shown to others, nor at a shared desk."""
    rows = Absence.objects.visible_to(asked.user).filter(person=asked.mediator or asked.user, **near)
    for one in rows.select_related("person"):
        is_own = one.person_id == asked.user.pk and not asked.user.is_at_desk
        title = _("Absence\u00a0: %(reason)s") % {"reason": one.reason} if is_own and one.reason else _("Absence")
        href = reverse("appointments:absences") if is_own else ""
        yield Entry("absence", _on_clock(one, zone), title, href, who=one.person.name)


def _kept(asked: Asked, near: dict[str, datetime], zone: Any) -> Iterable[Entry]:
    """One's own slots that wait for somebody's answer."""
    if asked.mediator and asked.mediator != asked.user:
        return
    rows = Occupation.objects.of_people([asked.user.pk]).filter(because=Occupation.Because.OFFER, **near)
    for one in rows:
        yield Entry("kept", _on_clock(one, zone), _("Créneau proposé à quelqu’un"), who=asked.user.name)


def _there(one: Any) -> Span:
    """On the clock of the place."""
    starts, ends = (local_time(one.place, at).replace(tzinfo=None) for at in (one.starts_at, one.ends_at))
    return Span(starts, max(ends, starts + timedelta(minutes=1)))  # the hour that comes back in October


def _on_clock(one: Any, zone: ZoneInfo) -> Span:
    starts, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (one.starts_at, one.ends_at))
    return Span(starts, max(ends, starts + timedelta(minutes=1)))
