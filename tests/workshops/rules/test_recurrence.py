"""A series of dates says what it skips and why, and never runs away."""

from datetime import date, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.territory.hours.clock import local_instant
from maille.workshops.rules.recurrence import MOST, Every, Series, occurrences

PARIS = ZoneInfo("Europe/Paris")


def open_every_day(day):
    return ""


class TestOccurrences:
    def test_each_week_keeps_its_weekday(self):
        found = occurrences(Series(date(2026, 12, 1), Every.WEEK, count=4), open_every_day)
        assert [one.on for one in found] == [date(2026, 12, day) for day in (1, 8, 15, 22)]

    def test_each_month_keeps_its_rank(self):
        found = occurrences(Series(date(2026, 12, 8), Every.MONTH, count=3), open_every_day)
        assert [one.on for one in found] == [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]

    def test_a_month_without_a_fifth_weekday_is_left_out(self):
        found = occurrences(Series(date(2026, 12, 29), Every.MONTH, count=2), open_every_day)
        assert [one.on for one in found] == [date(2026, 12, 29), date(2027, 3, 30)]

    def test_a_skipped_date_is_shown_with_its_reason(self):
        series = Series(date(2026, 12, 18), Every.WEEK, count=2)
        found = occurrences(series, lambda day: "public_holiday" if day == date(2026, 12, 25) else "")
        assert [(one.on.day, one.skipped) for one in found] == [(18, ""), (25, "public_holiday")]

    def test_school_holidays_are_skipped_when_asked(self):
        def holidays(day):
            return "school_holiday"

        kept = Series(date(2026, 12, 21))
        assert occurrences(kept, holidays)[0].is_kept
        assert not occurrences(Series(date(2026, 12, 21), skip_school_holidays=True), holidays)[0].is_kept

    @pytest.mark.parametrize(
        "series",
        [
            Series(date(2026, 12, 1), Every.WEEK),
            Series(date(2026, 12, 1), Every.WEEK, until_on=date(2026, 11, 1)),
            Series(date(2026, 12, 1), Every.WEEK, count=MOST + 1),
            Series(date(2026, 12, 1), Every.MONTH, until_on=date(2029, 1, 1)),
        ],
    )
    def test_refuses_a_series_without_a_sensible_end(self, series):
        with pytest.raises(ValueError, match=r"[:.]"):
            occurrences(series, open_every_day)

    @given(
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.sampled_from([Every.WEEK, Every.FORTNIGHT, Every.MONTH]),
        st.integers(1, MOST),
    )
    def test_dates_rise_on_one_weekday(self, first_on, every, count):
        days = [one.on for one in occurrences(Series(first_on, every, count=count), open_every_day)]
        assert days[0] == first_on
        assert len(days) == count
        assert all(one < other and one.weekday() == other.weekday() for one, other in pairwise(days))


class TestLocalInstant:
    def test_keeps_the_wall_clock_on_both_sides_of_october(self):
        before, after = (local_instant(date(2026, 10, day), time(14), PARIS) for day in (24, 31))
        assert (before.hour, after.hour) == (14, 14)
        assert before.utcoffset() != after.utcoffset()

    def test_a_skipped_time_moves_an_hour_later(self):
        assert local_instant(date(2027, 3, 28), time(2, 30), PARIS).hour == 3
