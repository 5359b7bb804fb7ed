"""What the actions and the screens of workshops read: the library, the people who lead, the dates of a series."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from maille.people.models import Role, User
from maille.people.rules import COORDINATOR, MEDIATOR, NEIGHBOUR, PLACE_MANAGER
from maille.territory.hours.calendar import clock_of, day_facts
from maille.territory.hours.clock import local_instant
from maille.territory.models import HoursException, Network, Place, Room
from maille.territory.rooms import meeting, rooms_of
from maille.workshops.models import Session
from maille.workshops.rules.recurrence import Occurrence, Series, WhySkipped, occurrences
from maille.workshops.rules.times import Scope, Slot, moved_like

LEADING = (COORDINATOR, PLACE_MANAGER, MEDIATOR, NEIGHBOUR)
"""Kinds of role whose holders lead sessions."""


@cache
def library() -> tuple[dict[str, Any], ...]:
    """The workshops delivered with Maille, each with its key and the fields of a version."""
    text = files("maille.workshops").joinpath("library/ateliers.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["workshop"])


def leaders(network: Network, on: date) -> "QuerySet[User]":
    """Those who may lead sessions of a network, by name: a role there that is not over that day."""
    roles = Role.objects.inside().not_over(on).filter(network=network, kind__in=LEADING)
    return User.objects.open().filter(pk__in=roles.values("user")).order_by("name", "pk")


def zone_of(place: Place) -> ZoneInfo:
    """The clock on the wall of a place."""
    return ZoneInfo(clock_of(place.calendar))


def slot_of(session: Session) -> Slot:
    return Slot(session.starts_at, session.ends_at)


@dataclass(frozen=True)
class Clash:
    """A room or a person that another session has at that time."""

    slot: Slot
    what: Room | User
    other: Session


@dataclass(frozen=True)
class Planned:
    """One date of a preview: when, why it is skipped if it is, and what is taken at that time."""

    occurrence: Occurrence
    slot: Slot
    clashes: Sequence[Clash]


def planned(
    *, place: Place, room: Room | None, leading: Sequence[User], series: Series, start: time, end: time
) -> list[Planned]:
    """The dates of a series in a place before anything is written; ValueError (French) for an impossible series."""
    zone = zone_of(place)
    found = occurrences(series, why_skipped(place))
    slots = [Slot(local_instant(one.on, start, zone), local_instant(one.on, end, zone)) for one in found]
    taken = clashes(slots, room=room, leading=leading)
    return [
        Planned(one, slot, [clash for clash in taken if clash.slot == slot])
        for one, slot in zip(found, slots, strict=True)
    ]


def why_skipped(place: Place) -> WhySkipped:
    """Why nobody comes to a place on a day, from the calendar of its département and the closings it announced."""
    closings = list(HoursException.objects.filter(place=place, hours=""))

    def why(day: date) -> str:
        facts = day_facts(day, place.calendar)
        if any(closing.starts_on <= day <= closing.ends_on for closing in closings):
            return "closed"
        if facts.is_public_holiday:
            return "public_holiday"
        return "school_holiday" if facts.is_school_holiday else ""

    return why


def clashes(
    slots: Sequence[Slot], *, room: Room | None, leading: Sequence[User], ignoring: Sequence[Session] = ()
) -> list[Clash]:
    """What other sessions, cancelled ones left out, have of this room and these people: three queries."""
    if not slots:
        return []
    ids = [person.pk for person in leading]
    met = meeting(room.pk, rooms_of(room.place_id)) if room is not None else set()
    others = (
        Session.objects.exclude(state=Session.State.CANCELLED)
        .exclude(pk__in=[session.pk for session in ignoring])
        .filter(starts_at__lt=max(slot.ends_at for slot in slots), ends_at__gt=min(slot.starts_at for slot in slots))
        .filter(Q(room__in=met, room__isnull=False) | Q(pk__in=_led_by(ids)))
        .select_related("version", "place")
        .prefetch_related("session_mediators")
        .order_by("starts_at", "pk")
    )
    known = {person.pk: person for person in leading}
    return [clash for other in others for clash in _between(slots, other, room, met, known)]


def _led_by(ids: Sequence[int]) -> Any:
    through = Session.mediators.through
    return through._default_manager.filter(mediator__in=ids).values("session")


def _between(
    slots: Sequence[Slot], other: Session, room: Room | None, rooms: set[int], known: dict[int, User]
) -> list[Clash]:
    taken: list[Room | User] = [room] if room is not None and other.room_id in rooms else []
    taken += [known[one.mediator_id] for one in other.session_mediators.all() if one.mediator_id in known]
    met = [slot for slot in slots if slot.overlaps(slot_of(other))]
    return [Clash(slot, what, other) for slot in met for what in taken]


def following(session: Session, at: datetime) -> list[Session]:
    """The session and those of its series that come after it, neither over nor cancelled, by their keys."""
    if session.series is None:
        return [session]
    rows = Session.objects.filter(series=session.series, starts_at__gte=session.starts_at, ends_at__gt=at)
    return list(rows.exclude(state=Session.State.CANCELLED).order_by("pk"))


@dataclass(frozen=True)
class Goes:
    """Where a session would go, and what keeps people away that day (public_holiday, school_holiday, closed)."""

    slot: Slot
    reason: str


def unlikely_days(session: Session, slot: Slot, scope: Scope, at: datetime) -> list[Goes]:
    """Of a session that moves, alone or with those that follow, the new dates when nobody comes and did before."""
    reached = following(session, at) if scope == Scope.FOLLOWING else [session]
    zone, why, before = zone_of(session.place), why_skipped(session.place), slot_of(session)
    found = []
    for one in sorted(reached, key=lambda other: other.starts_at):
        goes = slot if one.pk == session.pk else moved_like(slot_of(one), before, slot, zone)
        reason, known = (why(day.astimezone(zone).date()) for day in (goes.starts_at, one.starts_at))
        if reason and reason != known:
            found.append(Goes(goes, reason))
    return found
