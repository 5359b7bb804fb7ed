"""When a device did what it sends late does not depend on its wrong clock."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maille.core.rules import done_at

NOW = dt.datetime(2026, 12, 3, 14, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class TestDoneAt:
    @given(st.integers(-5_000, 5_000), st.integers(0, 14 * 24 * 60))
    def test_a_wrong_clock_changes_nothing(self, wrong_by, age):
        """Hours or days ahead or behind: only how long ago, on that same clock, counts."""
        device_now = NOW + wrong_by * MINUTE
        assert done_at(made_at=device_now - age * MINUTE, sent_at=device_now, received_at=NOW) == NOW - age * MINUTE

    def test_a_clock_set_back_in_between_counts_from_when_it_came(self):
        assert done_at(made_at=NOW + 60 * MINUTE, sent_at=NOW, received_at=NOW) == NOW

    def test_a_clock_set_forward_by_years_counts_from_when_it_came(self):
        assert done_at(made_at=NOW - dt.timedelta(days=400), sent_at=NOW, received_at=NOW) == NOW

    @given(st.datetimes(timezones=st.just(dt.UTC)), st.datetimes(timezones=st.just(dt.UTC)))
    def test_is_never_after_it_came(self, made_at, sent_at):
        assert done_at(made_at=made_at, sent_at=sent_at, received_at=NOW) <= NOW
