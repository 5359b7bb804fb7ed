"""Rooms within rooms: what cannot be taken at the same time, what taking one takes, what still takes one.

What takes a room is known by the capabilities above: they announce in `AppConfig.ready()` how they say it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from .models import Room

PartOf = Mapping[int, int | None]
"""By the key of each room of a place, the one it is a part of."""


TakenFrom = Callable[[Collection[int], datetime], Sequence[datetime]]
"""From the keys of rooms and an instant: when each thing that takes one of them later on begins."""
_taken_from: list[TakenFrom] = []


def register(taken_from: TakenFrom) -> None:
    if taken_from not in _taken_from:
        _taken_from.append(taken_from)


def taken_later(room: int, part_of: PartOf, at: datetime) -> list[datetime]:
    """When each thing that takes a room, or what stands within it, begins: those not over yet, the next one first."""
    rooms = parts_of(room, part_of)
    return sorted(begins for one in _taken_from for begins in one(rooms, at))


def rooms_of(place: int) -> dict[int, int | None]:
    """The rooms of a place, each with what it is a part of."""
    return dict(Room.objects.filter(place=place).order_by("pk").values_list("pk", "part_of"))


def parts_of(room: int, part_of: PartOf) -> set[int]:
    """What stands within a room, at any depth, and the room itself."""
    return {one for one in part_of if room in _holding(one, part_of)}


def smallest_parts(room: int, part_of: PartOf) -> set[int]:
    """The rooms without parts that taking a room takes: itself when it has none."""
    return parts_of(room, part_of) - set(part_of.values())


def meeting(room: int, part_of: PartOf) -> set[int]:
    """The rooms that cannot be taken while this one is: itself, what holds it, what stands within it."""
    return parts_of(room, part_of) | _holding(room, part_of)


def _holding(room: int, part_of: PartOf) -> set[int]:
    """A room and those that hold it."""
    found: set[int] = set()
    one: int | None = room
    while one is not None and one not in found:
        found.add(one)
        one = part_of.get(one)
    return found
