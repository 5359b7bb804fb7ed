"""How many are told at once, and who is near enough."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maille.workshops.rules.interests import PAUSE, PER_SEAT, TOO_LATE, how_many, is_near

NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=3)


class TestHowMany:
    def test_three_for_each_free_seat(self):
        assert how_many(2, at=NOW, last_told_at=None, starts_at=LATER) == 2 * PER_SEAT == 6

    def test_nobody_while_the_last_ones_answer(self):
        assert how_many(2, at=NOW, last_told_at=NOW - PAUSE + dt.timedelta(seconds=1), starts_at=LATER) == 0
        assert how_many(2, at=NOW, last_told_at=NOW - PAUSE, starts_at=LATER) == 6

    def test_nobody_when_there_is_no_time_to_come(self):
        assert how_many(2, at=NOW, last_told_at=None, starts_at=NOW + TOO_LATE - dt.timedelta(seconds=1)) == 0

    @given(st.integers(-3, 40))
    def test_never_more_than_the_rule(self, free):
        assert how_many(free, at=NOW, last_told_at=None, starts_at=LATER) == max(free, 0) * 3


class TestIsNear:
    def test_within_the_minutes_asked(self):
        assert is_near(2.0, 20)
        assert not is_near(2.5, 20)

    def test_everywhere_without_a_limit(self):
        assert is_near(80.0, None)
        assert is_near(None, 15)
