"""Who could go: never somebody taken, nobody leaves her place empty, one order whatever the order of the people."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules.journeys import Mode
from maille.sharing.rules.lending import Home, Kept, Person, Why, away, ranked, uncovered
from maille.sharing.rules.windows import Window

DAY = date(2026, 11, 24)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
ALWAYS = (date(2020, 1, 1), None)


def hours(starts: float, ends: float) -> Window:
    return Window(MIDNIGHT + timedelta(hours=starts), MIDNIGHT + timedelta(hours=ends))


ASKED = hours(14, 16)
WHOLE_DAY = hours(0, 24)


def somebody(key: int = 1, home: int = 1, **said) -> Person:
    return Person(key, home, **({"knows": ALWAYS, "works": [hours(9, 18)], "ways": {Mode.TRANSIT: 30}} | said))


COVERED = Home([hours(9, 18)], {1: [WHOLE_DAY], 2: [WHOLE_DAY]})


def only(person: Person, home: Home = COVERED):
    can, cannot = ranked([person], {person.home: home}, ASKED, DAY)
    (found,) = [*can, *cannot]
    return found


def test_somebody_free_near_and_not_alone_can_go():
    found = only(somebody())
    assert (found.way, found.mode, found.away) == (30, Mode.TRANSIT, hours(13.5, 16.5))
    assert found.reasons == (Why.KNOWS, Why.WORKS, Why.WAY, Why.COVERED)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"is_lendable": False}, Why.NOT_LENDABLE),
        ({"knows": None}, Why.UNSKILLED),
        ({"knows": (DAY + timedelta(days=1), None)}, Why.UNSKILLED),
        ({"knows": (date(2020, 1, 1), DAY)}, Why.UNSKILLED),
        ({"ways": {}}, Why.FAR),
        ({"ways": {Mode.FOOT: 46}}, Why.FAR),
        ({"works": []}, Why.NOT_AT_WORK),
        ({"works": [hours(14, 18)]}, Why.NOT_AT_WORK),
        ({"taken": [hours(15, 15.5)]}, Why.TAKEN),
        ({"taken": [hours(13, 13.75)]}, Why.TAKEN),
        ({"taken": [hours(16.25, 17)]}, Why.TAKEN),
    ],
)
def test_each_thing_keeps_her(said, why):
    assert only(somebody(**said)) == Kept(1, 1, why)


@pytest.mark.parametrize(
    "said",
    [
        {"knows": (DAY, DAY + timedelta(days=1))},
        {"ways": {Mode.FOOT: 45}},
        {"ways": {Mode.FOOT: 300, Mode.CYCLE: 20}},
        {"taken": [hours(9, 13.5), hours(16.5, 18)]},
        {"works": [hours(9, 14.5), hours(14.5, 18)]},
        {"works": None},
    ],
)
def test_what_only_touches_does_not(said):
    assert not isinstance(only(somebody(**said)), Kept)


class TestHome:
    @pytest.mark.parametrize(
        ("home", "is_kept"),
        [
            (Home([hours(9, 18)], {1: [WHOLE_DAY]}), True),
            (Home([hours(9, 18)], {1: [WHOLE_DAY], 2: [hours(9, 16)]}), True),
            (Home([hours(9, 18)], {1: [WHOLE_DAY], 2: [hours(9, 15)], 3: [hours(15, 18)]}), False),
            (Home([hours(9, 12)], {1: [WHOLE_DAY]}), False),
            (Home([], {}), False),
            (Home(None, {}), True),
            (Home(None, {2: [hours(13, 17)]}), False),
        ],
    )
    def test_stays_covered_while_it_is_open(self, home, is_kept):
        assert (only(somebody(), home) == Kept(1, 1, Why.ALONE)) is is_kept

    def test_closed_it_says_so(self):
        assert Why.HOME_CLOSED in only(somebody(), Home([hours(9, 12)])).reasons


class TestOrder:
    def order(self, people, homes):
        return [one.key for one in ranked(people, homes, ASKED, DAY)[0]]

    def test_the_shorter_way_first(self):
        near, far = somebody(2, ways={Mode.FOOT: 10}), somebody(1, ways={Mode.FOOT: 11})
        assert self.order([far, near], {1: COVERED}) == [2, 1]

    def test_the_place_that_gave_less_first(self):
        """Ten hours given weigh as one hour of way, there and back."""
        other = Home(None, {9: [WHOLE_DAY]}, balance=600)
        people = [somebody(1, 2, ways={Mode.FOOT: 10}), somebody(2, 1, ways={Mode.FOOT: 39})]
        assert self.order(people, {1: COVERED, 2: other}) == [2, 1]
        people[1] = somebody(2, 1, ways={Mode.FOOT: 41})
        assert self.order(people, {1: COVERED, 2: other}) == [1, 2]

    def test_hours_that_are_known_first(self):
        assert self.order([somebody(1, works=None), somebody(2)], {1: COVERED}) == [2, 1]


steps = st.integers(20, 40).map(lambda quarter: quarter / 2)
windows = st.builds(lambda one, other: hours(min(one, other), max(one, other)), steps, steps)
some = st.lists(windows, max_size=3)
persons = st.builds(
    Person,
    key=st.integers(1, 6),
    home=st.integers(1, 3),
    knows=st.sampled_from([None, ALWAYS, (DAY, DAY + timedelta(days=1)), (DAY - timedelta(days=9), DAY)]),
    works=st.none() | some | st.just([WHOLE_DAY]),
    taken=some,
    ways=st.dictionaries(st.sampled_from(Mode), st.integers(0, 90)),
    is_lendable=st.booleans() | st.just(True),
)
teams = st.lists(persons, max_size=5, unique_by=lambda one: one.key)
homes_there = st.dictionaries(st.integers(1, 7), some | st.just([WHOLE_DAY]), max_size=4)
homes = st.dictionaries(
    st.integers(1, 3), st.builds(Home, st.none() | some, homes_there, st.integers(-3000, 3000)), max_size=3
)


def minutes_of(window: Window):
    at = window.starts_at
    while at < window.ends_at:
        yield at
        at += timedelta(minutes=1)


def held(windows, at) -> bool:
    return any(one.starts_at <= at < one.ends_at for one in windows)


def could_go(person: Person, home: Home) -> bool:
    """The same question, minute by minute."""
    way = min(person.ways.values(), default=10**6)
    if not person.is_lendable or way > person.longest_way or person.knows is None:
        return False
    if not (person.knows[0] <= DAY and (person.knows[1] is None or person.knows[1] > DAY)):
        return False
    others = [windows for key, windows in home.there.items() if key != person.key]
    for at in minutes_of(away(ASKED, way)):
        works = person.works is None or held(person.works, at)
        is_open = home.openings is None or held(home.openings, at)
        if not works or held(person.taken, at) or (is_open and not any(held(one, at) for one in others)):
            return False
    return True


@given(teams, homes)
def test_the_same_as_looking_at_each_minute(people, places):
    can, cannot = ranked(people, places, ASKED, DAY)
    expected = {one.key for one in people if could_go(one, places.get(one.home, Home()))}
    assert {one.key for one in can} == expected
    assert {one.key for one in cannot} == {one.key for one in people} - expected


@given(teams, homes)
def test_nobody_taken_is_proposed_and_no_place_is_left_alone(people, places):
    by_key = {one.key: one for one in people}
    for one in ranked(people, places, ASKED, DAY)[0]:
        assert one.away.holds(ASKED)
        assert not any(one.away.overlaps(taken) for taken in by_key[one.key].taken)
        assert not uncovered(places.get(one.home, Home()), one.key, one.away)


@given(st.lists(persons, max_size=4, unique_by=lambda one: one.key), homes)
def test_one_order_whatever_the_order_of_the_people(people, places):
    answers = [ranked(mixed, places, ASKED, DAY) for mixed in permutations(people)]
    assert all(answer == answers[0] for answer in answers)
    costs = [(one.cost, one.key) for one in answers[0][0]]
    assert costs == sorted(set(costs))
