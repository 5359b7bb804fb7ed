"""The seats of a session, or of a whole cycle, while nobody else may touch them: the one place that takes seats.

Signing up, coming back, being promoted, being added by the staff, moving, a cut, a broken computer: all open the floor,
change it, and close it. Opening locks the sessions in the order of their keys (PostgreSQL, READ COMMITTED; on SQLite
every transaction of ours is alone from its first line) and only then reads who holds what. The database refuses the
seat too many: see `Seat`, and the triggers of its migration.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from maille.core import journal
from maille.sharing.models import working_computers
from maille.workshops.models import Cycle, Registration, Seat, Session, SessionMediator
from maille.workshops.rules.capacity import Means, capacity_of
from maille.workshops.rules.offers import offered_until
from maille.workshops.rules.seating import Held, Waiting, fitting, free_numbers, rearranged, seats_needed

Target = Session | Cycle


@dataclass
class Floor:
    """Locked sessions with the seats held in each; made by `open_floor`, written by `close_floor`."""

    target: Target
    sessions: list[Session]
    seats: dict[int, list[Seat]]
    at: datetime
    by: Any
    offered: list[Registration] = field(default_factory=list)

    @property
    def free(self) -> int:
        """Seats that a group could take in every session still to come."""
        return min((len(free_numbers(one.seats, held(self, one))) for one in self.sessions), default=0)

    @property
    def extras(self) -> list[Seat]:
        """Seats above the capacity: those to call after a cut, and those the staff added knowingly."""
        return [seat for one in self.sessions for seat in self.seats[one.pk] if seat.is_extra]


def open_floor(target: Target, *, at: datetime, by: Any) -> Floor:
    """Lock the sessions of a target that are neither over nor cancelled, then read their seats: two queries.

    The caller is in a transaction. Sessions are read again under the lock: use `floor.sessions`, not what came before.
    """
    mine = Q(pk=target.pk) if isinstance(target, Session) else Q(cycle=target)
    rows = Session.objects.select_for_update(of=("self",)).select_related("version", "room", "place", "network")
    to_come = rows.filter(mine, ends_at__gt=at).exclude(state=Session.State.CANCELLED)
    sessions = list(to_come.order_by("pk"))
    seats: dict[int, list[Seat]] = {session.pk: [] for session in sessions}
    for seat in Seat.objects.filter(session__in=list(seats), released_at__isnull=True).order_by("pk"):
        seats[seat.session_id].append(seat)
    return Floor(target, sessions, seats, at, by)


def held(floor: Floor, session: Session) -> list[Held]:
    return [Held(seat.pk, seat.number, seat.is_extra) for seat in floor.seats[session.pk]]


def needed(floor: Floor, registration: Registration) -> int:
    """Seats that a registration takes in each session; the strictest session decides for the carer."""
    return seats_needed(
        size=registration.size,
        has_carer=registration.has_carer,
        carer_takes_seat=any(session.carer_takes_seat for session in floor.sessions),
    )


def take(floor: Floor, registration: Registration, *, extra: bool = False) -> None:
    """Write the seats of a registration, lowest numbers first; `extra` adds chairs above the capacity where it must.

    The caller has seen that they fit (`floor.free`), or asks for extra ones.
    """
    rows = []
    for session in floor.sessions:
        numbers = free_numbers(session.seats, held(floor, session))[: needed(floor, registration)]
        missing = needed(floor, registration) - len(numbers) if extra else 0
        highest = max([session.seats, *(seat.number for seat in floor.seats[session.pk])], default=0)
        rows += [Seat(session=session, registration=registration, number=number) for number in numbers]
        rows += [
            Seat(session=session, registration=registration, number=highest + rank, is_extra=True)
            for rank in range(1, missing + 1)
        ]
    for seat in Seat.objects.bulk_create(rows):
        floor.seats[seat.session_id].append(seat)


def give_back(floor: Floor, registration: Registration) -> None:
    """Release the seats of a registration; their numbers are free at once."""
    mine = Seat.objects.filter(registration=registration, session__in=floor.sessions, released_at__isnull=True)
    mine.update(released_at=floor.at)
    for session_id, seats in floor.seats.items():
        floor.seats[session_id] = [seat for seat in seats if seat.registration_id != registration.pk]


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
    return Means(
        room=session.room.seats if session.room else None,
        chosen=session.chosen_seats,
        computers=computers.get(session.room_id or 0, 0) if content.needs_computers else None,
        mediators=leading.get(session.pk, 0),
        ratio=content.ratio,
    )


def _resize(floor: Floor, session: Session, seats: int, limit: str) -> None:
    before = {"seats": session.seats}
    moves = rearranged(seats, held(floor, session))
    rows = {seat.pk: seat for seat in floor.seats[session.pk]}
    # Seats above become extra before the number of seats is lowered, and come back after it is raised.
    _renumber(rows, [move for move in moves if move.is_extra])
    session.seats, session.seats_limit = seats, limit
    session.free_seats = min(session.free_seats, seats)
    session.save(update_fields=["seats", "seats_limit", "free_seats"])
    _renumber(rows, [move for move in moves if not move.is_extra])
    if before["seats"] != seats:
        journal.record(
            "workshops.seats_counted",
            session,
            by=floor.by,
            before=before,
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

    The first whose group fits is offered the seats, which are kept until the offer ends. When the session is too near
    for anybody to answer, nothing is offered: the desk calls.
    """
    for session in floor.sessions:
        rows = {seat.pk: seat for seat in floor.seats[session.pk]}
        _renumber(rows, rearranged(session.seats, held(floor, session)))
    until = _offer_end(floor)
    if until is None or not floor.free:
        return
    waiting = {one.pk: one for one in _of_target(floor.target).waiting().select_related("resident")}
    queue = [Waiting(one.pk, needed(floor, one)) for one in waiting.values()]
    for group in fitting(floor.free, queue):
        _offer(floor, waiting[group.key], until)


def _offer_end(floor: Floor) -> datetime | None:
    starts = [session.starts_at for session in floor.sessions]
    return offered_until(floor.at, min(starts)) if starts else None


def _of_target(target: Target) -> Any:
    name = "session" if isinstance(target, Session) else "cycle"
    return Registration.objects.filter(**{name: target})


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
        network_id=floor.sessions[0].network_id,
    )


def close_floor(floor: Floor) -> Floor:
    """Write how many seats are free in each session, for the lists that show it."""
    for session in floor.sessions:
        free = len(free_numbers(session.seats, held(floor, session)))
        if free != session.free_seats:
            session.free_seats = free
            session.save(update_fields=["free_seats"])
    return floor
