"""What must hold of seats whatever happened: counted again from the rows, without the code that seats people."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Q

from maille.workshops.models import Registration, Seat, Session

HOLDING = ("seated", "offered")
ACTIVE = (*HOLDING, "waiting")


def faults(sessions: Iterable[Session]) -> list[str]:
    """Everything that is wrong in these sessions, in words; none is what is wanted."""
    fresh = list(Session.objects.filter(pk__in=[one.pk for one in sessions]))
    return [fault for session in fresh for fault in (*_seats(session), *_people(session))] + list(_passed_over(fresh))


def held_in(session: Session) -> list[Seat]:
    return list(Seat.objects.filter(session=session, released_at=None).order_by("number"))


def coming_to(session: Session) -> list[Registration]:
    mine = Q(session=session) | Q(cycle=session.cycle_id, cycle__isnull=False)
    return list(Registration.objects.filter(mine).order_by("queued_at", "pk"))


def _seats(session: Session) -> Iterator[str]:
    numbers = [seat.number for seat in held_in(session) if not seat.is_extra]
    if session.state == "cancelled":
        return
    if len(numbers) > session.seats:
        yield f"{len(numbers)} ordinary seats held of {session.seats}"
    if len(set(numbers)) < len(numbers) or any(number > session.seats for number in numbers):
        yield f"ordinary seats {numbers} of {session.seats}"
    if session.free_seats != session.seats - len(numbers):
        yield f"{session.free_seats} seats said to be free, {session.seats - len(numbers)} are"
    if len(held_in(session)) > len(numbers) and len(numbers) < session.seats:
        yield "somebody sits above the capacity, and a number is free"


def _people(session: Session) -> Iterator[str]:
    seats = Counter(seat.registration_id for seat in held_in(session))
    coming = coming_to(session)
    for one in coming:
        wanted = size_in(session, one) if one.state in HOLDING and session.state != "cancelled" else 0
        if seats.pop(one.pk, 0) != wanted:
            yield f"{one} ({one.state}) should hold {wanted} seats in session {session.pk}"
    if seats:
        yield f"seats of nobody: {seats}"
    twice = Counter(one.person_key for one in coming if one.state in ACTIVE)
    yield from (f"{key} comes twice" for key, times in twice.items() if times > 1)


def size_in(session: Session, registration: Registration) -> int:
    return registration.size + (registration.has_carer and session.carer_takes_seat)


def _passed_over(sessions: list[Session]) -> Iterator[str]:
    """Nobody waits for what is free: the first whose group fits was offered it."""
    sessions = [session for session in sessions if session.state != "cancelled"]
    free = {session.pk: session.free_seats for session in sessions}
    waiting = {one.pk: one for session in sessions for one in coming_to(session) if one.state == "waiting"}
    for one in waiting.values():
        mine = [s for s in sessions if one.session_id == s.pk or (one.cycle_id and one.cycle_id == s.cycle_id)]
        if mine and all(size_in(session, one) <= free[session.pk] for session in mine):
            yield f"{one} waits for seats that are free"
