"""How many people a session may seat, and what limits it."""

from dataclasses import dataclass
from enum import StrEnum


class Limit(StrEnum):
    """What keeps a session from being larger; in the order one is named when several are equal."""

    ROOM = "room"
    CHOSEN = "chosen"
    COMPUTERS = "computers"
    MEDIATORS = "mediators"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Means:
    """What a session has to seat people with; None where it does not count.

    `room` seats in the room, `chosen` seats set by hand, `computers` working ones there (None when the workshop needs
    none), `mediators` how many lead it, `ratio` people each of them follows.
    """

    room: int | None = None
    chosen: int | None = None
    computers: int | None = None
    mediators: int = 0
    ratio: int | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Seats of a session, and the means that limits them."""

    seats: int
    limit: Limit


def capacity_of(means: Means) -> Capacity:
    """The smallest of what the room, the hand-set number, the working computers and the mediators allow.

    A session that nothing limits has no seat to give: someone must say how many it takes.
    """
    allowed = {
        Limit.ROOM: means.room,
        Limit.CHOSEN: means.chosen,
        Limit.COMPUTERS: means.computers,
        Limit.MEDIATORS: None if means.ratio is None else means.mediators * means.ratio,
    }
    known = {limit: seats for limit, seats in allowed.items() if seats is not None}
    if not known:
        return Capacity(0, Limit.NOTHING)
    limit = min(known, key=lambda name: known[name])
    return Capacity(max(known[limit], 0), limit)
