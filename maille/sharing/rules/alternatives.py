"""Something else than what was asked: another time, another model, fewer; in what order they help, and why.

What an ask is for mostly stands at its time: another model then comes before the same model at another time, the
nearer the better, and fewer of them after a day nearby. Instants are aware.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from .windows import Window

DAY = timedelta(days=1)


class Why(StrEnum):
    """What differs from what was asked."""

    OTHER_MODEL = "model"
    OTHER_TIME = "time"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True)
class Alternative:
    """So many units of a model over a time, in place of what was asked."""

    model: int
    window: Window
    count: int
    why: Why


def ranked(
    found: Iterable[Alternative], asked: Window, count: int, *, most: int = 5, times: int = 3
) -> list[Alternative]:
    """The most helpful first, at most so many, at most so many other times; of those that help as much, the sooner."""
    best, later = [], 0
    for one in sorted(found, key=lambda one: (_cost(one, asked, count), one.window, one.model)):
        later += one.why is Why.OTHER_TIME
        if one.why is not Why.OTHER_TIME or later <= times:
            best.append(one)
    return best[:most]


def _cost(one: Alternative, asked: Window, count: int) -> float:
    """In days of another time: another model costs half a day, all that is missing costs three."""
    if one.why is Why.FEWER:
        return 1 + 2 * (count - one.count) / count
    if one.why is Why.OTHER_MODEL:
        return 0.5
    return 0.25 + abs(one.window.starts_at - asked.starts_at) / DAY
