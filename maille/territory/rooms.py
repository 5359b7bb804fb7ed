"""Rooms within rooms: what cannot be taken at the same time, and what taking one takes."""

from collections.abc import Mapping

from .models import Room

PartOf = Mapping[int, int | None]
"""By the key of each room of a place, the one it is a part of."""


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
