"""What is allowed between people: who grants which role, what an invitation or a shared desk accepts, and when."""

import hashlib
import secrets
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

COORDINATOR, PLACE_MANAGER, MEDIATOR, DESK = "coordinator", "place_manager", "mediator", "desk"
NEIGHBOUR, PARTNER = "neighbour", "partner"
KINDS = (COORDINATOR, PLACE_MANAGER, MEDIATOR, DESK, NEIGHBOUR, PARTNER)

PLACE_KINDS = frozenset({PLACE_MANAGER, MEDIATOR, DESK, NEIGHBOUR})
# The team of a member place: those who may pass from one to another on its shared desk.
TEAM_KINDS = frozenset({PLACE_MANAGER, MEDIATOR, DESK})
# Those who belong to a network and know each other; neighbours and partners only know whom to call.
MEMBER_KINDS = TEAM_KINDS | {COORDINATOR}
GRANTED_BY_PLACE_MANAGER = frozenset({MEDIATOR, DESK})

INVITATION_LIFE = timedelta(days=14)
DESK_TRIES = 5
DESK_LOCK = timedelta(minutes=15)
DESK_IDLE = timedelta(minutes=20)
RESIDENT_KEPT = timedelta(days=730)
"""How long somebody helped is known after they were last seen: long enough for who comes back each winter."""
CODE_SHORTEST, CODE_LONGEST = 4, 6


@dataclass(frozen=True, slots=True)
class Holding:
    """One role as the rules see it: from a day (included) to a day (excluded); `place` is None for a whole network."""

    kind: str
    network: int
    place: int | None = None
    starts_on: date = date.min
    ends_on: date | None = None

    def is_active(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


def may_grant(held: Iterable[Holding], wanted: Holding) -> bool:
    """Tell whether someone holding these active roles may give (or take back) that one.

    A coordinator gives any role of their network, a place manager mediation and desk in their own place; so nobody
    gives more than they hold.
    """
    return any(_grants(role, wanted) for role in held if role.network == wanted.network)


def _grants(role: Holding, wanted: Holding) -> bool:
    if role.kind == COORDINATOR:
        return True
    manages_there = role.kind == PLACE_MANAGER and role.place is not None and role.place == wanted.place
    return manages_there and wanted.kind in GRANTED_BY_PLACE_MANAGER


def grantable_kinds(held: Iterable[Holding], network: int) -> tuple[str, ...]:
    """Kinds of role that someone may give somewhere in a network, in the order people read them."""
    kinds = {role.kind for role in held if role.network == network}
    if COORDINATOR in kinds:
        return KINDS
    return tuple(kind for kind in KINDS if kind in GRANTED_BY_PLACE_MANAGER) if PLACE_MANAGER in kinds else ()


def is_coordinated(coordinators: Iterable[Holding], on: date) -> bool:
    """Tell whether a network still has someone to coordinate it from that day on, with no end in sight."""
    return any(role.kind == COORDINATOR and role.ends_on is None and role.starts_on <= on for role in coordinators)


class InvitationState(StrEnum):
    SENDING = "sending"
    PENDING = "pending"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


def invitation_state(
    *,
    sent_at: datetime | None,
    expires_at: datetime,
    accepted_at: datetime | None,
    cancelled_at: datetime | None,
    at: datetime,
) -> InvitationState:
    """Say where an invitation stands; it expires at its very instant, and what was accepted stays so."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if cancelled_at is not None:
        return InvitationState.CANCELLED
    if at >= expires_at:
        return InvitationState.EXPIRED
    return InvitationState.SENDING if sent_at is None else InvitationState.PENDING


def new_secret() -> str:
    """Draw what only a mail or a cookie will hold (256 bits)."""
    return secrets.token_urlsafe(32)


def hash_of_secret(secret: str) -> str:
    """What the database keeps of it: SHA-256 in hexadecimal, enough for a secret that long."""
    return hashlib.sha256(secret.encode()).hexdigest()


class CodeProblem(StrEnum):
    SHAPE = "shape"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    DATE = "date"


def code_problem(code: str) -> CodeProblem | None:
    """Say what is wrong with a desk code: four to six digits that are not the first ones anybody would try."""
    if not (CODE_SHORTEST <= len(code) <= CODE_LONGEST and code.isascii() and code.isdigit()):
        return CodeProblem.SHAPE
    if _is_repeated(code):
        return CodeProblem.REPEATED
    if _is_sequence(code):
        return CodeProblem.SEQUENCE
    return CodeProblem.DATE if _looks_like_a_birth(code) else None


def _is_repeated(code: str) -> bool:
    """0000, 1212, 123123: one block said again."""
    return any(
        code == code[:size] * (len(code) // size) for size in range(1, len(code) // 2 + 1) if len(code) % size == 0
    )


def _is_sequence(code: str) -> bool:
    """1234, 9876, 890123: each digit one above (or below) the one before, 9 and 0 being neighbours."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(code)}
    return steps in ({1}, {9})


def _looks_like_a_birth(code: str) -> bool:
    """A year (1987), a day and month (1407), or both with two digits of the year (140787)."""
    if len(code) == 4 and code[:2] in ("19", "20"):
        return True
    if len(code) not in (4, 6):
        return False
    try:
        date(2000, int(code[2:4]), int(code[:2]))
    except ValueError:
        return False
    return True


def after_wrong_code(failures: int, at: datetime) -> tuple[int, datetime | None]:
    """Count one more wrong code: the new count, and until when the code is locked if that was one too many."""
    if failures + 1 >= DESK_TRIES:
        return 0, at + DESK_LOCK
    return failures + 1, None


def forgotten_before(at: datetime) -> datetime:
    """The instant before which somebody must have been seen for the last time to be erased by the house."""
    return at - RESIDENT_KEPT


def lasts_until(since: date, months: int) -> date | None:
    """The first day when what somebody knows no longer counts; none when it is for ever (0 months).

    A month that is too short gives its last day: 31 August and six months, 28 February.
    """
    if not months:
        return None
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
