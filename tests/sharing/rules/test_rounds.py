"""The round of a van, beside trying every order by hand: no better one, and no hour that cannot be."""

import datetime as dt
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from maille.sharing.rules import Window
from maille.sharing.rules.journeys import Ways
from maille.sharing.rules.rounds import FEW, Load, Vehicle, best_route

EIGHT = dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC)
DOOR = dt.timedelta(minutes=10)


def at(minutes: int) -> dt.datetime:
    return EIGHT + dt.timedelta(minutes=minutes)


PLACES = range(1, 6)
minutes = st.integers(0, 300)
travel = st.fixed_dictionaries({(one, other): st.integers(3, 60) for one in PLACES for other in PLACES if one != other})
# A place has somebody at any time (not named), for one time, for two, or not that day.
openings = st.dictionaries(
    st.sampled_from(PLACES),
    st.lists(st.tuples(st.integers(0, 500), st.integers(30, 300)), max_size=2).map(
        lambda spans: sorted(Window(at(start), at(start + length)) for start, length in spans)
    ),
    max_size=3,
).map(lambda found: {place: _apart(windows) for place, windows in found.items()})


def _apart(windows):
    return windows if len(windows) < 2 or windows[0].ends_at < windows[1].starts_at else windows[:1]


@st.composite
def errands(draw, most: int):
    loads = []
    for key in range(draw(st.integers(1, most))):
        origin, destination = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True))
        loads.append(
            Load(
                key, origin, destination, draw(st.integers(1, 6)),
                draw(st.none() | minutes.map(at)), draw(st.none() | minutes.map(at)),
            )
        )  # fmt: skip
    return loads


def tried(order, loads, base, holds, ways):
    """Follow an order of (load, "pick" or "give") by hand: late loads and when it ends; nothing when it cannot be."""
    now, here, since, aboard, late = EIGHT, base, None, 0, 0
    for load, what in order:
        place = load.origin if what == "pick" else load.destination
        if since is None or place != here:
            way = 0 if here is None else ways.minutes(here, place)
            reached = now + dt.timedelta(minutes=way)
        else:
            reached = since
        if what == "pick" and load.ready:
            reached = max(reached, load.ready)
        windows = ways.openings.get(place)
        if windows is not None:
            free = [max(reached, one.starts_at) for one in windows if reached <= one.ends_at]
            if not free:
                return None
            reached = min(free)
        aboard += load.room if what == "pick" else -load.room
        if aboard > holds:
            return None
        if since is None or place != here:
            since, now = reached, reached + DOOR
        else:
            now = max(now, reached + DOOR)
        here = place
        late += what == "give" and load.due is not None and since > load.due
    home = ways.minutes(here, base) if base is not None and order else 0
    return late, now + dt.timedelta(minutes=home)


def best_by_hand(loads, base, holds, ways):
    """As many loads as can be, then the fewest late, then the soonest back, over every subset and every order."""
    for size in range(len(loads), -1, -1):
        found = []
        for some in combinations(loads, size):
            events = [(load, what) for load in some for what in ("pick", "give")]
            for order in permutations(events):
                if all(order.index((load, "pick")) < order.index((load, "give")) for load in some):
                    found.append(tried(order, some, base, holds, ways))
        whole = [one for one in found if one is not None]
        if whole:
            return (len(loads) - size, *min(whole))
    raise AssertionError


@settings(max_examples=60)
@given(errands(3), travel, openings, st.none() | st.sampled_from(PLACES), st.integers(4, 14))
def test_no_order_is_better(loads, travel, openings, base, holds):
    ways = Ways(travel, openings=openings)
    route = best_route(loads, Vehicle(base, holds, DOOR), ways, EIGHT)
    assert (len(route.left), len(route.late), route.ends_at) == best_by_hand(loads, base, holds, ways)


@settings(max_examples=40)
@given(errands(FEW + 4), travel, openings, st.none() | st.sampled_from(PLACES), st.integers(4, 30))
def test_every_hour_can_be(loads, travel, openings, base, holds):
    ways = Ways(travel, openings=openings)
    van = Vehicle(base, holds, DOOR)
    route = best_route(loads, van, ways, EIGHT)
    of = {load.key: load for load in loads}
    aboard, now, here = set(), EIGHT, base
    for call in route.calls:
        way = 0 if here is None else ways.minutes(here, call.place)
        assert call.starts_at >= now + dt.timedelta(minutes=way)
        assert call.ends_at >= call.starts_at + DOOR
        windows = ways.openings.get(call.place)
        assert windows is None or any(one.starts_at <= call.starts_at <= one.ends_at for one in windows)
        assert call.picks or call.delivers
        for key in call.delivers:
            assert key in aboard
            assert of[key].destination == call.place
            assert (key in route.late) == (of[key].due is not None and call.starts_at > of[key].due)
        for key in call.picks:
            assert of[key].origin == call.place
            assert of[key].ready is None or call.ends_at >= of[key].ready + DOOR
        aboard = (aboard | set(call.picks)) - set(call.delivers)
        assert sum(of[key].room for key in aboard) <= holds
        now, here = call.ends_at, call.place
    assert aboard == set()
    picked = [key for call in route.calls for key in call.picks]
    assert sorted([*picked, *route.left]) == sorted(of)
    assert route.ends_at == now + dt.timedelta(
        minutes=ways.minutes(here, base) if base is not None and route.calls else 0
    )


def test_many_loads_are_never_worse_than_one_after_the_other():
    travel = {(one, other): 5 + abs(one - other) * 4 for one in range(1, 9) for other in range(1, 9) if one != other}
    loads = [Load(key, 1 + key % 8, 1 + (key * 3 + 1) % 8, 2) for key in range(8)]
    loads = [load for load in loads if load.origin != load.destination]
    ways = Ways(travel)
    one_by_one = EIGHT
    here = 1
    for load in loads:
        road = ways.minutes(here, load.origin) + ways.minutes(load.origin, load.destination)
        one_by_one += dt.timedelta(minutes=road) + 2 * DOOR
        here = load.destination
    route = best_route(loads, Vehicle(1, 40, DOOR), ways, EIGHT)
    assert not route.left
    # Eight doors, each once or twice, instead of two for each load.
    assert (route.ends_at - EIGHT) * 3 < (one_by_one - EIGHT) * 2


def test_one_too_large_is_left_and_the_others_are_carried():
    ways = Ways({(1, 2): 10, (2, 1): 10})
    route = best_route([Load(1, 1, 2, 16), Load(2, 1, 2, 96)], Vehicle(1, 48, DOOR), ways, EIGHT)
    assert route.left == {2}
    assert [call.place for call in route.calls] == [1, 2]
    assert route.ends_at == at(10 + 10 + 10 + 10)
