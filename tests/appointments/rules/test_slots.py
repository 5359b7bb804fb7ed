"""Slots: the openings minus what is taken, against a count minute by minute; the clock of the wall; why not."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.appointments.rules.reminders import reminder_offset
from maille.appointments.rules.slots import Wanted, Weekly, fits, open_windows, starts
from maille.sharing.rules import Window, joined, left_of

PARIS = ZoneInfo("Europe/Paris")
DAY = dt.datetime(2026, 12, 2, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def at(minutes):
    return DAY + minutes * MINUTE


def window(first, last):
    return Window(at(first), at(last))


def minutes_of(windows):
    return {
        minute for one in windows for minute in range((one.starts_at - DAY) // MINUTE, (one.ends_at - DAY) // MINUTE)
    }


spans = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 40)).map(lambda pair: window(pair[0], pair[0] + pair[1])), max_size=7
)


class TestLeftOf:
    @given(spans, spans)
    def test_is_each_minute_that_is_open_and_not_taken(self, windows, taken):
        left = left_of(windows, taken)
        assert minutes_of(left) == minutes_of(windows) - minutes_of(taken)
        assert left == joined(left)

    def test_what_takes_no_time_takes_nothing(self):
        assert not window(1, 1).overlaps(window(0, 3))
        assert fits([window(0, 3)], [window(1, 1)], Wanted(MINUTE, MINUTE, at(0)), at(1)) == ""

    def test_touching_is_not_overlapping(self):
        assert left_of([window(0, 60)], [window(60, 90)]) == [window(0, 60)]


class TestStarts:
    @given(spans, spans, st.integers(1, 20), st.integers(0, 8), st.integers(0, 100))
    def test_brute_force_finds_no_slot_more_and_none_that_overlaps(self, windows, taken, lasts, way, earliest):
        wanted = Wanted(lasts * MINUTE, way * MINUTE, at(earliest))
        free = minutes_of(windows) - minutes_of(taken)
        found = starts(windows, taken, wanted)
        blocks = [set(range((one - DAY) // MINUTE - way, (one - DAY) // MINUTE + lasts + way)) for one in found]
        assert all(block <= free for block in blocks)
        assert sum(map(len, blocks)) == len(set().union(*blocks))  # all of them could be taken together
        assert all(one >= at(earliest) for one in found)
        assert all(fits(windows, taken, wanted, one) == "" for one in found)
        if earliest == 0 and way == 0:
            assert len(found) == sum(run // lasts for run in runs(free))

    def test_is_cut_from_the_end_of_what_is_taken(self):
        found = starts([window(0, 180)], [window(30, 45)], Wanted(60 * MINUTE))
        assert found == [at(45), at(105)]

    def test_a_visit_has_its_way_inside_the_opening(self):
        assert starts([window(0, 120)], [], Wanted(60 * MINUTE, 30 * MINUTE)) == [at(30)]
        assert starts([window(0, 119)], [], Wanted(60 * MINUTE, 30 * MINUTE)) == []


def runs(minutes):
    """The lengths of the stretches of consecutive minutes."""
    lengths, before = [], None
    for minute in sorted(minutes):
        if before is not None and minute == before + 1:
            lengths[-1] += 1
        else:
            lengths.append(1)
        before = minute
    return lengths


class TestFits:
    @pytest.mark.parametrize(
        ("start", "why"),
        [(0, "soon"), (30, ""), (61, "outside"), (-30, "soon"), (45, "taken"), (200, "far")],
    )
    def test_says_why(self, start, why):
        wanted = Wanted(30 * MINUTE, not_before=at(10), not_after=at(150))
        assert fits([window(0, 90)], [window(60, 70)], wanted, at(start)) == why


class TestOpenWindows:
    def test_keeps_its_hours_through_the_change_of_clocks(self):
        weekly = [Weekly(6, dt.time(1), dt.time(5), dt.date(2026, 1, 1))]
        days = [dt.date(2026, 3, 29), dt.date(2026, 10, 25)]  # the Sundays of 23 and 25 hours
        spring, autumn = open_windows(weekly, days, PARIS, lambda day: False)
        assert spring.starts_at == dt.datetime(2026, 3, 29, 0, tzinfo=dt.UTC)
        assert (spring.ends_at - spring.starts_at, autumn.ends_at - autumn.starts_at) == (
            dt.timedelta(hours=3),
            dt.timedelta(hours=5),
        )
        hour = Wanted(dt.timedelta(hours=1))
        assert [len(starts([one], [], hour)) for one in (spring, autumn)] == [3, 5]

    def test_counts_only_its_days_and_no_closed_day(self):
        weekly = [Weekly(2, dt.time(14), dt.time(18), dt.date(2026, 12, 9), dt.date(2026, 12, 23))]
        days = [dt.date(2026, 12, 2) + dt.timedelta(days=7 * rank) for rank in range(5)]
        found = open_windows(weekly, days, PARIS, lambda day: day == dt.date(2026, 12, 16))
        assert [one.starts_at.astimezone(PARIS).day for one in found] == [9, 23]


class TestReminder:
    def test_is_the_day_before_at_the_same_hour_of_the_wall(self):
        starts_at = dt.datetime(2026, 3, 29, 10, tzinfo=PARIS)  # the night before has 23 hours less one
        offset = reminder_offset(starts_at, dt.datetime(2026, 3, 1, tzinfo=PARIS))
        assert (starts_at.astimezone(dt.UTC) + offset * MINUTE).astimezone(PARIS).strftime("%d %H:%M") == "28 10:00"

    def test_nobody_is_reminded_of_what_they_have_just_been_told(self):
        starts_at = dt.datetime(2026, 12, 2, 10, tzinfo=PARIS)
        assert reminder_offset(starts_at, starts_at - dt.timedelta(hours=26)) is None
