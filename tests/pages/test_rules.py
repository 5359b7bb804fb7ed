"""The agenda: days shown, ways onward, half-open spans, what stands side by side."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.pages.rules import FIRST, LAST, Span, View, after, before, days_of, read_day, read_view, side_by_side

DAYS = st.dates(FIRST, LAST)
VIEWS = st.sampled_from(View)
MOMENTS = st.datetimes(datetime.fromisoformat("2026-11-01"), datetime.fromisoformat("2026-11-03"))
SPANS = st.builds(lambda at, minutes: Span(at, at + timedelta(minutes=minutes)), MOMENTS, st.integers(1, 3_000))


def span(starts: str, ends: str) -> Span:
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


class TestDays:
    def test_a_week_begins_on_monday(self) -> None:
        days = days_of(View.WEEK, date(2026, 11, 29))
        assert (days[0], days[-1]) == (date(2026, 11, 23), date(2026, 11, 29))

    def test_a_month_is_shown_by_whole_weeks(self) -> None:
        days = days_of(View.MONTH, date(2026, 11, 26))
        assert (days[0], days[-1], len(days)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
        assert len(days_of(View.MONTH, date(2027, 2, 1))) == 28  # February 2027 is four weeks exactly

    @given(VIEWS, DAYS)
    def test_every_view_shows_its_day_and_no_hole(self, view: View, day: date) -> None:
        days = days_of(view, day)
        assert day in days
        assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))

    @given(VIEWS, st.dates(date(2001, 1, 1), date(2098, 12, 31)))
    def test_going_on_and_back_skips_no_day(self, view: View, day: date) -> None:
        shown, following = days_of(view, day), days_of(view, after(view, day))
        assert following[0] <= shown[-1] + timedelta(days=1)
        assert following[-1] > shown[-1]
        assert day in days_of(view, before(view, after(view, day)))

    @given(VIEWS, DAYS)
    def test_nobody_leaves_the_agenda(self, view: View, day: date) -> None:
        assert FIRST <= before(view, day) <= after(view, day) <= LAST


class TestAddress:
    @pytest.mark.parametrize("text", ["", "2026-02-30", "2026-13-01", "demain", "9999-12-31", "0001-01-01", "\0"])
    def test_no_such_day(self, text: str) -> None:
        assert read_day(text) is None

    def test_days_and_views_are_read(self) -> None:
        assert read_day("2026-11-26") == date(2026, 11, 26)
        assert read_view("mois") is View.MONTH
        assert read_view("siècle") is None


class TestSpans:
    def test_what_ends_at_midnight_is_not_of_the_next_day(self) -> None:
        late = span("2026-11-26T22:00", "2026-11-27T00:00")
        assert late.on(date(2026, 11, 26)) == late
        assert late.on(date(2026, 11, 27)) is None

    def test_what_lasts_is_cut_by_days(self) -> None:
        away = span("2026-11-26T14:00", "2026-11-29T10:00")
        parts = [away.on(date(2026, 11, day)) for day in range(25, 31)]
        assert [part.is_whole_day if part else None for part in parts] == [None, False, True, True, False, None]


class TestSideBySide:
    def test_what_only_touches_is_not_together(self) -> None:
        spans = [span("2026-11-26T09:00", "2026-11-26T10:00"), span("2026-11-26T10:00", "2026-11-26T11:00")]
        assert side_by_side(spans) == [[[0]], [[1]]]

    def test_a_freed_column_is_taken_again(self) -> None:
        hours = [("09:00", "12:00"), ("09:00", "10:00"), ("10:00", "11:00"), ("13:00", "14:00")]
        spans = [span(f"2026-11-26T{starts}", f"2026-11-26T{ends}") for starts, ends in hours]
        assert side_by_side(spans) == [[[1, 2], [0]], [[3]]]

    @given(st.lists(SPANS, max_size=12))
    def test_everything_once_nothing_overlaps_and_no_column_too_many(self, spans: list[Span]) -> None:
        groups = side_by_side(spans)
        assert sorted(one for group in groups for column in group for one in column) == list(range(len(spans)))
        for group in groups:
            for column in group:
                pairs = pairwise(column)
                assert all(spans[first].ends <= spans[second].starts for first, second in pairs)
            inside = [spans[one] for column in group for one in column]
            assert len(group) == max(sum(s.starts <= one.starts < s.ends for s in inside) for one in inside)
