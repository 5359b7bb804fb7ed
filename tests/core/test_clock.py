"""The house's clock: rhythms by the wall, ticks won once, given up by the dead, not piled up."""

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from django.utils.module_loading import import_string
from hypothesis import given
from hypothesis import strategies as st

from maille.core import clock
from maille.core.models import Tick
from maille.core.rules import rhythm
from tests.core import clocked

PARIS = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
INSTANTS = st.integers(1_704_067_200, 1_924_992_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


class TestRhythm:
    @pytest.mark.parametrize("text", ["", "every 0 s", "every 2 days", "at 3:10", "at 24:00", "at 03:60", "every -2 s"])
    def test_refuses_what_is_none(self, text):
        with pytest.raises(ValueError, match="is no rhythm"):
            rhythm(text)

    @pytest.mark.parametrize(("text", "seconds"), [("every 2 s", 2), ("every 5 min", 300), ("every 1 h", 3600)])
    def test_a_period(self, text, seconds):
        assert rhythm(text).after(NOW, PARIS) == NOW + seconds * SECOND

    @pytest.mark.parametrize(
        ("at", "due"),
        [
            ("2026-11-24T13:30+00:00", "2026-11-25T02:10+00:00"),
            ("2026-11-25T02:09:59+00:00", "2026-11-25T02:10+00:00"),
            ("2026-11-25T02:10+00:00", "2026-11-26T02:10+00:00"),
            ("2026-06-24T13:30+00:00", "2026-06-25T01:10+00:00"),  # summer time
            ("2026-03-28T13:30+00:00", "2026-03-29T01:10+00:00"),  # the night when the clocks go forward
            ("2026-10-24T13:30+00:00", "2026-10-25T02:10+00:00"),  # and back
        ],
    )
    def test_each_night_by_the_wall(self, at, due):
        wanted = dt.datetime.fromisoformat(due)
        assert rhythm("at 03:10").after(dt.datetime.fromisoformat(at), PARIS) == wanted

    def test_an_hour_that_the_clocks_skip_or_repeat_comes_once(self):
        for night, first in [("2026-03-28T12:00+00:00", "2026-03-29"), ("2026-10-24T12:00+00:00", "2026-10-25")]:
            at, days = dt.datetime.fromisoformat(night), []
            for _ in range(3):
                at = rhythm("at 02:30").after(at, PARIS)
                days.append(at.astimezone(PARIS).date())
            start = dt.date.fromisoformat(first)
            assert days == [start + dt.timedelta(days=number) for number in range(3)]

    @given(INSTANTS, st.times())
    def test_a_day_has_one_tick(self, at, time):
        daily = rhythm(f"at {time:%H:%M}")
        due = daily.after(at, PARIS)
        assert at < due <= at + dt.timedelta(hours=25)
        after = daily.after(due, PARIS)
        assert (after.astimezone(PARIS).date() - due.astimezone(PARIS).date()).days == 1


@pytest.fixture
def tasks(settings, monkeypatch):
    """Put the tasks of the tests on the clock."""
    monkeypatch.setattr(clock, "PACKAGE", "tests")
    settings.CLOCK = {"core.clocked.note": "every 2 s"}
    clocked.NOTED.clear()
    clock.wind(NOW)
    return clocked.NOTED


@pytest.mark.django_db
class TestTicks:
    def test_runs_what_is_due_once_and_then_waits(self, tasks):
        assert clock.run_due(lambda: NOW) == 1
        assert clock.run_due(lambda: NOW + SECOND) == 0
        assert clock.run_due(lambda: NOW + 2 * SECOND) == 1
        assert tasks == [NOW, NOW + 2 * SECOND]

    def test_does_not_make_up_for_missed_ticks(self, tasks):
        clock.run_due(lambda: NOW)
        later = NOW + dt.timedelta(days=1)
        assert clock.run_due(lambda: later) == 1
        assert clock.run_due(lambda: later) == 0

    def test_leaves_what_another_holds_until_that_one_is_dead(self, tasks):
        Tick.objects.update(claimed_until=NOW + clock.LEASE, claimed_by="another")
        assert clock.run_due(lambda: NOW) == 0
        assert clock.run_due(lambda: NOW + clock.LEASE) == 1

    def test_one_that_was_believed_dead_does_not_release_the_claim_of_another(self, tasks):
        Tick.objects.update(claimed_until=NOW + clock.LEASE, claimed_by="another")
        clock._release("core.clocked.note", "the dead", NOW, "")
        tick = Tick.objects.get()
        assert (tick.claimed_by, tick.due_at) == ("another", NOW)

    def test_an_error_is_kept_and_does_not_stop_the_others(self, tasks, settings, caplog):
        settings.CLOCK = {"core.clocked.fail": "every 2 s", "core.clocked.note": "every 2 s"}
        clock.wind(NOW - SECOND)
        assert clock.run_due(lambda: NOW) == 2
        assert tasks == [NOW]
        failed = Tick.objects.get(name="core.clocked.fail")
        assert failed.error == "ZeroDivisionError: boom"
        assert failed.due_at == NOW + 2 * SECOND
        assert "core.clocked.fail failed" in caplog.text

    def test_a_new_rhythm_is_taken_up_at_once(self, tasks, settings):
        settings.CLOCK = {"core.clocked.note": "at 03:10"}
        clock.wind(NOW)
        assert Tick.objects.get().due_at == dt.datetime(2026, 11, 25, 2, 10, tzinfo=dt.UTC)
        settings.CLOCK = {"core.clocked.note": "every 5 min"}
        clock.wind(NOW)
        assert Tick.objects.get().due_at == NOW

    def test_a_task_no_longer_named_is_left_alone(self, tasks, settings):
        settings.CLOCK = {}
        assert clock.run_due(lambda: NOW) == 0
        assert clock.seconds_to_next(NOW) == clock.LONGEST_SLEEP

    def test_a_name_that_leads_nowhere_stops_the_clock_at_its_start(self, tasks, settings):
        settings.CLOCK = {"core.clocked.missing": "every 2 s"}
        with pytest.raises(ImportError, match="missing"):
            clock.run_until(threading.Event())

    def test_sleeps_until_something_is_due_and_asks_little(self, tasks, django_assert_num_queries):
        clock.run_due(lambda: NOW)
        assert clock.seconds_to_next(NOW) == 2
        assert clock.seconds_to_next(NOW + dt.timedelta(hours=1)) == pytest.approx(0.05)
        with django_assert_num_queries(1):
            clock.run_due(lambda: NOW + SECOND)
        with django_assert_num_queries(3):
            clock.run_due(lambda: NOW + 2 * SECOND)


def test_every_task_of_the_settings_exists(settings):
    for name, text in settings.CLOCK.items():
        assert callable(import_string(f"maille.{name}"))
        rhythm(text)
