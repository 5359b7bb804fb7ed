"""Ticks made on several devices, some of them offline: which one stands, and when two devices disagree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EARLY = timedelta(hours=1)
"""People arrive before the hour; nobody is there before that."""


class State(StrEnum):
    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE_CANCEL = "late_cancel"


@dataclass(frozen=True, slots=True)
class Said:
    """A tick as a device sends it, on the device's own clock; `name` and `people` for who walked in."""

    nonce: str
    who: str
    state: str
    made_at: datetime
    saw: str = State.EXPECTED
    name: str = ""
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """One decision about one person: `saw` is what its device showed just before, `device` who made it."""

    nonce: str
    state: str
    decided_at: datetime
    saw: str
    device: str = ""


def in_order(ticks: Iterable[Tick]) -> list[Tick]:
    """The ticks as they were made, each once; two of one instant always stand in the same order."""
    once = {tick.nonce: tick for tick in ticks}
    return sorted(once.values(), key=lambda tick: (tick.decided_at, tick.nonce))


def standing(ticks: Iterable[Tick]) -> Tick | None:
    """The last decision wins, in whatever order the ticks came, and however often each came."""
    return next(reversed(in_order(ticks)), None)


def overruled(ticks: Iterable[Tick]) -> Tick | None:
    """The tick of another device that the last one did away with unknowingly; nothing when all agree.

    The last one is a correction, and no disagreement, when its device showed what the tick before it had said.
    """
    *_earlier, before, last = [None, None, *in_order(ticks)]
    if last is None or before is None or last.device == before.device:
        return None
    return before if before.state not in (last.state, last.saw) else None


def total(named: int, counted: int | None) -> int:
    """How many came: those named, or the heads counted when there were more; nobody is obliged to give a name."""
    return max(named, counted or 0)


def opens_at(starts_at: datetime) -> datetime:
    """From when somebody may be there."""
    return starts_at - EARLY
