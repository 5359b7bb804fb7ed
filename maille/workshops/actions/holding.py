"""Who holds which room, which mediator and which sessions while an action changes them.

Everybody locks in one order, so that nobody waits in a ring: rooms, then people, then sessions, each by its key. A room
or a person is only given to a session under its lock, so that two sessions never have them at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maille.core.refusals import Refused
from maille.people.models import User
from maille.territory.models import Network, Place, Room
from maille.workshops import access
from maille.workshops.load import Clash, clashes, leaders, slot_of, zone_of
from maille.workshops.models import Cycle, Registration, Seat, Session, SessionMediator, Visibility
from maille.workshops.rules import times
from maille.workshops.rules.times import Slot

from .floor import Floor, close_floor, open_floor, recount, serve

NOT_LONG = timedelta(0)


@dataclass(frozen=True)
class Arrangement:
    """How a session is held: where in the place, by whom, for whom. `closes_before` is how long before it begins."""

    room: Room | None = None
    mediators: Sequence[User] = ()
    visibility: str = Visibility.PUBLIC
    chosen_seats: int | None = None
    cost: str = ""
    notes: str = ""
    closes_before: timedelta = NOT_LONG
    carer_takes_seat: bool = False

    def closes_at(self, starts_at: datetime) -> datetime | None:
        return starts_at - self.closes_before if self.closes_before else None


@dataclass
class Outcome:
    """What an action did: the sessions, the registrations to tell, the seats now above the capacity (to call)."""

    sessions: list[Session]
    concerned: list[Registration] = field(default_factory=list)
    extras: list[Seat] = field(default_factory=list)


def check_right(user: Any, place: Place, network: Network) -> None:
    if not access.can_hold_sessions(user, place, network):
        raise Refused(_("Seules l’équipe du lieu et la coordination préparent ses séances\u00a0: demandez-leur."))


def check_slot(slot: Slot) -> None:
    try:
        times.check(slot)
    except times.Wrong as wrong:
        sentences = {
            "ends_before": _("La séance finit avant de commencer\u00a0: corrigez l’une des deux heures."),
            "too_long": _("Une séance dure un jour au plus\u00a0: faites-en plusieurs, ou un cycle."),
        }
        raise Refused(sentences[str(wrong)], field="end") from wrong


def check_arrangement(arrangement: Arrangement, place: Place, network: Network, *, known: Iterable[int] = ()) -> None:
    """Refuse a room of another place, a mediator who is not of the network (but those already leading), no seat."""
    if arrangement.room and arrangement.room.place_id != place.pk:
        raise Refused(_("Cette salle n’est pas dans ce lieu\u00a0: choisissez-en une autre."), field="room")
    if arrangement.chosen_seats is not None and arrangement.chosen_seats < 1:
        raise Refused(_("Comptez au moins une place, ou laissez vide."), field="chosen_seats")
    new = {person.pk: person for person in arrangement.mediators if person.pk not in set(known)}
    allowed = set(leaders(network, timezone.localdate()).filter(pk__in=new).values_list("pk", flat=True))
    for key, person in new.items():
        if key not in allowed:
            raise Refused(
                _("%(person)s n’anime pas de séances dans ce réseau\u00a0: choisissez quelqu’un d’autre.")
                % {"person": person},
                field="mediators",
            )


def hold_means(*, room: Room | None, leading: Iterable[User]) -> None:
    """Keep a room and people from any other session being written, until the end of the transaction."""
    rooms = Room.objects.select_for_update(no_key=True).filter(place=room.place_id if room else None)
    list(rooms.order_by("pk").values_list("pk"))
    ids = {person.pk for person in leading}
    list(User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))


def refuse_clashes(
    slots: Sequence[Slot], *, room: Room | None, leading: Sequence[User], ignoring: Sequence[Session] = ()
) -> None:
    """Refuse a room or a person in two sessions at once; the caller holds them (`hold_means`)."""
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    if (room or leading) and any(one.overlaps(next_one) for one, next_one in pairwise(ordered)):
        raise Refused(_("Deux dates de la série se chevauchent\u00a0: espacez-les."), field="start")
    if found := clashes(slots, room=room, leading=leading, ignoring=ignoring):
        first = found[0]
        raise Refused(sentence_of(first), field="room" if isinstance(first.what, Room) else "mediators")


def sentence_of(clash: Clash) -> str:
    """What is taken, by which session, and when."""
    starts_at = clash.other.starts_at.astimezone(zone_of(clash.other.place))
    values = {
        "what": clash.what,
        "title": clash.other.title,
        "place": clash.other.place,
        "when": date_format(starts_at, "DATETIME_FORMAT"),
    }
    if isinstance(clash.what, Room):
        return (
            _("«\u00a0%(what)s\u00a0» est prise par «\u00a0%(title)s\u00a0», %(when)s\u00a0: changez l’un ou l’autre.")
            % values
        )
    return (
        _("%(what)s anime déjà «\u00a0%(title)s\u00a0» (%(place)s), %(when)s\u00a0: changez l’un ou l’autre.") % values
    )


@dataclass
class Hold:
    """Sessions as they are once nobody else may change them, with the floors that seat people in them."""

    sessions: list[Session]
    floors: list[Floor]
    above: set[int]


def hold(sessions: Sequence[Session], *, at: datetime, by: Any) -> Hold:
    """Lock sessions and, for those of a cycle, all of its sessions: seats are taken in all of them together."""
    cycles = {session.cycle_id: session.cycle for session in sessions if session.cycle}
    wanted = [session.pk for session in sessions]
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related(
        "version", "room", "place", "network", "cycle"
    )
    fresh = {one.pk: one for one in rows.filter(Q(pk__in=wanted) | Q(cycle__in=cycles)).order_by("pk")}
    targets: list[Session | Cycle] = [*cycles.values(), *(fresh[key] for key in wanted if not fresh[key].cycle_id)]
    floors = [open_floor(target, at=at, by=by) for target in targets]
    # The floors read them again: what seats people and what is changed are the same objects.
    fresh |= {one.pk: one for floor in floors for one in floor.sessions}
    above = {seat.pk for floor in floors for seat in floor.extras}
    return Hold([fresh[key] for key in wanted], floors, above)


def settle_floors(held: Hold) -> list[Seat]:
    """Count the seats again, give those that became free, close; give the seats that are now above the capacity."""
    for floor in held.floors:
        recount(floor)
        serve(floor)
        close_floor(floor)
    extras = [seat for floor in held.floors for seat in floor.extras if seat.pk not in held.above]
    keys = [seat.pk for seat in extras]
    return list(Seat.objects.filter(pk__in=keys).select_related("registration__resident").order_by("session", "pk"))


def concerned_by(sessions: Sequence[Session]) -> list[Registration]:
    """Everybody who holds or awaits a seat in these sessions, or in their cycles."""
    cycles = {session.cycle_id for session in sessions if session.cycle_id}
    active = Registration.objects.active().select_related("resident", "session", "cycle")
    ones = active.filter(session__in=[session.pk for session in sessions])
    return list((ones | active.filter(cycle__in=cycles)).order_by("queued_at", "pk"))


def dates_of(registration: Registration, sessions: Sequence[Session]) -> list[Session]:
    """Those of these sessions that somebody is registered in, alone or through their cycle."""
    return [
        one
        for one in sessions
        if one.pk == registration.session_id or (one.cycle_id and one.cycle_id == registration.cycle_id)
    ]


def leading(session: Session) -> list[User]:
    return [one.mediator for one in SessionMediator.objects.filter(session=session).select_related("mediator")]


def slots_of(sessions: Sequence[Session]) -> list[Slot]:
    return [slot_of(session) for session in sessions]
