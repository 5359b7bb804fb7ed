"""How many units are free: the same as by trying everything, with ways, openings and preparation between stays."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from maille.sharing.rules import Window
from maille.sharing.rules.availability import Ask, Spot, Stay, assigned, free_units
from maille.sharing.rules.journeys import Ways

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
NOW = MONDAY
PLACES = (1, 2, 3)


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def during(start: float, end: float) -> Window:
    return Window(at(start), at(end))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(st.integers(0, 30))
    return during(start, start + draw(st.integers(1, 6)))


ways = st.builds(
    lambda minutes, preparation, opened: Ways(minutes, timedelta(minutes=preparation), opened, elsewhere=60),
    st.dictionaries(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), st.integers(0, 240), max_size=6),
    st.sampled_from([0, 0, 30]),
    st.dictionaries(st.sampled_from(PLACES), st.just([during(8, 12), during(14, 18), during(32, 36)]), max_size=2),
)
places = st.sampled_from(PLACES)

moments = st.integers(0, 40 * 60).map(lambda minutes: at(minutes / 60))


@given(ways, places, places, moments, moments)
def test_what_leaves_in_time_arrives_in_time_and_nothing_else_does(between, origin, place, free_at, by):
    """Counted forwards from when it is free, or backwards from when it is wanted: the same."""
    arrives = between.arrives(origin, free_at, place)
    assert between.reaches(origin, free_at, place, by) == (arrives is not None and arrives <= by)


def follows(spot: Spot, row: list[Stay], between: Ways) -> bool:
    """Whether one unit that stands there can serve these stays, one after the other."""
    row = sorted(row, key=lambda stay: stay.window)
    ready = between.preparation if spot.has_it else timedelta(0)
    ends = [
        (spot.place, (spot.free_at or NOW) + ready),
        *((one.place, one.window.ends_at + between.preparation) for one in row),
    ]
    return all(
        free_at <= stay.window.starts_at and between.reaches(place, free_at, stay.place, stay.window.starts_at)
        for (place, free_at), stay in zip(ends, row, strict=False)
    )


def by_trying(spots: list[Spot], stays: list[Stay], ask: Ask, between: Ways) -> int:
    """Every way of giving stays to units: the most of the ask that fits in beside all that is promised."""
    alone = [spot for spot in spots for _unit in spot.units]
    for count in range(ask.count, -1, -1):
        wanted = [*stays, *[Stay(0, ask.place, ask.window)] * count]
        for units in product(range(len(alone)), repeat=len(wanted)):
            rows = [[one for one, unit in zip(wanted, units, strict=True) if unit == n] for n in range(len(alone))]
            if all(follows(spot, row, between) for spot, row in zip(alone, rows, strict=True)):
                return count
    return -1


@st.composite
def standing(draw: st.DrawFn) -> list[Spot]:
    """Up to three units, some of them side by side, some of them out and to be given back."""
    sizes = draw(st.sampled_from([(1,), (1, 1), (2,), (1, 1, 1), (2, 1), (3,)]))
    spots, unit = [], 1
    for size in sizes:
        free_at = draw(st.sampled_from([None, at(0), at(3)]))
        spots.append(Spot(tuple(range(unit, unit + size)), draw(places), free_at, draw(st.booleans())))
        unit += size
    return spots


@st.composite
def promised(draw: st.DrawFn, most: int = 4) -> tuple[list[Spot], list[Stay], Ways]:
    """Up to three units with stays that were promised one by one, as they are: what did not fit was refused."""
    between, spots = draw(ways), draw(standing())
    stays: list[Stay] = []
    for key in range(1, draw(st.integers(0, most)) + 1):
        ask = Ask(draw(places), draw(windows()))
        given_to = assigned(spots, stays, ask, between, NOW)
        if given_to:
            (unit,), moved = given_to
            stays = [Stay(one.key, one.place, one.window, moved.get(one.key, one.unit)) for one in stays]
            stays.append(Stay(key, ask.place, ask.window, unit))
    return spots, stays, between


@settings(max_examples=150)
@given(promised(), places, windows(), st.integers(1, 3))
def test_is_the_number_found_by_trying_everything(network, place, window, count):
    spots, stays, between = network
    ask = Ask(place, window, count)
    assert free_units(spots, stays, ask, between, NOW) == by_trying(spots, stays, ask, between)


@given(promised(most=8), places, windows(), st.integers(1, 3))
def test_what_is_said_to_be_free_can_be_taken_and_nothing_is_promised_twice(network, place, window, count):
    spots, stays, between = network
    ask = Ask(place, window, count)
    free = free_units(spots, stays, ask, between, NOW)
    given_to = assigned(spots, stays, ask, between, NOW)
    assert (given_to is not None) == (free == count)
    if given_to is None:
        return
    units, moved = given_to
    of_unit = {unit: spot for spot in spots for unit in spot.units}
    rows = {unit: [one for one in stays if moved.get(one.key, one.unit) == unit] for unit in of_unit}
    for unit in units:
        rows[unit].append(Stay(0, place, window, unit))
    assert all(follows(spot, rows[unit], between) for unit, spot in of_unit.items())
    assert sum(map(len, rows.values())) == len(stays) + count


@given(st.lists(windows(), max_size=8), windows(), st.integers(0, 5))
def test_without_ways_it_is_what_the_peak_leaves(taken, window, units):
    """In one place, with nothing to prepare: the units less the most of them in use at one instant."""
    spots = [Spot((n,), 1, at(-1)) for n in range(1, units + 1)]
    stays: list[Stay] = []
    for key, one in enumerate(taken, start=1):
        found = assigned(spots, stays, Ask(1, one), Ways(), NOW)
        if found:
            (unit,), moved = found
            stays = [Stay(old.key, 1, old.window, moved.get(old.key, old.unit)) for old in stays]
            stays.append(Stay(key, 1, one, unit))
    instants = {window.starts_at, *(one.window.starts_at for one in stays if window.overlaps(one.window))}
    busy = [
        sum(one.window.starts_at <= at < one.window.ends_at for one in stays)
        for at in instants
        if at >= window.starts_at
    ]
    assert free_units(spots, stays, Ask(1, window, units), Ways(), NOW) == units - max(busy, default=0)


def test_two_asks_that_meet_on_no_unit_still_leave_the_whole_time_to_a_third():
    """Monday on one unit, Tuesday on the other: moved to one, they leave the other for both days."""
    spots = [Spot((1,), 1, at(0)), Spot((2,), 1, at(0))]
    stays = [Stay(1, 1, during(9, 12), 1), Stay(2, 1, during(33, 36), 2)]
    found = assigned(spots, stays, Ask(1, during(9, 36)), Ways(), NOW)
    assert found is not None
    (unit,), moved = found
    assert moved == ({2: 1} if unit == 2 else {1: 2})


def test_the_way_there_is_counted_and_not_within_one_place():
    between = Ways({(1, 2): 45, (2, 1): 45})
    spots, stays = [Spot((1,), 1, at(0))], [Stay(1, 1, during(9, 12), 1)]
    assert free_units(spots, stays, Ask(1, during(12, 13)), between, NOW) == 1
    assert free_units(spots, stays, Ask(2, during(12, 13)), between, NOW) == 0
    assert free_units(spots, stays, Ask(2, during(12.75, 13)), between, NOW) == 1


def test_nobody_is_there_to_give_it_on_a_closed_day():
    """The place opens on Monday and on Wednesday: what it has on Monday evening reaches nobody on Tuesday."""
    opened = {1: [during(8, 18), during(56, 66)]}
    spots, stays = [Spot((1,), 1, at(0))], [Stay(1, 1, during(14, 19), 1)]
    assert free_units(spots, stays, Ask(2, during(33, 36)), Ways({}, openings=opened, elsewhere=30), NOW) == 0
    assert free_units(spots, stays, Ask(2, during(57, 60)), Ways({}, openings=opened, elsewhere=30), NOW) == 1


def test_what_it_gives_first_is_what_moves_nobody():
    spots = [Spot((1,), 1, at(0)), Spot((2,), 2, at(0))]
    stays = [Stay(1, 1, during(9, 12), 1)]
    found = assigned(spots, stays, Ask(2, during(13, 15)), Ways({}, elsewhere=20), NOW)
    assert found == ([2], {})


def test_rows_are_in_order():
    spots = [Spot((1,), 1, at(0))]
    stays = [Stay(n, 1, during(n, n + 1), 1) for n in (7, 3, 5)]
    found = assigned(spots, stays, Ask(1, during(4, 5)), Ways(), NOW)
    assert found == ([1], {})
