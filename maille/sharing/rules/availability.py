"""How many units of a model there are for a time in a place: the one function that screens, guard and planner call.

Each unit stands somewhere (`Spot`), and is promised for stays, one after the other. A unit can serve a stay after
another when it gets from the one to the other in time (`Ways.reaches`): that is the order in which stays can follow
each other. Promises are of a model, not of a unit, until the hand-over: what follows what may be changed. So the
question is in how many chains the stays can be put, each chain beginning at a unit; as many are needed as there are
stays of which none can follow another (Dilworth, 1950; without any way between places, the peak of those going on at
one instant). Found as a matching (Fulkerson, 1956): of each stay with what comes before it on its unit.

What is found is both the number that a screen shows and the units that a promise takes: they cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .journeys import Ways
from .windows import Window

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a unit stands and from when it is free: its base, or where the one who has it must give it back.

    Who `has_it` gives it back used: it is prepared before it goes on.
    """

    unit: int
    place: int
    free_at: datetime
    has_it: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
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


class _Chains:
    """Spots and stays in rows: what comes after what on each unit. Nodes are numbered: spots first, then stays."""

    def __init__(self, spots: Sequence[Spot], stays: Sequence[Stay], ways: Ways) -> None:
        self.spots, self.ways = spots, ways
        self.stays = list(stays)
        self.after: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self._tried: set[int] = set()
        rows: dict[int, list[int]] = {spot.unit: [index] for index, spot in enumerate(spots)}
        for node in sorted(range(len(self.stays)), key=lambda one: self.stays[one].window):
            row = rows.get(self.stays[node].unit or 0)
            if row is not None:
                self._join(row[-1], len(spots) + node)
                row.append(len(spots) + node)

    def _join(self, node: int, follower: int) -> None:
        self.after[node] = follower
        self.before[follower] = node

    def _free_from(self, node: int) -> tuple[int, datetime]:
        """Where it leaves its unit, and from when that is ready to go on."""
        if node < len(self.spots):
            spot = self.spots[node]
            return spot.place, spot.free_at + (self.ways.preparation if spot.has_it else NO_TIME)
        stay = self.stays[node - len(self.spots)]
        return stay.place, stay.window.ends_at + self.ways.preparation

    def can_follow(self, node: int, follower: int) -> bool:
        place, free_at = self._free_from(node)
        wanted = self.stays[follower - len(self.spots)]
        if free_at > wanted.window.starts_at:
            return False
        return self.ways.reaches(place, free_at, wanted.place, wanted.window.starts_at)

    def add(self, ask: Ask) -> bool:
        """Put one more stay in a chain, moving others from unit to unit when it takes that."""
        self.stays.append(Stay(0, ask.place, ask.window))
        node = len(self.spots) + len(self.stays) - 1
        self._tried = {node}
        if self._place(node):
            return True
        self.stays.pop()
        return False

    def _place(self, node: int) -> bool:
        """Find what `node` comes after: first where nothing has to move, then by moving what comes after there."""
        can = [one for one in self._by_nearness(node) if self.can_follow(one, node)]
        for one in can:
            if one not in self.after:
                self._join(one, node)
                return True
        for one in can:
            moved = self.after[one]
            if moved in self._tried:
                continue
            self._tried.add(moved)
            if self._place(moved):
                self._join(one, node)
                return True
        return False

    def _by_nearness(self, node: int) -> list[int]:
        """What it could come after, the nearest first; of those in one place, what is promised before what rests."""
        place = self.stays[node - len(self.spots)].place
        others = [one for one in range(len(self.spots) + len(self.stays)) if one != node]
        return sorted(others, key=lambda one: (self.ways.minutes(self._free_from(one)[0], place), -one))

    def units(self) -> list[int]:
        """The unit of each stay, in the order they were given and added; 0 for one that stands on none."""
        found = [0] * len(self.stays)
        for index, spot in enumerate(self.spots):
            node = index
            while node in self.after:
                node = self.after[node]
                found[node - len(self.spots)] = spot.unit
        return found


def free_units(spots: Iterable[Spot], stays: Iterable[Stay], ask: Ask, ways: Ways) -> int:
    """How many units can be in a place over a time beside what is promised already, at most as many as are asked."""
    chains = _Chains(list(spots), list(stays), ways)
    return sum(1 for _ in _added(chains, ask))


def assigned(
    spots: Iterable[Spot], stays: Iterable[Stay], ask: Ask, ways: Ways
) -> tuple[list[int], Mapping[int, int]] | None:
    """The units that an ask takes, and those of the promised stays that change unit for it, by key; None if too few."""
    kept = list(stays)
    chains = _Chains(list(spots), kept, ways)
    if sum(1 for _ in _added(chains, ask)) < ask.count:
        return None
    units = chains.units()
    moved = {stay.key: unit for stay, unit in zip(kept, units, strict=False) if unit != (stay.unit or 0)}
    return units[len(kept) :], moved


def _added(chains: _Chains, ask: Ask) -> Iterable[None]:
    for _ in range(ask.count):
        if not chains.add(ask):
            return
        yield
