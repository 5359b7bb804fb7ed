"""What sleeps, and what was wanted and not had."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules.cupboard import Wanted, lacks, sleeps_since

NOW = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("last_used", "since", "sleeps"),
    [
        (ago(89), None, None),
        (ago(90), None, 90),
        (ago(10), ago(900).date(), None),
        (None, ago(30).date(), None),
        (None, ago(120).date(), 120),
        (None, None, 365),
    ],
)
def test_sleeps_once_nobody_took_it_out_for_ninety_days(last_used, since, sleeps):
    assert sleeps_since(last_used, since, NOW) == sleeps


wanted = st.builds(Wanted, st.integers(1, 4), st.integers(1, 3), st.integers(-2, 9), st.integers(1, 20))


@given(st.lists(wanted, max_size=20))
def test_each_unit_that_was_not_had_counts_each_day_once(asked):
    found = lacks(asked)
    assert sum(one.days for one in found) == sum(one.missing * one.days for one in asked if one.missing > 0)
    assert sum(one.times for one in found) == sum(one.missing > 0 for one in asked)
    assert [one.days for one in found] == sorted((one.days for one in found), reverse=True)
    for one in found:
        mine = [want for want in asked if want.model == one.model and want.missing > 0]
        assert one.most == max(want.missing for want in mine)
        assert one.places == {want.place for want in mine}
