"""How many units of a model there are for a time in a place: the one function that screens, guard and planner call.

Units stand somewhere (`Spot`), and each is promised for stays, one after the other. A unit can serve a stay after
another when it gets from the one to the other in time (`Ways.reaches`): that is the order in which stays can follow
each other. Promises are of a model, not of a unit, until the hand-over: what follows what may be changed. So the
question is in how many chains the stays can be put, each chain beginning at a unit; as many are needed as there are
stays of which none can follow another (Dilworth, 1950; without any way between places, the peak of those going on at
one instant). Found as a matching (Fulkerson, 1956): of each stay with what comes before it on its unit.

Units that are free in one place from one instant are all alike to whatever comes next: they are counted, not named
(`Case`), and get their names again once all is in its place. An ask first goes wherever nothing has to move; then
others are moved for it, as few as can be, the shortest way to room being looked for first (Berge, 1957).

What is found is both the number that a screen shows and the units that a promise takes: they cannot disagree.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from .journeys import Ways
from .windows import Window


class Spot(NamedTuple):
    """Units that stand in one place, free from one instant on; without one, they are free now.

    That place is their base, or where the one who has them must give them back. Who `has_it` gives it back used: it is
    prepared before it goes on.
    """

    units: tuple[int, ...]
    place: int
    free_at: datetime | None = None
    has_it: bool = False


class Stay(NamedTuple):
    """One unit, wanted in a place over [starts_at, ends_at); `unit` is the one that is promised today."""

    key: int
    place: int
    window: Window
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """How many units are wanted in a place over a time."""

    place: int
    window: Window
    count: int = 1


Case = tuple[int, datetime]
"""A place, and from when what is there is ready to go on."""

_when = itemgetter(1)

ASK = -1
"""The rank of the ask, beside those of the stays."""


class _Chains:
    """What comes after what on the units of a model: of each stay, the case that it follows.

    `room` counts, by case, the units that nothing follows there. `asked` is what the ask follows, each time it is put.
    """

    def __init__(self, spots: Sequence[Spot], stays: Sequence[Stay], ask: Ask, ways: Ways, at: datetime) -> None:
        self.ask, self.ways = ask, ways
        self.room: dict[Case, int] = {}
        self.starts: dict[Case, list[int]] = {}
        ready, last = ways.preparation, dict[int, Case]()
        for spot in spots:
            free_at = spot.free_at or at
            case = spot.place, free_at + ready if spot.has_it else free_at
            self.room[case] = self.room.get(case, 0) + len(spot.units)
            self.starts.setdefault(case, []).extend(spot.units)
            for unit in spot.units:
                last[unit] = case
        # In order, each on its unit, as they are promised today.
        known = [one for one in stays if one.unit in last]
        self.stays = sorted(known, key=lambda one: one.window.starts_at)
        self.ends = [(one.place, one.window.ends_at + ready) for one in self.stays]
        self.before: list[Case] = []
        for stay, end in zip(self.stays, self.ends, strict=True):
            unit = stay.unit or 0
            self.before.append(last[unit])
            self.room[last[unit]] -= 1
            self.room[end] = self.room.get(end, 0) + 1
            last[unit] = end
        self.asked: list[Case] = []
        self.asked_end: Case = ask.place, ask.window.ends_at + ready
        self.room.setdefault(self.asked_end, 0)

    def fill(self) -> None:
        """Put the ask wherever nothing has to move, as often as it is wanted."""
        leaves_by, end = self._leaves_by(ASK), self.asked_end
        for case, count in self.room.items():
            if count and case[1] <= leaves_by[case[0]]:
                taken = min(count, self.ask.count - len(self.asked))
                self.room[case] -= taken
                self.room[end] += taken
                self.asked += [case] * taken
        for rank, case in enumerate(self.before):
            if len(self.asked) == self.ask.count:
                return
            if case[1] <= leaves_by[case[0]] and end[1] <= self._leaves_by(rank)[end[0]]:
                self.before[rank] = end
                self.asked.append(case)

    def add(self) -> bool:
        """Put the ask once more, moving others from unit to unit when it takes that, as few as can be."""
        self.room[self.asked_end] += 1
        # In the order of when they are free: what is free too late for one is not looked at.
        free = sorted((case for case, count in self.room.items() if count), key=_when)
        left = sorted(((*case, rank) for rank, case in enumerate(self.before)), key=_when)
        frees, leaves = [case[1] for case in free], [one[1] for one in left]
        towards, queue = dict[int, int](), [ASK]
        for rank in queue:
            wanted = self.ask if rank == ASK else self.stays[rank]
            starts_at = wanted.window.starts_at
            in_time = free[: bisect_right(frees, starts_at)]
            others = left[: bisect_right(leaves, starts_at)]
            if not in_time and not others:
                continue
            leaves_by = self.ways.towards(wanted.place, starts_at)
            room = [case for case in in_time if case[1] <= leaves_by[case[0]]]
            if room:
                self._follow(rank, max(room, key=partial(self._nearness, rank)), towards)
                return True
            # It could come where another does, if that found another place.
            found = [one for one in others if one[1] <= leaves_by[one[0]]]
            if found:
                found.sort(key=lambda one: self._nearness(rank, one[:2]), reverse=True)
                queue += [one for _place, _free_at, one in found]
                towards |= dict.fromkeys((one for _place, _free_at, one in found), rank)
                left = [one for one in left if one[2] not in towards]
                leaves = [one[1] for one in left]
        self.room[self.asked_end] -= 1
        return False

    def _follow(self, rank: int, room: Case, towards: Mapping[int, int]) -> None:
        """Each on the way there leaves its place to the one before, and the ask has that of the first."""
        self.room[room] -= 1
        while rank != ASK:
            self.before[rank], room, rank = room, self.before[rank], towards[rank]
        self.asked.append(room)

    def _leaves_by(self, rank: int) -> Mapping[int, datetime]:
        one = self.ask if rank == ASK else self.stays[rank]
        return self.ways.towards(one.place, one.window.starts_at)

    def _nearness(self, rank: int, case: Case) -> tuple[int, datetime]:
        """The nearest is the greatest; of those in one place, what is promised before what rests."""
        place = self.ask.place if rank == ASK else self.stays[rank].place
        return -self.ways.minutes(case[0], place), case[1]

    def units(self) -> tuple[list[int], dict[int, int]]:
        """The units that the asks have, and those of the stays, by key: its own to each that can keep it."""
        free = {case: set(units) for case, units in self.starts.items()}
        own: dict[Case, set[int]] = {}
        for stay, case in zip(self.stays, self.before, strict=True):
            own.setdefault(case, set()).add(stay.unit or 0)
        rows: list[tuple[datetime, Case, Case, Stay | None]] = [
            (stay.window.starts_at, case, end, stay)
            for stay, case, end in zip(self.stays, self.before, self.ends, strict=True)
        ]
        rows += [(self.ask.window.starts_at, case, self.asked_end, None) for case in self.asked]
        asked, kept = list[int](), dict[int, int]()
        for _starts_at, case, end, one in sorted(rows, key=lambda row: row[0]):
            here = free[case]
            unit = one.unit if one and one.unit in here else max(here - own.get(case, set()) or here)
            here.remove(unit)
            free.setdefault(end, set()).add(unit)
            if one is None:
                asked.append(unit)
            else:
                kept[one.key] = unit
        return asked, kept


def free_units(spots: Sequence[Spot], stays: Sequence[Stay], ask: Ask, ways: Ways, at: datetime) -> int:
    """How many units can be in a place over a time beside what is promised already, at most as many as are asked."""
    chains = _Chains(spots, stays, ask, ways, at)
    chains.fill()
    for _ in range(ask.count - len(chains.asked)):
        if not chains.add():
            break
    return len(chains.asked)


def assigned(
    spots: Sequence[Spot], stays: Sequence[Stay], ask: Ask, ways: Ways, at: datetime
) -> tuple[list[int], Mapping[int, int]] | None:
    """The units that an ask takes, and those of the promised stays that change unit for it, by key; None if too few."""
    chains = _Chains(spots, stays, ask, ways, at)
    if not all(chains.add() for _ in range(ask.count)):
        return None
    asked, units = chains.units()
    return asked, {one.key: units[one.key] for one in chains.stays if units[one.key] != one.unit}
