"""A session seats the smallest of what its means allow, and says which."""

from hypothesis import given
from hypothesis import strategies as st

from maille.workshops.rules.capacity import Limit, Means, capacity_of

COUNT = st.none() | st.integers(0, 30)


class TestCapacityOf:
    def test_names_what_limits(self):
        means = Means(room=12, computers=9, mediators=1, ratio=8)
        assert capacity_of(means) == (capacity := capacity_of(means))
        assert (capacity.seats, capacity.limit) == (8, Limit.MEDIATORS)

    def test_a_broken_computer_lowers_it(self):
        assert capacity_of(Means(room=12, computers=7, mediators=2, ratio=8)).seats == 7

    def test_what_does_not_count_does_not_limit(self):
        assert capacity_of(Means(room=10)).seats == 10

    def test_without_a_mediator_nobody_is_seated(self):
        assert capacity_of(Means(room=10, mediators=0, ratio=8)).seats == 0

    def test_nothing_known_seats_nobody(self):
        assert capacity_of(Means()) == capacity_of(Means(mediators=3))
        assert capacity_of(Means()).limit is Limit.NOTHING

    @given(COUNT, COUNT, COUNT, st.integers(0, 4), st.none() | st.integers(1, 20))
    def test_is_never_above_any_means(self, room, chosen, computers, mediators, ratio):
        seats = capacity_of(Means(room, chosen, computers, mediators, ratio)).seats
        known = [limit for limit in (room, chosen, computers) if limit is not None]
        assert all(seats <= limit for limit in known)
        assert ratio is None or seats <= mediators * ratio
