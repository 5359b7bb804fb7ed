"""Which tick stands does not depend on the order they come in, nor on how often, nor on a device's wrong clock."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maille.activity.rules.ticks import State, Tick, decided_at, overruled, standing, total

NOW = dt.datetime(2026, 12, 3, 14, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
STATES = st.sampled_from(list(State))
TICKS = st.lists(
    st.builds(
        Tick,
        nonce=st.integers(0, 30).map(str),
        state=STATES,
        decided_at=st.integers(0, 5).map(lambda minutes: NOW + minutes * MINUTE),
        saw=STATES,
        device=st.sampled_from(["a", "b"]),
    ),
    unique_by=lambda tick: tick.nonce,
    max_size=8,
)


def tick(minute, state, saw="expected", device="a"):
    return Tick(f"{device}{minute}", state, NOW + minute * MINUTE, saw, device)


class TestDecidedAt:
    @given(st.integers(-5_000, 5_000), st.integers(0, 14 * 24 * 60))
    def test_a_wrong_clock_changes_nothing(self, wrong_by, age):
        """Hours or days ahead or behind: only how long ago, on that same clock, counts."""
        device_now = NOW + wrong_by * MINUTE
        assert decided_at(made_at=device_now - age * MINUTE, sent_at=device_now, received_at=NOW) == NOW - age * MINUTE

    def test_a_clock_set_back_in_between_counts_from_when_it_came(self):
        assert decided_at(made_at=NOW + 60 * MINUTE, sent_at=NOW, received_at=NOW) == NOW

    def test_a_clock_set_forward_by_years_counts_from_when_it_came(self):
        assert decided_at(made_at=NOW - dt.timedelta(days=400), sent_at=NOW, received_at=NOW) == NOW

    @given(st.datetimes(timezones=st.just(dt.UTC)), st.datetimes(timezones=st.just(dt.UTC)))
    def test_is_never_after_it_came(self, made_at, sent_at):
        assert decided_at(made_at=made_at, sent_at=sent_at, received_at=NOW) <= NOW


class TestStanding:
    def test_is_the_last_decision(self):
        assert standing([tick(5, "absent", device="b"), tick(2, "present")]).state == "absent"

    def test_is_nothing_without_a_tick(self):
        assert standing([]) is None

    @given(TICKS, st.randoms())
    def test_is_the_same_in_any_order_and_however_often_sent(self, ticks, random):
        again = [*ticks, *ticks[:3]]
        random.shuffle(again)
        assert standing(again) == standing(ticks)
        assert overruled(again) == overruled(ticks)


class TestOverruled:
    def test_two_devices_that_did_not_know_of_each_other_disagree(self):
        first = tick(2, "present", device="a")
        assert overruled([tick(5, "absent", saw="expected", device="b"), first]) == first

    def test_a_correction_is_no_disagreement(self):
        assert overruled([tick(2, "present", device="a"), tick(5, "absent", saw="present", device="b")]) is None

    def test_the_same_said_twice_is_no_disagreement(self):
        assert overruled([tick(2, "present", device="a"), tick(5, "present", device="b")]) is None

    def test_one_device_does_not_disagree_with_itself(self):
        assert overruled([tick(2, "present"), tick(5, "absent")]) is None

    def test_said_once_more_it_is_settled(self):
        ticks = [tick(2, "present", device="a"), tick(5, "absent", device="b")]
        assert overruled([*ticks, tick(6, "present", saw="absent", device="a")]) is None


class TestTotal:
    @given(st.integers(0, 100), st.none() | st.integers(0, 100))
    def test_is_never_below_either(self, named, counted):
        assert total(named, counted) == max(named, counted or 0)
