"""A session is signed by half-days, which follow each other and make the whole of it."""

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.activity.rules.half_days import followed, half_days

PARIS = ZoneInfo("Europe/Paris")


def at(hour: int, minute: int = 0, day: int = 3) -> dt.datetime:
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=PARIS).astimezone(dt.UTC)


class TestHalfDays:
    @pytest.mark.parametrize(
        ("starts_at", "ends_at", "parts"),
        [
            (at(9), at(12), ["morning"]),
            (at(14), at(16), ["afternoon"]),
            (at(18, 30), at(20), ["evening"]),
            (at(9), at(17), ["morning", "afternoon"]),
            (at(11), at(14), ["morning"]),  # 12:30 in its middle, and four hours at most: signed once
            (at(12, 30), at(16), ["afternoon"]),
            (at(12, 30), at(18), ["afternoon"]),  # half an hour before one o’clock is no morning
            (at(8), at(13, 30), ["morning"]),
            (at(21), at(1, day=4), ["evening"]),
        ],
    )
    def test_are_cut_at_one_o_clock(self, starts_at, ends_at, parts):
        assert [part.part for part in half_days(starts_at, ends_at, PARIS)] == parts

    def test_are_cut_by_the_clock_of_the_place(self):
        reunion = ZoneInfo("Indian/Reunion")
        morning, _afternoon = half_days(at(6), at(14), reunion)
        assert morning.ends_at.astimezone(reunion).hour == 13

    def test_are_named_by_their_day(self):
        assert [part.code for part in half_days(at(9), at(17), PARIS)] == ["2026-12-03-morning", "2026-12-03-afternoon"]

    @given(
        st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: at(0) + dt.timedelta(minutes=minutes)),
        st.integers(15, 24 * 60),
    )
    def test_make_the_whole_session_and_no_more(self, starts_at, minutes):
        ends_at = starts_at + dt.timedelta(minutes=minutes)
        parts = half_days(starts_at, ends_at, PARIS)
        assert 1 <= len(parts) <= 2
        assert (parts[0].starts_at, parts[-1].ends_at) == (starts_at, ends_at)
        assert sum((part.length for part in parts), dt.timedelta()) == ends_at - starts_at
        assert all(one.ends_at == other.starts_at for one, other in pairwise(parts))
        assert len({part.code for part in parts}) == len(parts)


class TestFollowed:
    DAY = half_days(at(9), at(17), PARIS)

    def test_counts_the_half_days_signed(self):
        assert followed(self.DAY, is_present=True, signed=["2026-12-03-morning"]) == dt.timedelta(hours=4)

    def test_counts_all_of_it_for_who_was_there_and_signed_nothing(self):
        assert followed(self.DAY, is_present=True, signed=[]) == dt.timedelta(hours=8)

    def test_counts_all_of_it_when_the_session_was_moved_after_it_was_signed(self):
        assert followed(self.DAY, is_present=True, signed=["2026-11-01-morning"]) == dt.timedelta(hours=8)

    def test_counts_nothing_for_who_was_not_there(self):
        assert followed(self.DAY, is_present=False, signed=["2026-12-03-morning"]) == dt.timedelta()
