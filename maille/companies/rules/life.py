"""The life of a request: where it stands, who is awaited, until when."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

IsOff = Callable[[date], bool]


class State(StrEnum):
    """Where a request stands. The first seven follow each other; the last two end it."""

    ASKED = "asked"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SIGNED = "signed"
    LISTED = "listed"
    RUNNING = "running"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class Side(StrEnum):
    """Who does the next thing."""

    US = "us"
    THEM = "them"
    NOBODY = "nobody"


PATH = (State.ASKED, State.PROPOSED, State.AGREED, State.SIGNED, State.LISTED, State.RUNNING, State.DONE)
ENDED = (State.DONE, State.WITHDRAWN, State.DECLINED)
OPEN = tuple(state for state in PATH if state not in ENDED)
WITH_US = (State.ASKED, State.LISTED, State.RUNNING)
WITH_THEM = (State.PROPOSED, State.AGREED, State.SIGNED)
HELD = (State.SIGNED, State.LISTED, State.RUNNING)
"""The states in which people are on the list: their sessions are held for them."""

ANSWER, CHOICE, CONVENTION, OPENING, CERTIFICATES = 5, 10, 10, 3, 10
"""Working days that each step may take."""
LIST_BEFORE = 7
"""Days before the first session by which the list is wanted."""
LINK_AFTER = timedelta(days=365)
"""How long after its end a request is still shown behind its link."""
UNSIGNED_KEPT, SIGNED_KEPT = timedelta(days=365), timedelta(days=6 * 365 + 2)
"""How long after its end a request is kept: supporting papers of a training that was held are kept six years."""


def awaited(state: State) -> Side:
    if state in WITH_US:
        return Side.US
    return Side.THEM if state in WITH_THEM else Side.NOBODY


def working_days_after(day: date, count: int, is_off: IsOff) -> date:
    """The day that comes so many working days later: neither at a week-end nor on a day off."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_off(day):
            count -= 1
    return day


def due_on(state: State, *, since: date, first: date | None, last: date | None, is_off: IsOff) -> date | None:
    """The day by which the next thing is wanted: never before `since`, and in time for the first session."""
    if state == State.RUNNING:
        return working_days_after(last or since, CERTIFICATES, is_off)
    if state == State.SIGNED:
        return max(since, first - timedelta(days=LIST_BEFORE)) if first else since
    allowed = {State.ASKED: ANSWER, State.PROPOSED: CHOICE, State.AGREED: CONVENTION, State.LISTED: OPENING}
    if state not in allowed:
        return None
    day = working_days_after(since, allowed[state], is_off)
    return max(since, min(day, first - timedelta(days=1))) if first else day


def is_link_over(closed_on: date | None, today: date) -> bool:
    return closed_on is not None and today > closed_on + LINK_AFTER
