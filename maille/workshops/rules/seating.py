"""Who sits where, and who is offered what: the whole arithmetic of seats, without a database.

A session has `seats` numbered 1 to `seats`. A held seat within them is ordinary; one that a cut has left above, or that
staff added knowingly, is extra. Nobody loses a seat by arithmetic: a cut makes extras, and freed numbers take them
back in. Only what is still free after that is offered to those who wait.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """One seat that somebody holds: its row, its number, and whether it is above what the session may seat."""

    key: int
    number: int
    is_extra: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """One group on the waiting list, in the order they came; `seats` it needs together, by the key of each session."""

    key: int
    seats: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Move:
    """A held seat that changes its number or its kind."""

    key: int
    number: int
    is_extra: bool


def free_numbers(seats: int, held: Iterable[Held]) -> list[int]:
    """Numbers within the capacity that nobody holds, lowest first."""
    taken = {seat.number for seat in held if not seat.is_extra}
    return [number for number in range(1, seats + 1) if number not in taken]


def rearranged(seats: int, held: Collection[Held]) -> list[Move]:
    """What must change so that ordinary seats are exactly those within the capacity.

    Above the capacity, a seat becomes extra; an extra seat takes the lowest number that is free, the oldest first.
    Applied in order, no two ordinary seats ever share a number.
    """
    above = sorted((seat for seat in held if not seat.is_extra and seat.number > seats), key=_by_number)
    moves = [Move(seat.key, seat.number, True) for seat in above]
    within = [seat for seat in held if not seat.is_extra and seat.number <= seats]
    free = free_numbers(seats, within)
    extras = sorted((seat for seat in held if seat.is_extra), key=_by_key) + above
    back = {seat.key: Move(seat.key, number, False) for seat, number in zip(extras, free, strict=False)}
    return [move for move in moves if move.key not in back] + list(back.values())


def _by_number(seat: Held) -> int:
    return seat.number


def _by_key(seat: Held) -> int:
    return seat.key


def surplus(kept: int, held: Collection[Held]) -> list[Held]:
    """Seats that a group gives back when it needs only `kept`: those above the capacity first, then the highest."""
    ordered = sorted(held, key=lambda seat: (seat.is_extra, seat.number))
    return ordered[max(kept, 0) :]


def fitting(free: Mapping[int, int], waiting: Sequence[Waiting]) -> list[Waiting]:
    """Those to whom the free seats (by session) are offered: in order, each the first whose group fits in what is left.

    A group too large for what is free keeps its rank, and does not hold up a smaller one behind it: a seat left empty
    helps nobody, and the larger group will be the first asked when enough seats are free.
    """
    left, chosen = dict(free), []
    for group in waiting:
        if group.seats and all(number <= left.get(key, 0) for key, number in group.seats.items()):
            chosen.append(group)
            for key, number in group.seats.items():
                left[key] -= number
    return chosen


def seats_needed(*, size: int, has_carer: bool, carer_takes_seat: bool) -> int:
    """Seats of a group: the person and those who come along, and the carer where the session says that one counts."""
    return size + (1 if has_carer and carer_takes_seat else 0)
