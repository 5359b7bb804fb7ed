"""The story of a unit: one place or one way at any instant, whatever order it is told in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.sharing.rules.custody import Expected, Line, Told, Whereabouts, happened_at, meant, whereabouts

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HERE, THERE, ELSEWHERE = 1, 2, 3
MINUTE = timedelta(minutes=1)

lines = st.builds(
    lambda told, place, minute, to: Line(told, place, NOON + minute * MINUTE, to if told == Told.GIVEN else None),
    st.sampled_from(Told),
    st.sampled_from([HERE, THERE, ELSEWHERE]),
    st.integers(0, 10_000),
    st.sampled_from([HERE, THERE, ELSEWHERE]),
)


@given(st.lists(lines, max_size=8, unique_by=lambda line: line.at), st.randoms())
def test_told_in_any_order_it_is_where_the_last_door_said(story, draw):
    mixed = story[:]
    draw.shuffle(mixed)
    assert whereabouts(HERE, mixed) == whereabouts(HERE, story)


def test_given_it_is_on_the_way_until_it_is_received():
    given_away = Line(Told.GIVEN, HERE, NOON, THERE)
    received = Line(Told.RECEIVED, THERE, NOON + MINUTE)
    assert whereabouts(HERE, [given_away]) == Whereabouts(HERE, THERE, NOON)
    assert whereabouts(HERE, [given_away]).is_on_the_way
    assert whereabouts(HERE, [received, given_away]) == Whereabouts(THERE, None, NOON + MINUTE)


def test_damage_moves_nothing():
    assert whereabouts(HERE, [Line(Told.DAMAGED, THERE, NOON)]) == Whereabouts(HERE)


@pytest.mark.parametrize(
    ("where", "here", "planned", "event"),
    [
        (Whereabouts(HERE), HERE, [Expected(HERE, THERE)], Told.GIVEN),
        (Whereabouts(HERE), HERE, [], Told.CHECKED),
        (Whereabouts(HERE, THERE), THERE, [Expected(HERE, THERE)], Told.RECEIVED),
        (Whereabouts(HERE, THERE), ELSEWHERE, [Expected(HERE, THERE)], Told.SEEN),
        (Whereabouts(HERE), THERE, [Expected(HERE, THERE)], Told.RECEIVED),
        (Whereabouts(HERE), ELSEWHERE, [], Told.SEEN),
    ],
)
def test_a_scan_means_what_makes_the_story_true(where, here, planned, event):
    assert meant(where, here, planned) == event


@pytest.mark.parametrize(
    ("device_at", "believed"),
    [
        (NOON - timedelta(hours=3), NOON - timedelta(hours=3)),
        (NOON + timedelta(minutes=3), NOON),
        (NOON + timedelta(hours=3), NOON),
        (NOON - timedelta(days=3000), NOON),
        (None, NOON),
    ],
)
def test_the_clock_of_a_telephone_is_believed_within_a_month(device_at, believed):
    assert happened_at(NOON, device_at) == believed
