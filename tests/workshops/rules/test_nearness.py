"""How far is near: what "à moins de 20 minutes" means, and which session is proposed first."""

from hypothesis import given
from hypothesis import strategies as st

from maille.workshops.rules.nearness import LONGEST, Candidate, Mode, effort, ranked, reach_km, way

KM = st.floats(0, 40)


class TestWay:
    def test_is_on_foot_as_long_as_the_bus_is_not_quicker(self):
        assert way(0.5).mode is Mode.WALK
        assert (way(0.5).minutes, way(0.9).minutes) == (9, 15)
        assert way(2).mode is Mode.BUS
        assert way(2).minutes == 20

    def test_is_not_estimated_beyond_an_hour(self):
        assert way(9.9).minutes == 60
        assert way(10.5) is None

    @given(KM, KM)
    def test_the_farther_is_never_the_quicker(self, one, other):
        near, far = (way(km) for km in sorted((one, other)))
        if far is not None:
            assert near is not None
            assert near.minutes <= far.minutes


class TestReach:
    @given(KM, st.sampled_from([10, 15, 20, 30, 45, 60]))
    def test_agrees_with_the_way_that_is_shown(self, km, minutes):
        """Whoever asks for 20 minutes is told of nothing that the page says to be at 25, and of all that is nearer."""
        shown = way(km)
        assert (shown is not None and shown.minutes <= minutes) == (km <= reach_km(minutes))

    def test_in_figures(self):
        assert [round(reach_km(minutes), 1) for minutes in (10, 20, 30, LONGEST)] == [0.6, 2.3, 4.2, 9.9]


candidates = st.lists(
    st.builds(Candidate, st.integers(1, 99), st.integers(0, 60), st.none() | KM, st.booleans()),
    unique_by=lambda one: one.key,
)


class TestRanked:
    def test_a_day_weighs_ten_minutes(self):
        here_in_four_days, there_tomorrow = Candidate(1, 4, 0.0), Candidate(2, 1, 4.0)
        assert [one.key for one in ranked([here_in_four_days, there_tomorrow])] == [2, 1]
        assert [one.key for one in ranked([Candidate(1, 2, 0.0), there_tomorrow])] == [1, 2]

    def test_the_same_workshop_comes_first_unless_it_is_far(self):
        other = Candidate(1, 1, 0.2, is_same=False)
        assert ranked([other, Candidate(2, 2, 0.4)])[0].key == 2
        assert ranked([other, Candidate(2, 20, 0.4)])[0].key == 1

    @given(candidates)
    def test_keeps_everybody_in_an_order_that_does_not_depend_on_the_first(self, given):
        order = ranked(given)
        assert sorted(one.key for one in order) == sorted(one.key for one in given)
        assert order == ranked(reversed(given))
        assert [effort(one) for one in order] == sorted(effort(one) for one in given)

    @given(KM, KM, st.integers(0, 60))
    def test_the_nearer_of_two_the_same_day(self, one, other, days):
        near, far = sorted((one, other))
        order = ranked([Candidate(1, days, far), Candidate(2, days, near)])
        assert order[0].km == near
