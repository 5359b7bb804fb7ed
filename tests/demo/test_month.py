"""The dates of the demonstration: the same whatever the day it is loaded, and always something to show."""

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from maille.demo.month import DAYS, dates_of, is_cancelled, people_in, programme, week_of
from maille.workshops.load import library

DAYS_OF_LIFE = st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31))


def never(day):
    return False


def all_dates(line, today):
    return [day for group in dates_of(line, today, never) for day in group]


def test_a_week_begins_on_a_monday():
    monday = dt.date(2026, 11, 23)
    assert {week_of(monday + dt.timedelta(days=number)) for number in range(7)} == {week_of(monday)}
    assert week_of(monday + dt.timedelta(days=7)) == week_of(monday) + 1


@given(today=DAYS_OF_LIFE)
def test_every_line_has_dates_to_come_on_its_weekday(today):
    for line in programme().lines:
        found = all_dates(line, today)
        assert found
        assert all(day > today and day.weekday() == line.day for day in found)


@given(today=DAYS_OF_LIFE, later=st.integers(1, 20))
def test_loaded_again_later_it_keeps_the_dates_that_are_near(today, later):
    """Otherwise a second loading would put a second programme beside the first."""
    then = today + dt.timedelta(days=later)
    for line in programme().lines:
        if not line.cycle:
            near = {day for day in all_dates(line, today) if day > then}
            assert near <= set(all_dates(line, then))


@given(today=DAYS_OF_LIFE)
def test_a_cycle_begins_within_the_month_and_is_whole(today):
    for line in programme().lines:
        if line.cycle:
            for dates in dates_of(line, today, never):
                assert len(dates) == len(line.weeks) == len({week_of(day) // 4 for day in dates}) * len(dates)
                assert dates[0] <= today + dt.timedelta(days=DAYS)


@given(today=DAYS_OF_LIFE)
def test_one_session_is_cancelled(today):
    found = [day for line in programme().lines for day in all_dates(line, today) if is_cancelled(line, day)]
    assert len(found) in (1, 2)


@given(today=DAYS_OF_LIFE)
def test_nobody_leads_two_sessions_at_once(today):
    minutes = {one["key"]: one["minutes"] for one in library()}
    taken = defaultdict(list)
    for line in programme().lines:
        begins = line.start.hour * 60 + line.start.minute
        for day in all_dates(line, today):
            taken[line.place, day].append((begins, begins + minutes[line.workshop]))
    for slots in taken.values():
        ordered = sorted(slots)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))


def test_people_come_in_as_the_day_comes_near():
    line = next(line for line in programme().lines if not line.full)
    counts = [people_in(line, 10, days) for days in range(40)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == line.taken // 10
    assert counts[30] == 0


def test_full_means_that_people_wait():
    line = next(line for line in programme().lines if line.full == 3)
    assert people_in(line, 6, 2) == 9
    assert people_in(line, 6, 20) < 6
