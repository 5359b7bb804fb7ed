"""How many units of a model there are for a time in a place: the one function that screens, guard and planner call.

Each unit stands somewhere (`Spot`), and is promised for stays, one after the other. A unit can serve a stay after
another when it gets from the one to the other in time (`Ways.reaches`): that is the order in which stays can follow
each other. Promises are of a model, not of a unit, until the hand-over: what follows what may be changed. So the
question is in how many chains the stays can be put, each chain beginning at a unit; as many are needed as there are
stays of which none can follow another (Dilworth, 1950; without any way between places, the peak of those going on at
one instant). Found as a matching (Fulkerson, 1956): of each stay with what comes before it on its unit.

Little is tried: an ask first goes wherever nothing has to move; then others are moved for it, only while fewer are
found than the peak leaves.

What is found is both the number that a screen shows and the units that a promise takes: they cannot disagree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from .journeys import Ways
from .windows import Window


class Spot(NamedTuple):
    """Where a unit stands and from when it is free: its base, or where the one who has it must give it back.

    Who `has_it` gives it back used: it is prepared before it goes on.
    """

    unit: int
    place: int
    free_at: datetime
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


class _Chains:
    """Spots and stays in rows: what comes after what on each unit. Nodes are numbered: spots first, then stays.

    Stays that are asked for are all the same one, so many times, and come last.
    """

    def __init__(
        self, spots: Sequence[Spot], stays: Sequence[Stay], ways: Ways, ask: Ask, *, nearest_first: bool
    ) -> None:
        self.spots, self.ways, self.ask, self.nearest_first = spots, ways, ask, nearest_first
        self.stays = list(stays)
        self.known = len(spots) + len(stays)
        self.after: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self._gaps: list[tuple[int, int | None]] = []
        self._full: list[int] = []
        self._tried: set[int] = set()
        ready = ways.preparation
        # Where each node leaves its unit, and from when that is ready to go on.
        self.free_from = [(one.place, one.free_at + ready if one.has_it else one.free_at) for one in spots]
        self.free_from += [(one.place, one.window.ends_at + ready) for one in stays]
        # What nothing comes after, those that are free in one place from one instant together.
        self.loose: dict[tuple[int, datetime], set[int]] = defaultdict(set)
        for node, case in enumerate(self.free_from):
            self.loose[case].add(node)
        self._set_rows()

    def _set_rows(self) -> None:
        """What is promised today, in order, each on its unit."""
        last = {spot.unit: index for index, spot in enumerate(self.spots)}
        for rank in sorted(range(len(self.stays)), key=lambda one: self.stays[one].window):
            unit, node = self.stays[rank].unit or 0, len(self.spots) + rank
            if unit in last:
                self._join(last[unit], node)
                last[unit] = node

    def _join(self, node: int, follower: int) -> None:
        self.loose[self.free_from[node]].discard(node)
        self.after[node] = follower
        self.before[follower] = node

    def can_follow(self, node: int, follower: int) -> bool:
        place, free_at = self.free_from[node]
        wanted = self.stays[follower - len(self.spots)]
        starts_at = wanted.window.starts_at
        return free_at <= starts_at and self.ways.reaches(place, free_at, wanted.place, starts_at)

    def _asked_once_more(self) -> int:
        node = len(self.spots) + len(self.stays)
        self.stays.append(Stay(0, self.ask.place, self.ask.window))
        self.free_from.append((self.ask.place, self.ask.window.ends_at + self.ways.preparation))
        self.loose[self.free_from[node]].add(node)
        return node

    def _asked_once_less(self, node: int) -> None:
        self.stays.pop()
        self.loose[self.free_from.pop()].discard(node)

    def fit(self) -> int:
        """How many times the ask goes where nothing has to move, once on each unit."""
        node = self._asked_once_more()
        reached: dict[tuple[int, datetime], bool] = {}
        for unit in range(len(self.spots)):
            one, then = unit, self.after.get(unit)
            if then is None:
                case = self.free_from[unit]
                fits = reached[case] if case in reached else reached.setdefault(case, self.can_follow(unit, node))
            else:
                fits, one, then = self._gap(unit, then, node)
            if fits:
                self._gaps.append((one, then))
            else:
                self._full.append(unit)
        self._asked_once_less(node)
        return len(self._gaps)

    def _gap(self, one: int, then: int | None, node: int) -> tuple[bool, int, int | None]:
        """Whether it comes in between somewhere on a unit, as that is promised, and between which two."""
        while self.can_follow(one, node):
            if then is None or self.can_follow(node, then):
                return True, one, then
            one, then = then, self.after.get(then)
        return False, one, then

    def settle(self) -> None:
        """Put the ask where it fits."""
        for one, then in self._gaps:
            node = self._asked_once_more()
            self._join(one, node)
            if then is not None:
                self._join(node, then)

    def most(self) -> int:
        """No more than so many: of the units where it did not fit, some serve stays that need a unit each."""
        ask = Stay(0, self.ask.place, self.ask.window)
        apart: list[Stay] = []
        for unit in self._full:
            met = (one for one in self._row(unit) if all(self._never_both(one, other) for other in (ask, *apart)))
            apart += [one for one in (next(met, None),) if one is not None]
        return len(self.spots) - len(apart)

    def _row(self, node: int) -> Iterable[Stay]:
        while node in self.after:
            node = self.after[node]
            yield self.stays[node - len(self.spots)]

    def _never_both(self, one: Stay, other: Stay) -> bool:
        """Whether no unit serves both, be it by way of a third that would come between."""
        first, then = (one, other) if one.window <= other.window else (other, one)
        free_at, starts_at = first.window.ends_at + self.ways.preparation, then.window.starts_at
        if free_at > starts_at:
            return True
        if self.ways.reaches(first.place, free_at, then.place, starts_at):
            return False
        gap = Window(first.window.ends_at, starts_at)
        return not any(gap.holds(between.window) for between in self.stays[: self.known - len(self.spots)])

    def add(self) -> bool:
        """Put the ask once more in a chain, moving others from unit to unit when it takes that."""
        node = self._asked_once_more()
        self._tried = {node}
        if self._place(node):
            return True
        self._asked_once_less(node)
        return False

    def _place(self, node: int) -> bool:
        """Find what `node` comes after: where nothing has to move, else by moving one, else by moving several."""
        one = self._loose_before(node)
        if one is not None:
            self._join(one, node)
            return True
        # An ask that stands there already finds no other place than this one would.
        stays = [one for one in range(len(self.spots), self.known) if one in self.before and one not in self._tried]
        can = self._could_precede(node, [self.before[stay] for stay in stays])
        return self._place_moving_one(node, can) or self._place_moving_more(node, can)

    def _place_moving_one(self, node: int, can: Iterable[int]) -> bool:
        for one in can:
            free = self._loose_before(self.after[one])
            if free is not None:
                self._join(free, self.after[one])
                self._join(one, node)
                return True
        return False

    def _place_moving_more(self, node: int, can: Iterable[int]) -> bool:
        for one in can:
            moved = self.after[one]
            if moved in self._tried:
                continue
            self._tried.add(moved)
            if self._place(moved):
                self._join(one, node)
                return True
        return False

    def _loose_before(self, node: int) -> int | None:
        """What nothing comes after yet that it could come after: the nearest when nearness counts."""
        wanted = self.stays[node - len(self.spots)]
        place, starts_at = wanted.place, wanted.window.starts_at
        can = [
            nodes
            for (stands, free_at), nodes in self.loose.items()
            if nodes and free_at <= starts_at and self.ways.reaches(stands, free_at, place, starts_at)
        ]
        lasts = map(max, can) if self.nearest_first else map(max, can[:1])
        return min(lasts, key=lambda one: self._nearness(one, place), default=None)

    def _nearness(self, node: int, place: int) -> tuple[int, int]:
        """The nearest first; of those in one place, what is promised before what rests."""
        return self.ways.minutes(self.free_from[node][0], place), -node

    def _could_precede(self, node: int, others: Iterable[int]) -> list[int]:
        """Those of these that it could come after: when nearness counts the nearest first."""
        wanted = self.stays[node - len(self.spots)]
        place, starts_at = wanted.place, wanted.window.starts_at
        can = []
        for one in others:
            stands, free_at = self.free_from[one]
            if free_at <= starts_at and one != node and self.ways.reaches(stands, free_at, place, starts_at):
                can.append(one)
        if self.nearest_first:
            can.sort(key=lambda one: self._nearness(one, place))
        return can

    def units(self) -> list[int]:
        """The unit of each stay, in the order they were given and added; 0 for one that stands on none."""
        found = [0] * len(self.stays)
        for index, spot in enumerate(self.spots):
            node = index
            while node in self.after:
                node = self.after[node]
                found[node - len(self.spots)] = spot.unit
        return found


def free_units(spots: Sequence[Spot], stays: Sequence[Stay], ask: Ask, ways: Ways) -> int:
    """How many units can be in a place over a time beside what is promised already, at most as many as are asked."""
    chains = _Chains(spots, stays, ways, ask, nearest_first=False)
    found = chains.fit()
    if found < ask.count:
        most = min(ask.count, chains.most())
        if found < most:
            chains.settle()
        while found < most and chains.add():
            found += 1
    return min(found, ask.count)


def assigned(
    spots: Sequence[Spot], stays: Sequence[Stay], ask: Ask, ways: Ways
) -> tuple[list[int], Mapping[int, int]] | None:
    """The units that an ask takes, and those of the promised stays that change unit for it, by key; None if too few."""
    chains = _Chains(spots, stays, ways, ask, nearest_first=True)
    if not all(chains.add() for _ in range(ask.count)):
        return None
    units = chains.units()
    moved = {stay.key: unit for stay, unit in zip(stays, units, strict=False) if unit != (stay.unit or 0)}
    return units[len(stays) :], moved
