"""The round of a van: in what order it goes, so that what is picked up gets there in time, and when at each door.

A load is what goes from one place to another: picked up before it is delivered, when it is ready and somebody is there,
delivered when somebody is there, never more aboard than the van holds. With few loads every order is tried; with more,
each load is put where it costs least, then moved as long as that helps.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from .journeys import Ways

FEW = 4
"""Loads up to which every order is tried: 2,520 of them at most."""
MOST_TURNS = 4
ROOM_OF = {"s": 1, "m": 4, "l": 16, "xl": 32}
"""What an object takes of a van, by its size: a large one as much as four bags, or sixteen pockets."""
LARGE = ROOM_OF["l"]


@dataclass(frozen=True, slots=True)
class Load:
    """What goes from a place to another: what it takes aboard, from when it can leave, until when it is awaited."""

    key: int
    origin: int
    destination: int
    room: int = 0
    ready: datetime | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A load is picked up, or delivered."""

    load: Load
    is_pick: bool

    @property
    def place(self) -> int:
        return self.load.origin if self.is_pick else self.load.destination


@dataclass(frozen=True, slots=True)
class Call:
    """The van at a door: from when to when, the loads it gives there (`delivers`) and those it takes (`picks`)."""

    place: int
    starts_at: datetime
    ends_at: datetime
    picks: tuple[int, ...] = ()
    delivers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Where it starts and comes back (its first door when nowhere is said), what it holds, how long a door takes."""

    base: int | None = None
    holds: int = 6 * LARGE
    at_door: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Route:
    """The doors in order, and when the van is back; `left` cannot be carried that day, `late` gets there too late."""

    calls: tuple[Call, ...]
    ends_at: datetime
    left: frozenset[int] = frozenset()
    late: frozenset[int] = frozenset()
    driven: int = 0

    @property
    def cost(self) -> tuple[int, int, datetime, int]:
        """What makes a round worse: what it leaves, then what it brings late, then when it ends, then the road."""
        return len(self.left), len(self.late), self.ends_at, self.driven


Order = tuple[Event, ...]


@dataclass(slots=True)
class _Drive:
    """A van that follows an order of events, as it goes."""

    vehicle: Vehicle
    ways: Ways
    at: datetime
    place: int | None
    aboard: dict[int, int] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    driven: int = 0

    def follow(self, event: Event) -> None:
        load = event.load
        if event.is_pick:
            self._pick(load)
        elif load.key in self.aboard:
            self._deliver(load)

    def _pick(self, load: Load) -> None:
        there = self._door(load.origin, load.ready)
        if there is None or sum(self.aboard.values()) + load.room > self.vehicle.holds:
            self.left.add(load.key)
            return
        call = self._call(load.origin, there)
        self.calls[-1] = replace(call, picks=(*call.picks, load.key))
        self.aboard[load.key] = load.room

    def _deliver(self, load: Load) -> None:
        del self.aboard[load.key]
        there = self._door(load.destination, None)
        if there is None:
            # Nobody opens: it is still aboard at the end of the day, which is no way to carry it.
            self.left.add(load.key)
            return
        call = self._call(load.destination, there)
        self.calls[-1] = replace(call, delivers=(*call.delivers, load.key))
        if load.due is not None and call.starts_at > load.due:
            self.late.add(load.key)

    def _is_here(self, place: int) -> bool:
        return bool(self.calls) and self.calls[-1].place == place

    def _door(self, place: int, ready: datetime | None) -> datetime | None:
        """When somebody is there to open, from when the van can be there on."""
        reached = self.at + timedelta(minutes=self._minutes_to(place))
        if self._is_here(place):
            reached = self.calls[-1].starts_at
        return self.ways.next_open(place, max(reached, ready) if ready else reached)

    def _minutes_to(self, place: int) -> int:
        return 0 if self.place is None else self.ways.minutes(self.place, place)

    def _call(self, place: int, there: datetime) -> Call:
        """The call at a door: the one the van stands at, longer when it waits for something, or a new one."""
        if self._is_here(place):
            last = self.calls[-1]
            self.calls[-1] = replace(last, ends_at=max(last.ends_at, there + self.vehicle.at_door))
        else:
            self.driven += self._minutes_to(place)
            self.calls.append(Call(place, there, there + self.vehicle.at_door))
        self.place, self.at = place, self.calls[-1].ends_at
        return self.calls[-1]

    def home(self) -> Route:
        back = self._minutes_to(self.vehicle.base) if self.vehicle.base is not None and self.calls else 0
        ends_at = self.at + timedelta(minutes=back)
        return Route(tuple(self.calls), ends_at, frozenset(self.left), frozenset(self.late), self.driven + back)


def drive(order: Iterable[Event], vehicle: Vehicle, ways: Ways, starts_at: datetime) -> Route:
    """What comes of an order of events: events in a row at one place are one call."""
    on_road = _Drive(vehicle, ways, starts_at, vehicle.base)
    for event in order:
        on_road.follow(event)
    return on_road.home()


def best_route(loads: Sequence[Load], vehicle: Vehicle, ways: Ways, starts_at: datetime) -> Route:
    """The order that leaves least, is late least, ends soonest: exact up to `FEW` loads, good beyond."""

    def follow(order: Order) -> Route:
        return drive(order, vehicle, ways, starts_at)

    can = [load for load in loads if load.room <= vehicle.holds and _opens(load, ways, starts_at)]
    route = _best(can, follow)
    carried = {key for call in route.calls for key in call.delivers}
    return replace(route, left=frozenset(load.key for load in loads if load.key not in carried))


def _opens(load: Load, ways: Ways, starts_at: datetime) -> bool:
    return all(ways.next_open(place, starts_at) is not None for place in (load.origin, load.destination))


def _exact(loads: Sequence[Load], follow: Callable[[Order], Route]) -> Route:
    """The best order of as many loads as can all be carried."""
    for size in range(len(loads), 0, -1):
        tried = (follow(order) for some in combinations(loads, size) for order in _orders(some))
        whole = [route for route in tried if not route.left]
        if whole:
            return min(whole, key=_cost)
    return follow(())


def _good(loads: Sequence[Load], follow: Callable[[Order], Route]) -> Route:
    """A good order; what it leaves is taken out, for the van not to go where it gives nothing."""
    route = follow(_improved(_inserted(loads, follow), follow))
    if route.left:
        return _best([load for load in loads if load.key not in route.left], follow)
    return route


def _best(loads: Sequence[Load], follow: Callable[[Order], Route]) -> Route:
    return _exact(loads, follow) if len(loads) <= FEW else _good(loads, follow)


def _cost(route: Route) -> Any:
    return route.cost


def _orders(loads: Sequence[Load], aboard: tuple[Load, ...] = ()) -> Iterable[Order]:
    """Every order in which each load is picked up before it is delivered."""
    if not loads and not aboard:
        yield ()
    for load in loads:
        for rest in _orders([one for one in loads if one is not load], (*aboard, load)):
            yield (Event(load, is_pick=True), *rest)
    for load in aboard:
        for rest in _orders(loads, tuple(one for one in aboard if one is not load)):
            yield (Event(load, is_pick=False), *rest)


def _inserted(loads: Sequence[Load], follow: Callable[[Order], Route]) -> Order:
    """Each load, the most pressing first, put where it costs least among those that are there."""
    order: Order = ()
    for load in sorted(loads, key=_pressing):
        order = min(_with(order, load), key=lambda one: follow(one).cost)
    return order


def _pressing(load: Load) -> tuple[bool, datetime, int]:
    return load.due is None, load.due or datetime.max.replace(tzinfo=UTC), load.key


def _with(order: Order, load: Load) -> Iterable[Order]:
    """The order with a load more, picked up and delivered wherever that can be."""
    for pick in range(len(order) + 1):
        picked = (*order[:pick], Event(load, is_pick=True), *order[pick:])
        for given in range(pick + 1, len(picked) + 1):
            yield (*picked[:given], Event(load, is_pick=False), *picked[given:])


def _improved(order: Order, follow: Callable[[Order], Route]) -> Order:
    """The order once no load is better put elsewhere, or after so many turns."""
    for _turn in range(MOST_TURNS):
        before = follow(order).cost
        for load in [event.load for event in order if event.is_pick]:
            rest = tuple(one for one in order if one.load is not load)
            order = min(_with(rest, load), key=lambda one: follow(one).cost)
        if follow(order).cost == before:
            break
    return order
