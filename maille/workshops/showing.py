"""What the public pages show of a session: its place with its ribbon, who leads it, all the dates of its cycle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from maille.core import kept
from maille.core.prepared import Prepared
from maille.territory.context import shown_network
from maille.territory.models import NetworkPlace, Place, Room

from .alternatives import Alternative, Choice, chosen, give_alternatives, in_words
from .models import Cycle, Registration, Session, Visibility, WorkshopVersion

State = Session.State
HOUR = 3600


@dataclass(frozen=True)
class Shown:
    """A session as it is seen at an instant; `dates` are those of its cycle, cancelled ones too, or itself alone."""

    session: Session
    dates: Sequence[Session]
    at: datetime

    @property
    def target(self) -> Session | Cycle:
        """What one registers for: the whole cycle when there is one."""
        return self.session.cycle or self.session

    @property
    def place(self) -> Place:
        return self.session.place

    @property
    def to_come(self) -> list[Session]:
        return [one for one in self.dates if one.ends_at > self.at and one.state == State.PUBLISHED]

    @property
    def next_date(self) -> Session | None:
        return min(self.to_come, key=lambda one: one.starts_at, default=None)

    @property
    def free(self) -> int:
        """Seats free in every date still to come."""
        return min((one.free_seats for one in self.to_come), default=0)

    @property
    def is_open(self) -> bool:
        """Tell whether people may register themselves."""
        return self.next_date is not None and self.next_date.is_open(self.at)

    @property
    def is_over(self) -> bool:
        return all(one.ends_at <= self.at for one in self.dates)

    @property
    def is_cancelled(self) -> bool:
        return all(one.state == State.CANCELLED for one in self.dates)

    @property
    def is_for_all(self) -> bool:
        """Tell whether the public programme shows it; else only those who hold its link, or the teams."""
        return self.session.visibility == Visibility.PUBLIC


def with_all() -> "QuerySet[Session]":
    """Sessions with everything a page says of them but their mediators: one query."""
    return Session.objects.select_related("version", "place__commune", "room", "cycle", "network__resource_centre")


_SEEN_BY_ALL = Prepared(lambda pk: Session.objects.visible_to(AnonymousUser()).filter(pk=pk), int)
_SESSION = Prepared(lambda pk: Session.objects.filter(pk=pk), int)


def seen_by(user: Any, pk: int) -> Session:
    """A session that somebody may see, as it is now, with everything a page says of it; Session.DoesNotExist else."""
    found = Session.objects.visible_to(user).get(pk=pk) if user.is_authenticated else _SEEN_BY_ALL.first(pk)
    if found is None:
        raise Session.DoesNotExist
    return with_beside(found)


def with_beside(session: Session) -> Session:
    """Give a session just read what stands beside it: its content, its place with its ribbon…

    That seldom changes, and is kept; the session itself, with its free seats, never is.
    """
    version, place, network = session.version_id, session.place_id, session.network_id
    room, cycle = session.room_id, session.cycle_id
    session.version = kept.value(("version", version), partial(WorkshopVersion.objects.get, pk=version))
    session.place = kept.value(("place", network, place), partial(_place_in, network, place))
    session.network = kept.value(("network", network), partial(shown_network, network))
    session.room = kept.value(("room", room), partial(Room.objects.get, pk=room)) if room else None
    session.cycle = kept.value(("cycle", cycle), partial(Cycle.objects.get, pk=cycle)) if cycle else None
    return session


def _place_in(network: int, place: int) -> Place:
    found = Place.objects.select_related("commune").get(pk=place)
    found.links_here = list(NetworkPlace.objects.filter(network=network, place=place))  # type: ignore[attr-defined]
    return found


def coming(at: datetime, most: int, **where: Any) -> list[Session]:
    """The next sessions of the public programme, each with its ribbon; `where` narrows them (network, place)."""
    found = Session.objects.open_to_all().upcoming(at).filter(starts_at__gt=at, **where)
    sessions = list(found.select_related("version", "place__commune")[:most])
    give_ribbons(sessions)
    give_alternatives(sessions, at=at)
    return sessions


def shown(session: Session, at: datetime) -> Shown:
    """A session (read by `with_all`) with the other dates of its cycle: a query only when it has one."""
    dates = [session]
    if session.cycle is not None:
        others = session.cycle.sessions.select_related("version", "place__commune").exclude(state=State.DRAFT)
        dates = list(others.order_by("starts_at", "pk")) or dates
    return Shown(session, dates, at)


def shown_registration(registration: Registration, at: datetime) -> Shown:
    """What a registration is for: its session, or the next date of its cycle (the last one once all are over)."""
    if registration.session_id:
        (session,) = _SESSION.rows(registration.session_id)
        return shown(with_beside(session), at)
    dates = list(with_all().filter(cycle=registration.cycle_id).exclude(state=State.DRAFT).order_by("starts_at", "pk"))
    cycle = Shown(dates[-1], dates, at)
    return Shown(cycle.next_date or dates[-1], dates, at)


def elsewhere(shown: Shown, *, size: int = 1) -> list[Alternative]:
    """Where else a group finds seats when it does not fit here, with their ribbons; nothing once it is over."""
    return in_full(choices(shown, size=size))


def choices(shown: Shown, *, size: int = 1) -> Sequence[Choice]:
    """The same in figures: all that may change of it while what is kept stays true."""
    if shown.free >= size or not shown.to_come:
        return ()
    return chosen(shown.session, at=shown.at, size=size)


def said_of(others: Sequence[Choice], at: datetime) -> tuple[Any, ...]:
    """All that a page drawn once may say of other sessions: their seats, and days that are said from near: "jeudi"."""
    return (int(at.timestamp()) // HOUR if others else 0, *((one.key, one.free) for one in others))


def in_full(found: Sequence[Choice]) -> list[Alternative]:
    told = in_words(found)
    give_ribbons([one.session for one in told])
    return told


def give_ribbons(sessions: Sequence[Session]) -> None:
    """Give the place of each session its ribbon in the network of the session: one query for all."""
    bare = [one for one in sessions if not hasattr(one.place, "links_here")]
    if not bare:
        return
    links: dict[Any, NetworkPlace] = {
        (link.network_id, link.place_id): link
        for link in NetworkPlace.objects.filter(
            network__in={one.network_id for one in bare}, place__in={one.place_id for one in bare}
        )
    }
    for one in bare:
        link = links.get((one.network_id, one.place_id))
        one.place.links_here = [link] if link else []  # type: ignore[attr-defined]
