"""What is printed of a training, and what is missing before it may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class MissingSignature:
    """A half-day that somebody has not signed; the trainer has no name here."""

    day: date
    half: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """What somebody followed of a training: minutes planned, minutes attended."""

    planned: int
    attended: int


def hours_planned(slots: Iterable[timedelta]) -> int:
    """Minutes of a programme."""
    return round(sum((slot.total_seconds() for slot in slots), 0.0) / 60)


def in_order(missing: Sequence[MissingSignature]) -> list[MissingSignature]:
    """Day by day, morning first, the trainer before the trainees."""
    return sorted(missing, key=lambda one: (one.day, one.half != "morning", one.name))


def blocks(followed: Followed, missing: Sequence[MissingSignature], *, is_over: bool) -> str:
    """Why no certificate may be given: a code (not_over, not_signed, not_there), or nothing when it may."""
    if not is_over:
        return "not_over"
    if missing:
        return "not_signed"
    return "" if followed.attended else "not_there"
