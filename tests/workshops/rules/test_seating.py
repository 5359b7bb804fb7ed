"""Seats are numbered, a cut drops nobody, and freed seats go to the first whose group fits."""

from hypothesis import given
from hypothesis import strategies as st

from maille.workshops.rules.seating import Held, Waiting, fitting, free_numbers, rearranged, seats_needed, surplus


@st.composite
def rooms(draw):
    """A capacity, and the seats held: ordinary ones with distinct numbers, and extras."""
    numbers = draw(st.sets(st.integers(1, 12)))
    extras = draw(st.lists(st.integers(1, 20), max_size=4))
    held = [Held(key, number, False) for key, number in enumerate(sorted(numbers))]
    held += [Held(100 + key, number, True) for key, number in enumerate(extras)]
    return draw(st.integers(0, 14)), held


def after(held, moves):
    by_key = {seat.key: seat for seat in held}
    for move in moves:
        by_key[move.key] = Held(move.key, move.number, move.is_extra)
        ordinary = [seat.number for seat in by_key.values() if not seat.is_extra]
        assert len(ordinary) == len(set(ordinary)), "two ordinary seats share a number on the way"
    return list(by_key.values())


class TestRearranged:
    @given(rooms())
    def test_drops_nobody(self, room):
        seats, held = room
        assert {seat.key for seat in after(held, rearranged(seats, held))} == {seat.key for seat in held}

    @given(rooms())
    def test_leaves_ordinary_seats_within_the_capacity(self, room):
        seats, held = room
        ordinary = [seat.number for seat in after(held, rearranged(seats, held)) if not seat.is_extra]
        assert all(1 <= number <= seats for number in ordinary)

    @given(rooms())
    def test_keeps_an_extra_only_when_no_number_is_free(self, room):
        seats, held = room
        settled = after(held, rearranged(seats, held))
        if any(seat.is_extra for seat in settled):
            assert free_numbers(seats, settled) == []

    @given(rooms())
    def test_done_again_changes_nothing(self, room):
        seats, held = room
        assert rearranged(seats, after(held, rearranged(seats, held))) == []

    def test_a_cut_makes_extras_of_the_highest_numbers(self):
        held = [Held(key, key, False) for key in (1, 2, 3)]
        assert [(move.key, move.is_extra) for move in rearranged(2, held)] == [(3, True)]

    def test_a_freed_number_takes_an_extra_back(self):
        held = [Held(1, 1, False), Held(9, 3, True)]
        (move,) = rearranged(2, held)
        assert (move.key, move.number, move.is_extra) == (9, 2, False)


SESSIONS = st.integers(0, 2)
FREE = st.dictionaries(SESSIONS, st.integers(0, 6), min_size=3)
GROUPS = st.lists(st.dictionaries(SESSIONS, st.integers(1, 4), min_size=1), max_size=8)


def queue(groups):
    return [Waiting(key, seats) for key, seats in enumerate(groups)]


class TestFitting:
    @given(FREE, GROUPS)
    def test_never_offers_more_than_is_free_in_any_session(self, free, groups):
        chosen = fitting(free, queue(groups))
        for session, seats in free.items():
            assert sum(group.seats.get(session, 0) for group in chosen) <= seats

    @given(FREE, GROUPS)
    def test_passes_over_only_those_who_did_not_fit(self, free, groups):
        chosen = {group.key for group in fitting(free, queue(groups))}
        for key, seats in enumerate(groups):
            if key in chosen:
                free = {session: left - seats.get(session, 0) for session, left in free.items()}
            else:
                assert any(number > free[session] for session, number in seats.items())

    def test_a_large_group_does_not_hold_up_a_single(self):
        assert [group.key for group in fitting({7: 1}, [Waiting(1, {7: 2}), Waiting(2, {7: 1})])] == [2]

    def test_a_large_group_is_first_when_it_fits(self):
        assert [group.key for group in fitting({7: 2}, [Waiting(1, {7: 2}), Waiting(2, {7: 1})])] == [1]

    def test_who_waits_for_a_cycle_needs_a_seat_in_each_session(self):
        assert fitting({7: 1, 8: 0}, [Waiting(1, {7: 1, 8: 1})]) == []

    def test_who_comes_to_no_session_any_more_is_offered_nothing(self):
        assert fitting({7: 1}, [Waiting(1, {})]) == []


class TestSurplus:
    def test_gives_back_what_is_above_the_capacity_first_then_the_highest(self):
        held = [Held(1, 4, False), Held(2, 1, False), Held(3, 3, True)]
        assert [seat.key for seat in surplus(1, held)] == [1, 3]
        assert surplus(3, held) == []


class TestSeatsNeeded:
    def test_a_carer_counts_only_where_the_session_says_so(self):
        assert seats_needed(size=1, has_carer=True, carer_takes_seat=False) == 1
        assert seats_needed(size=1, has_carer=True, carer_takes_seat=True) == 2
        assert seats_needed(size=3, has_carer=False, carer_takes_seat=True) == 3
