"""Which tick stands does not depend on the order they come in, nor on how often."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from maille.activity.rules.ticks import State, Tick, overruled, standing, total

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
