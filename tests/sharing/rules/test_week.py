"""The hours of a week: never in two places at once."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules.week import Range, first_met, minutes_of


def at(minutes: int) -> dt.time:
    return dt.time(minutes // 60, minutes % 60)


@st.composite
def ranges(draw):
    # By half hours, so that many touch.
    first = 30 * draw(st.integers(0, 46))
    last = draw(st.integers(first // 30 + 1, 47)) * 30
    return Range(draw(st.integers(1, 3)), draw(st.integers(0, 2)), at(first), at(last))


def minutes_in(one: Range) -> set[tuple[int, int]]:
    first, last = (value.hour * 60 + value.minute for value in (one.starts, one.ends))
    return {(one.weekday, minute) for minute in range(first, last)}


@given(st.lists(ranges(), max_size=5), st.lists(ranges(), max_size=3))
def test_met_as_minute_by_minute(kept, new):
    wanted = set().union(*(minutes_in(one) for one in new))
    met = [one for one in kept if minutes_in(one) & wanted]
    found = first_met(kept, new)
    assert (found is None) == (not met)
    if met:
        assert found in met
        assert all((found.weekday, found.starts) <= (one.weekday, one.starts) for one in met)


@given(st.lists(ranges(), max_size=5))
def test_a_week_lasts_as_long_as_its_ranges(kept):
    assert minutes_of(kept) == sum(len(minutes_in(one)) for one in kept)


def test_two_that_touch_do_not_meet():
    morning, afternoon = Range(1, 0, at(480), at(720)), Range(2, 0, at(720), at(1080))
    assert not morning.meets(afternoon)
    assert not afternoon.meets(morning)
