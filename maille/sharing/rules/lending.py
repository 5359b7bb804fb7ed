"""Who could go to another place for a time, in which order, and why; who could not, and why. Instants are aware.

Somebody goes when she may be lent, knows how that day, works then, is not taken from when she leaves until she is
back, is near enough, and leaves somebody at home while it is open. Those who can are in the order of what it costs:
her way there and back, and the hours that her place gave more than it received.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from .journeys import Mode
from .windows import Window, left_of

GIVEN_WEIGHS = 10
"""So many minutes given more than received weigh as one minute of way: ten hours, one hour."""
UNKNOWN_WEIGHS = 30
"""Minutes of way that it weighs to have to ask somebody whether she works then."""


class Why(StrEnum):
    """What speaks for somebody, or keeps her from going."""

    KNOWS = "knows"
    WORKS = "works"
    HOURS_UNKNOWN = "hours_unknown"
    WAY = "way"
    HOME_CLOSED = "home_closed"
    COVERED = "covered"
    GAVE_LITTLE = "gave_little"
    GAVE_MUCH = "gave_much"
    NOT_LENDABLE = "not_lendable"
    UNSKILLED = "unskilled"
    NOT_AT_WORK = "not_at_work"
    FAR = "far"
    TAKEN = "taken"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a place. `knows` is from a day (included) to another (excluded) or for ever.

    `works` is when she works, nothing when nobody wrote it; `taken` is when something takes her; `ways` are minutes,
    one way, by each mode that she uses.
    """

    key: int
    home: int
    knows: tuple[date, date | None] | None
    works: Sequence[Window] | None = None
    taken: Sequence[Window] = ()
    ways: Mapping[Mode, int] = field(default_factory=dict)
    longest_way: int = 45
    is_lendable: bool = True


@dataclass(frozen=True, slots=True)
class Home:
    """A place that lends. `openings` is when it receives, nothing when unknown: then whenever somebody leaves it.

    `there` is when each mediator of the place is there, by her key; `balance` the minutes given less those received.
    """

    openings: Sequence[Window] | None = None
    there: Mapping[int, Sequence[Window]] = field(default_factory=dict)
    balance: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could go, how, how long the way is, what it costs (minutes), and what speaks for or against."""

    key: int
    home: int
    mode: Mode
    way: int
    away: Window
    cost: int
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody who could not go, and the first thing that keeps her."""

    key: int
    home: int
    why: Why


def ranked(
    people: Iterable[Person], homes: Mapping[int, Home], window: Window, day: date
) -> tuple[list[Candidate], list[Kept]]:
    """Those who could go, what costs least first (then by key), and the others in the order of their keys."""
    found = [_judged(one, homes.get(one.home, Home()), window, day) for one in people]
    can = [one for one in found if isinstance(one, Candidate)]
    cannot = [one for one in found if isinstance(one, Kept)]
    return sorted(can, key=lambda one: (one.cost, one.key)), sorted(cannot, key=lambda one: one.key)


def away(window: Window, way: int) -> Window:
    """From when she leaves until she is back, the way in minutes."""
    return Window(window.starts_at - timedelta(minutes=way), window.ends_at + timedelta(minutes=way))


def _judged(person: Person, home: Home, window: Window, day: date) -> Candidate | Kept:
    quickest = min(((minutes, mode) for mode, minutes in person.ways.items()), default=None)
    if quickest is None or quickest[0] > person.longest_way:
        gone, way, mode = window, 0, Mode.FOOT
        is_near = False
    else:
        (way, mode), is_near = quickest, True
        gone = away(window, way)
    if (why := _kept(person, home, gone, day, is_near=is_near)) is not None:
        return Kept(person.key, person.home, why)
    reasons = _reasons(person, home, gone)
    return Candidate(person.key, person.home, mode, way, gone, _cost(person, home, way), reasons)


def _kept(person: Person, home: Home, gone: Window, day: date, *, is_near: bool) -> Why | None:
    checks = (
        (Why.NOT_LENDABLE, person.is_lendable),
        (Why.UNSKILLED, _knows(person, day)),
        (Why.FAR, is_near),
        (Why.NOT_AT_WORK, person.works is None or not left_of([gone], person.works)),
        (Why.TAKEN, not any(gone.overlaps(one) for one in person.taken)),
        (Why.ALONE, not uncovered(home, person.key, gone)),
    )
    return next((why for why, holds in checks if not holds), None)


def _knows(person: Person, day: date) -> bool:
    return person.knows is not None and person.knows[0] <= day and (person.knows[1] is None or day < person.knows[1])


def uncovered(home: Home, key: int, gone: Window) -> list[Window]:
    """When her place receives and nobody but her is there, while she is away."""
    others = [window for other, windows in home.there.items() if other != key for window in windows]
    return left_of(_open_while(home, gone), others)


def _open_while(home: Home, gone: Window) -> list[Window]:
    if home.openings is None:
        return [gone]
    return left_of([gone], left_of([gone], home.openings))


def _reasons(person: Person, home: Home, gone: Window) -> tuple[Why, ...]:
    found = [Why.KNOWS, Why.HOURS_UNKNOWN if person.works is None else Why.WORKS, Why.WAY]
    found.append(Why.COVERED if _open_while(home, gone) else Why.HOME_CLOSED)
    if home.balance:
        found.append(Why.GAVE_MUCH if home.balance > 0 else Why.GAVE_LITTLE)
    return tuple(found)


def _cost(person: Person, home: Home, way: int) -> int:
    return 2 * way + home.balance // GIVEN_WEIGHS + (UNKNOWN_WEIGHS if person.works is None else 0)
