"""What sleeps in a cupboard, and what was wanted and not had: told apart from what was only not wanted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

SLEEPS_AFTER = timedelta(days=90)
YEAR = timedelta(days=365)


def sleeps_since(last_used: datetime | None, since: date | None, at: datetime) -> int | None:
    """For how many days nobody has taken something out, when that is long; nothing when it is not.

    What never went out counts from when it came to the network; when nobody knows when it came, it has slept a year.
    """
    if last_used is not None:
        days = (at - last_used).days
    elif since is not None:
        days = (at.date() - since).days
    else:
        days = YEAR.days
    return days if days >= SLEEPS_AFTER.days else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of a model that a place asked for over some days, and did not get."""

    model: int
    place: int
    missing: int
    days: int


@dataclass(slots=True)
class Lack:
    """What lacked of a model: how often, how many at most at once, for how many days in all, in which places."""

    model: int
    times: int = 0
    most: int = 0
    days: int = 0
    places: set[int] = field(default_factory=set)


def lacks(wanted: Iterable[Wanted]) -> list[Lack]:
    """What to buy first: the longest lacking before, a day for each unit that was not had."""
    found: dict[int, Lack] = {}
    for one in wanted:
        if one.missing <= 0:
            continue
        lack = found.setdefault(one.model, Lack(one.model))
        lack.times += 1
        lack.most = max(lack.most, one.missing)
        lack.days += one.missing * one.days
        lack.places.add(one.place)
    return sorted(found.values(), key=lambda one: (-one.days, -one.most, one.model))
