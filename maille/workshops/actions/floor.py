"""The seats of a session, or of a whole cycle, while nobody else may touch them: the one place that takes seats.

Signing up, coming back, being promoted, being added by the staff, moving, a cut, a broken computer: all open the floor,
change it, and close it. Opening locks the sessions in the order of their keys (PostgreSQL, READ COMMITTED; on SQLite
every transaction of ours is alone from its first line) and only then reads who holds what. The database refuses the
seat too many: see `Seat`, and the triggers of its migration.

The sessions of a cycle are locked together, whichever of them is asked for: a seat given back in one may be what
somebody who waits for the whole cycle, or for that session alone, was missing. Whoever needs two targets in one
transaction opens them together (`open_floors`), never one after the other: two people who cross would wait for ever.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from maille.core import journal
from maille.core.bulk import insert_few, update_where
from maille.core.prepared import Prepared
from maille.sharing.models import working_computers
from maille.workshops import notices
from maille.workshops.models import Cycle, Registration, Seat, Session, SessionMediator
from maille.workshops.rules.capacity import Means, capacity_of
from maille.workshops.rules.offers import offered_until
from maille.workshops.rules.seating import Held, Waiting, fitting, free_numbers, rearranged, seats_needed, surplus

Target = Session | Cycle
_BESIDE = ("version", "room", "place", "network")
"""What is told of a session that another row holds: it does not need the lock."""


@dataclass
class Floor:
    """Locked sessions with the seats held in each; made by `open_floor`, written by `close_floor`.

    `sessions` are those of the target, `beside` the others of its cycle. `offered` grows as seats are offered.
    """

    target: Target
    sessions: list[Session]
    seats: "SeatsHeld"
    at: datetime
    by: Any
    beside: list[Session] = field(default_factory=list)
    offered: list[Registration] = field(default_factory=list)

    @property
    def locked(self) -> list[Session]:
        return [*self.sessions, *self.beside]

    @property
    def free(self) -> int:
        """Seats that a group could take in every session still to come."""
        return min((len(free_numbers(one.seats, held(self, one))) for one in self.sessions), default=0)

    @property
    def extras(self) -> list[Seat]:
        """Seats above the capacity: those to call after a cut, and those the staff added knowingly."""
        return [seat for one in self.sessions for seat in self.seats[one.pk] if seat.is_extra]


class SeatsHeld(dict[int, list[Seat]]):
    """The seats held in each locked session: of several, read at once; of one, when they are first looked at.

    `were_extra` tells whether each was above the capacity when it was read: whoever has since become so must be called.
    """

    def __init__(self, sessions: Sequence[int]) -> None:
        self.were_extra: dict[int, bool] = {}
        if len(sessions) > 1:
            super().__init__({key: [] for key in sessions})
            self._read(_seats().filter(session__in=sessions))

    def __missing__(self, session: int) -> list[Seat]:
        self[session] = []
        self._read(_SEATS.rows(session))
        return self[session]

    def _read(self, seats: Iterable[Seat]) -> None:
        for seat in seats:
            self[seat.session_id].append(seat)
            self.were_extra[seat.pk] = seat.is_extra


def open_floor(target: Target, *, at: datetime, by: Any) -> Floor:
    """Lock the sessions of a target that are neither over nor cancelled, then read their seats: two queries at most.

    The caller is in a transaction. Sessions are read again under the lock: use `floor.sessions`, not what came before.
    """
    (floor,) = open_floors([target], at=at, by=by)
    return floor


def open_floors(targets: Sequence[Target], *, at: datetime, by: Any) -> list[Floor]:
    """Open several targets at once, in their order, all locked by the same two queries.

    The lock lets others refer to a session (somebody is told of it, somebody leads it) while it is held: two who hold
    one session each, and refer to the other's, would otherwise wait for each other as they commit.
    """
    known = None if _are_many(targets) else targets[0]
    lent = [name for name in _BESIDE if known and getattr(Session, name).is_cached(known)]
    if isinstance(known, Session) and len(lent) == len(_BESIDE):
        locked = [one for one in _LOCKED.rows(known.pk) if one.ends_at > at and one.state != Session.State.CANCELLED]
    else:
        rows = _locked().select_related("version", "room", "place__commune", "network")
        rows = rows.filter(_reached(targets), ends_at__gt=at).exclude(state=Session.State.CANCELLED)
        # To sort rows, the ORM compares all their columns: longer than the query itself, for the one session of most.
        locked = list(rows.order_by("pk") if known is None else rows)
    for session in locked:
        if isinstance(known, Session):
            session.borrow(known, lent)
    seats = SeatsHeld([session.pk for session in locked])
    return [_floor(target, locked, seats, at, by) for target in targets]


def _locked() -> QuerySet[Session]:
    return Session.objects.select_for_update(of=("self",), no_key=True)


def _seats() -> QuerySet[Seat]:
    return Seat.objects.filter(released_at__isnull=True).order_by("pk")


# What nearly every floor is: one session, alone.
_LOCKED = Prepared(lambda pk: _locked().filter(pk=pk), int)
_SEATS = Prepared(lambda session: _seats().filter(session=session), int)


def _are_many(targets: Sequence[Target]) -> bool:
    """Tell whether several sessions may be locked: then their order matters."""
    return len(targets) > 1 or isinstance(targets[0], Cycle) or targets[0].cycle_id is not None


def _reached(targets: Sequence[Target]) -> Q:
    cycles = {one.pk if isinstance(one, Cycle) else one.cycle_id for one in targets} - {None}
    alone = [one.pk for one in targets if isinstance(one, Session)]
    return Q(pk__in=alone) | Q(cycle__in=cycles) if cycles else Q(pk__in=alone)


def _floor(target: Target, locked: list[Session], seats: SeatsHeld, at: datetime, by: Any) -> Floor:
    if isinstance(target, Cycle):
        mine = [one for one in locked if one.cycle_id == target.pk]
        return Floor(target, mine, seats, at, by)
    mine = [one for one in locked if one.pk == target.pk]
    cycle = mine[0].cycle_id if mine else target.cycle_id
    beside = [one for one in locked if cycle and one.cycle_id == cycle and one.pk != target.pk]
    return Floor(target, mine, seats, at, by, beside)


def held(floor: Floor, session: Session) -> list[Held]:
    return [Held(seat.pk, seat.number, seat.is_extra) for seat in floor.seats[session.pk]]


def sessions_of(floor: Floor, registration: Registration) -> list[Session]:
    """The locked sessions that a registration comes to."""
    if registration.cycle_id is None:
        return [one for one in floor.locked if one.pk == registration.session_id]
    return [one for one in floor.locked if one.cycle_id == registration.cycle_id]


def needed(session: Session, registration: Registration) -> int:
    """Seats that a registration takes in a session."""
    return seats_needed(
        size=registration.size, has_carer=registration.has_carer, carer_takes_seat=session.carer_takes_seat
    )


def missing(floor: Floor, registration: Registration) -> dict[int, int]:
    """Seats that a registration needs and does not hold yet, by session; the keys are the sessions it comes to."""
    return {
        one.pk: max(needed(one, registration) - len(_mine(floor, one, registration)), 0)
        for one in sessions_of(floor, registration)
    }


def fits(floor: Floor, registration: Registration) -> bool:
    """Tell whether everybody of a registration can sit in each of its sessions still to come.

    Of somebody who holds nothing yet, where a session has too few seats left for them, its seats are not looked at.
    """
    if registration.pk is None and any(
        needed(one, registration) > one.free_seats for one in sessions_of(floor, registration)
    ):
        return False
    lacking = missing(floor, registration)
    free = _free(floor)
    return bool(lacking) and all(number <= free[key] for key, number in lacking.items())


def _mine(floor: Floor, session: Session, registration: Registration) -> list[Seat]:
    return [seat for seat in floor.seats[session.pk] if seat.registration_id == registration.pk]


def _free(floor: Floor) -> dict[int, int]:
    return {one.pk: len(free_numbers(one.seats, held(floor, one))) for one in floor.locked}


def take(floor: Floor, registration: Registration, *, extra: bool = False) -> None:
    """Write the seats that a registration is missing, lowest numbers first; `extra` adds chairs where it must.

    The caller has seen that they fit (`fits`), or asks for extra ones.
    """
    rows = []
    lacking = missing(floor, registration)
    for session in sessions_of(floor, registration):
        numbers = free_numbers(session.seats, held(floor, session))[: lacking[session.pk]]
        above = lacking[session.pk] - len(numbers) if extra else 0
        highest = max([session.seats, *(seat.number for seat in floor.seats[session.pk])], default=0)
        rows += [Seat(session=session, registration=registration, number=number) for number in numbers]
        rows += [
            Seat(session=session, registration=registration, number=highest + rank, is_extra=True)
            for rank in range(1, above + 1)
        ]
    insert_few(rows)
    for seat in rows:
        floor.seats[seat.session_id].append(seat)


def give_back(floor: Floor, registration: Registration) -> None:
    """Release the seats of a registration in the sessions to come; their numbers are free at once."""
    _release(floor, [seat for one in sessions_of(floor, registration) for seat in _mine(floor, one, registration)])


def give_back_surplus(floor: Floor, registration: Registration) -> None:
    """Release the seats that a registration no longer needs: first those above the capacity, then the highest."""
    rows: dict[int, Seat] = {}
    for session in sessions_of(floor, registration):
        mine = {seat.pk: seat for seat in _mine(floor, session, registration)}
        kept = needed(session, registration)
        found = surplus(kept, [Held(seat.pk, seat.number, seat.is_extra) for seat in mine.values()])
        rows |= {one.key: mine[one.key] for one in found}
    _release(floor, list(rows.values()))


def _release(floor: Floor, seats: Sequence[Seat]) -> None:
    keys = {seat.pk for seat in seats}
    if keys:
        Seat.objects.filter(pk__in=keys).update(released_at=floor.at)
    for session in floor.locked:
        floor.seats[session.pk] = [seat for seat in floor.seats[session.pk] if seat.pk not in keys]


def recount(floor: Floor) -> None:
    """Count again what each session may seat, from its room, its computers and its mediators; renumber within it."""
    leading = dict(
        SessionMediator.objects.filter(session__in=floor.sessions)
        .order_by()
        .values_list("session")
        .annotate(count=Count("pk"))
    )
    with_computers = [one.room for one in floor.sessions if one.version.needs_computers and one.room]
    computers = working_computers(with_computers) if with_computers else {}
    for session in floor.sessions:
        capacity = capacity_of(_means(session, leading, computers))
        _resize(floor, session, capacity.seats, str(capacity.limit))


def _means(session: Session, leading: dict[int, int], computers: dict[int, int]) -> Means:
    content = session.version
    # Without a room, who chose the seats has counted the computers that come: in a company, they are its own or a kit.
    is_counted = content.needs_computers and not (session.room is None and session.chosen_seats)
    return Means(
        room=session.room.seats if session.room else None,
        chosen=session.chosen_seats,
        computers=computers.get(session.room_id or 0, 0) if is_counted else None,
        mediators=leading.get(session.pk, 0),
        ratio=content.ratio,
    )


def _resize(floor: Floor, session: Session, seats: int, limit: str) -> None:
    before = (session.seats, session.seats_limit)
    moves = rearranged(seats, held(floor, session))
    rows = {seat.pk: seat for seat in floor.seats[session.pk]}
    # The database refuses a seat above the session's seats: people move before the seats are cut, and after they grow.
    is_cut = seats < session.seats
    if is_cut:
        _renumber(rows, moves)
    if before != (seats, limit):
        session.seats, session.seats_limit = seats, limit
        session.free_seats = min(session.free_seats, seats)
        session.save(update_fields=["seats", "seats_limit", "free_seats"])
    if not is_cut:
        _renumber(rows, moves)
    if before[0] != seats:
        journal.record(
            "workshops.seats_counted",
            session,
            by=floor.by,
            before={"seats": before[0]},
            after={"seats": seats},
            network_id=session.network_id,
        )


def _renumber(rows: dict[int, Seat], moves: Iterable[Any]) -> None:
    for move in moves:
        seat = rows[move.key]
        seat.number, seat.is_extra = move.number, move.is_extra
        seat.save(update_fields=["number", "is_extra"])


def serve(floor: Floor) -> None:
    """Give what has become free: first to those who sit above the capacity, then, as offers, to those who wait.

    The first whose group fits is offered the seats, which are kept until the offer ends. When what they wait for is
    too near for anybody to answer, nothing is offered: the desk calls.
    """
    for session in floor.locked:
        rows = {seat.pk: seat for seat in floor.seats[session.pk]}
        _renumber(rows, rearranged(session.seats, held(floor, session)))
    free = _free(floor)
    if not any(free.values()):
        return
    waiting = {one.pk: one for one in _waiting(floor)}
    ends = {key: until for key, one in waiting.items() if (until := _offer_end(floor, one))}
    for group in fitting(free, [Waiting(key, missing(floor, waiting[key])) for key in ends]):
        _offer(floor, waiting[group.key], ends[group.key])


def _waiting(floor: Floor) -> Iterable[Registration]:
    """Those who wait for one of the locked sessions, or for their whole cycle, in the order they came."""
    return (
        Registration.objects.waiting()
        .filter(in_sessions([one.pk for one in floor.locked], [one.cycle_id for one in floor.locked]))
        .select_related("resident")
    )


def in_sessions(sessions: Iterable[int], cycles: Iterable[int | None]) -> Q:
    """The condition of registrations in some sessions, or in some cycles (None among them is none)."""
    found, joined = Q(session__in=list(sessions)), {key for key in cycles if key}
    return found | Q(cycle__in=joined) if joined else found


def _offer_end(floor: Floor, registration: Registration) -> datetime | None:
    starts = [session.starts_at for session in sessions_of(floor, registration)]
    return offered_until(floor.at, min(starts)) if starts else None


def _offer(floor: Floor, registration: Registration, until: datetime) -> None:
    registration.state, registration.offered_until = Registration.State.OFFERED, until
    registration.save(update_fields=["state", "offered_until"])
    take(floor, registration)
    floor.offered.append(registration)
    journal.record(
        "workshops.seat_offered",
        registration,
        by=floor.by,
        after={"offered_until": until.isoformat()},
        network_id=floor.target.network_id,
    )
    notices.tell(registration, notices.OFFERED, sessions_of(floor, registration), at=floor.at, by=floor.by)


def close_floor(floor: Floor) -> Floor:
    """Write how many seats are free in each session, for the lists that show it; have those above the seats called.

    Where nobody looked at the seats, nothing has changed.
    """
    looked_at = [session for session in floor.locked if session.pk in floor.seats]
    free = _free(floor) if looked_at else {}
    for session in looked_at:
        if free[session.pk] != session.free_seats:
            session.free_seats = free[session.pk]
            update_where(Session, {"free_seats": session.free_seats}, {"id": session.pk})
        _have_called(floor, session)
    return floor


def _have_called(floor: Floor, session: Session) -> None:
    """Put on the list of calls whoever a cut has left above the seats; take off it whoever has come back within."""
    changed = [
        seat for seat in floor.seats[session.pk] if floor.seats.were_extra.get(seat.pk, seat.is_extra) != seat.is_extra
    ]
    if not changed:
        return
    above = {seat.registration_id for seat in floor.seats[session.pk] if seat.is_extra}
    concerned = {seat.registration_id for seat in changed}
    for registration in Registration.objects.filter(pk__in=concerned).select_related("resident").order_by("pk"):
        say = notices.tell if registration.pk in above else notices.withdraw
        say(registration, notices.EXTRA, [session], at=floor.at, by=floor.by)
