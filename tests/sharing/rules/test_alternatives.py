"""What stands in for what was asked, the most helpful first."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules import Window
from maille.sharing.rules.alternatives import Alternative, Why, ranked

NINE = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
ASKED = Window(NINE, NINE + dt.timedelta(hours=3))
DAY = dt.timedelta(days=1)


def later(days: float) -> Window:
    return Window(ASKED.starts_at + days * DAY, ASKED.ends_at + days * DAY)


OTHER = Alternative(2, ASKED, 6, Why.OTHER_MODEL)
HALF = Alternative(1, ASKED, 3, Why.FEWER)


def test_another_model_then_the_same_one_soon_then_fewer_then_later():
    tomorrow, next_week = (Alternative(1, later(days), 6, Why.OTHER_TIME) for days in (1, 7))
    assert ranked([next_week, HALF, tomorrow, OTHER], ASKED, 6) == [OTHER, tomorrow, HALF, next_week]


def test_the_same_day_comes_first_of_all():
    afternoon = Alternative(1, later(4 / 24), 6, Why.OTHER_TIME)
    assert ranked([OTHER, afternoon], ASKED, 6) == [afternoon, OTHER]


def test_nearly_all_is_better_than_half():
    nearly = Alternative(1, ASKED, 5, Why.FEWER)
    assert ranked([HALF, nearly], ASKED, 6) == [nearly, HALF]


found = st.builds(
    Alternative, st.integers(1, 4), st.integers(-7, 7).map(later), st.integers(1, 6), st.sampled_from(list(Why))
)


@given(st.lists(found, max_size=12, unique=True), st.randoms())
def test_the_order_does_not_hang_on_how_they_were_found(all_found, chance):
    shuffled = list(all_found)
    chance.shuffle(shuffled)
    best = ranked(all_found, ASKED, 6)
    assert [one.window for one in best] == [one.window for one in ranked(shuffled, ASKED, 6)]
    times = sum(one.why is Why.OTHER_TIME for one in all_found)
    assert len(best) == min(5, len(all_found) - times + min(3, times))
