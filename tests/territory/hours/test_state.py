"""Open now, opening when: the clock, the nights, the two nights when clocks change, the exceptions."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.territory.hours.calendar import day_facts
from maille.territory.hours.osm import parse_osm
from maille.territory.hours.rule import Span
from maille.territory.hours.state import DatedSpans, OpenState, state_at, week
from tests.territory.hours.strategies import schedules, thorough

PARIS = ZoneInfo("Europe/Paris")
CLOSED_MONDAY = DatedSpans(date(2026, 11, 23), date(2026, 11, 23))


def facts(day):
    return day_facts(day, "A")


def at(text):
    return datetime.fromisoformat(text)


def state(osm, moment, exceptions=()):
    found = state_at(parse_osm(osm), at(moment) if isinstance(moment, str) else moment, facts, exceptions)
    return found.is_open, found.closes_at, found.opens_at


class TestStateAt:
    # Monday 23 November 2026.
    @pytest.mark.parametrize(
        ("osm", "moment", "expected"),
        [
            ("Mo-Fr 09:00-12:00", "2026-11-23T08:59", (False, None, "2026-11-23T09:00")),
            ("Mo-Fr 09:00-12:00", "2026-11-23T09:00", (True, "2026-11-23T12:00", None)),
            ("Mo-Fr 09:00-12:00", "2026-11-23T11:59:59", (True, "2026-11-23T12:00", None)),
            ("Mo-Fr 09:00-12:00", "2026-11-23T12:00", (False, None, "2026-11-24T09:00")),
            ("Mo 09:00-12:00", "2026-11-23T12:00", (False, None, "2026-11-30T09:00")),
            ("Mo 22:00-02:00", "2026-11-24T01:59", (True, "2026-11-24T02:00", None)),
            ("Mo 22:00-02:00; Tu off", "2026-11-24T01:59", (True, "2026-11-24T02:00", None)),
            ("Mo 22:00-02:00", "2026-11-23T23:00", (True, "2026-11-24T02:00", None)),
            ("Mo,Tu 00:00-24:00", "2026-11-23T12:00", (True, "2026-11-25T00:00", None)),
            ("24/7", "2026-11-23T12:00", (True, None, None)),
            ("off", "2026-11-23T12:00", (False, None, None)),
            ("Dec 25 10:00-12:00", "2026-11-23T12:00", (False, None, "2026-12-25T10:00")),
            ("Apr Mo 10:00-12:00", "2026-11-23T12:00", (False, None, None)),
            ("Mo-Su 09:00-12:00; PH off", "2026-12-24T12:00", (False, None, "2026-12-26T09:00")),
            ("Mo-Su 09:00-12:00; SH off", "2026-12-18T12:00", (False, None, "2027-01-04T09:00")),
            ("Sa[1] 09:00-12:00", "2026-11-23T12:00", (False, None, "2026-12-05T09:00")),
        ],
    )
    def test_reads_the_clock(self, osm, moment, expected):
        is_open, closes_at, opens_at = expected
        assert state(osm, moment) == (is_open, closes_at and at(closes_at), opens_at and at(opens_at))

    def test_an_exception_replaces_the_day(self):
        shorter = DatedSpans(date(2026, 11, 23), date(2026, 11, 24), (Span(600, 660),))
        assert state("Mo-Fr 09:00-12:00", "2026-11-23T09:30", [CLOSED_MONDAY])[2] == at("2026-11-24T09:00")
        assert state("Mo-Fr 09:00-12:00", "2026-11-24T10:30", [shorter])[1] == at("2026-11-24T11:00")
        assert state("Mo-Fr 09:00-12:00", "2026-11-25T10:30", [shorter])[1] == at("2026-11-25T12:00")

    def test_the_week_shows_exceptions(self):
        days = week(parse_osm("Mo-Fr 09:00-12:00"), date(2026, 11, 23), facts, [CLOSED_MONDAY])
        assert [len(spans) for spans in days] == [0, 1, 1, 1, 1, 0, 0]

    @pytest.mark.parametrize(
        ("osm", "moment", "expected"),
        [
            # 29 March 2026: 02:00 becomes 03:00. 02:30 does not exist.
            ("Sa 22:00-05:00", "2026-03-29T01:59+01:00", (True, "2026-03-29T05:00+02:00", None)),
            ("Su 02:30-06:00", "2026-03-29T01:59+01:00", (False, None, "2026-03-29T03:30+02:00")),
            ("Su 02:30-06:00", "2026-03-29T03:15+02:00", (False, None, "2026-03-29T03:30+02:00")),
            ("Su 02:30-06:00", "2026-03-29T03:30+02:00", (True, "2026-03-29T06:00+02:00", None)),
            # 25 October 2026: 03:00 becomes 02:00. 02:30 comes twice; only the first one counts.
            ("Sa 22:00-02:30", "2026-10-25T02:15+02:00", (True, "2026-10-25T02:30+02:00", None)),
            ("Sa 22:00-02:30", "2026-10-25T02:15+01:00", (False, None, "2026-10-31T22:00+01:00")),
            ("Su 02:30-06:00", "2026-10-25T02:15+01:00", (True, "2026-10-25T06:00+01:00", None)),
        ],
    )
    def test_stays_right_on_the_nights_clocks_change(self, osm, moment, expected):
        is_open, closes_at, opens_at = expected
        found = state(osm, at(moment).astimezone(PARIS))
        assert all(time.tzinfo is PARIS for time in found[1:] if time)
        assert found[0] is is_open
        assert [time and time.isoformat(timespec="minutes") for time in found[1:]] == [
            moment and f"{moment[:16]}{moment[-6:]}" for moment in (closes_at, opens_at)
        ]

    def test_gives_times_back_as_they_came(self):
        naive = state_at(parse_osm("Mo 09:00-12:00"), at("2026-11-23T10:00"), facts)
        aware = state_at(parse_osm("Mo 09:00-12:00"), at("2026-11-23T10:00").replace(tzinfo=PARIS), facts)
        assert naive == OpenState(True, closes_at=at("2026-11-23T12:00"))
        assert aware.closes_at == datetime(2026, 11, 23, 11, tzinfo=UTC)

    @thorough
    @given(schedules, st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)))  # noqa: DTZ001  (wall clocks)
    def test_what_comes_next_is_a_change_and_nothing_changes_before(self, schedule, moment):
        now = state_at(schedule, moment, facts)
        change = now.closes_at or now.opens_at
        if change is None:
            assert now.is_open is state_at(schedule, moment + timedelta(days=50), facts).is_open
            return
        assert change > moment
        assert state_at(schedule, change, facts).is_open is not now.is_open
        assert state_at(schedule, change - timedelta(seconds=1), facts).is_open is now.is_open
        assert state_at(schedule, moment + (change - moment) / 2, facts).is_open is now.is_open
