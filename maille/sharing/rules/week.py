"""The hours of somebody's week: several ranges a day, here or there, never in two places at once. Local times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Range:
    """[starts, ends) of a weekday (0 is Monday), in one place."""

    place: int
    weekday: int
    starts: time
    ends: time

    def meets(self, other: "Range") -> bool:
        """Whether both hold somebody at one instant; two that touch do not."""
        return self.weekday == other.weekday and self.starts < other.ends and other.starts < self.ends


def first_met(kept: Iterable[Range], new: Iterable[Range]) -> Range | None:
    """The first kept range, by day and hour, that one of the new ones would overlap."""
    wanted = list(new)
    met = [one for one in kept if any(one.meets(other) for other in wanted)]
    return min(met, key=lambda one: (one.weekday, one.starts), default=None)


def minutes_of(ranges: Iterable[Range]) -> int:
    """How long somebody works in a week."""
    return sum((one.ends.hour - one.starts.hour) * 60 + one.ends.minute - one.starts.minute for one in ranges)
