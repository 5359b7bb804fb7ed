"""Quiet hours and retries: at any instant of any year, an SMS rings between eight and eight, never on a day of rest."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.messaging.rules.moments import WAITS, is_too_late, may_ring, next_ring, next_try, reminder_at

PARIS, REUNION, TAHITI = (ZoneInfo(name) for name in ("Europe/Paris", "Indian/Reunion", "Pacific/Tahiti"))
CHRISTMAS = dt.date(2026, 12, 25)
INSTANTS = st.integers(1_704_067_200, 1_924_992_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


def paris(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def is_christmas(day: dt.date) -> bool:
    return (day.month, day.day) == (12, 25)


@pytest.mark.parametrize(
    ("at", "rings"),
    [
        ("2026-11-24 14:30", "2026-11-24 14:30"),
        ("2026-11-24 08:00", "2026-11-24 08:00"),
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 20:00", "2026-11-25 08:00"),
        ("2026-11-24 19:59", "2026-11-24 19:59"),
        ("2026-11-28 21:00", "2026-11-30 08:00"),  # Saturday night: not on Sunday
        ("2026-11-29 12:00", "2026-11-30 08:00"),
        ("2026-12-24 20:00", "2026-12-26 08:00"),  # not at Christmas
        ("2026-03-28 23:00", "2026-03-30 08:00"),  # the clocks change on that Sunday
    ],
)
def test_an_sms_waits_for_the_morning_of_a_working_day(at, rings):
    assert next_ring(paris(at), PARIS, is_christmas) == paris(rings)


def test_the_clock_is_that_of_the_place():
    eight_in_paris = paris("2026-11-24 08:00")
    assert next_ring(eight_in_paris, REUNION, is_christmas) == eight_in_paris  # eleven there
    assert next_ring(eight_in_paris, TAHITI, is_christmas) > eight_in_paris  # the evening before


@given(INSTANTS, st.sampled_from([PARIS, REUNION, TAHITI]))
def test_the_next_ring_is_the_first_allowed_instant(at, zone):
    rings = next_ring(at, zone, is_christmas)
    assert rings >= at
    assert may_ring(rings, zone, is_christmas)
    local = rings.astimezone(zone)
    assert dt.time(8) <= local.time() < dt.time(20)
    assert local.weekday() != 6
    assert not is_christmas(local.date())
    if rings > at:  # nothing was allowed just before
        assert not may_ring(rings - dt.timedelta(microseconds=1), zone, is_christmas)
        assert not may_ring(at, zone, is_christmas)


def test_a_message_after_its_purpose_is_too_late():
    start = paris("2026-12-02 14:00")
    assert is_too_late(start, start)
    assert not is_too_late(start - dt.timedelta(minutes=1), start)
    assert not is_too_late(start, None)


def test_tries_wait_longer_and_longer_and_stop_after_a_day():
    at = paris("2026-11-24 14:30")
    waits = []
    while (again := next_try(len(waits) + 1, at)) is not None:
        waits.append(again - at)
    assert waits == sorted(waits) == list(WAITS)
    assert dt.timedelta(days=1) < sum(waits, dt.timedelta()) < dt.timedelta(days=2)


def test_a_reminder_keeps_its_distance():
    start = paris("2026-12-02 14:00")
    assert reminder_at(start, -24 * 60) == start - dt.timedelta(days=1)
