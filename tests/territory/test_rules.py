"""Distances and dates of the territory."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.territory.rules import (
    KM_PER_DEGREE,
    LEAST_CONTRAST,
    Period,
    Position,
    brand_of,
    contrast,
    distance_km,
    flat_scale,
    middle,
)

SAINT_ETIENNE = Position(45.4347, 4.3903)
LYON = Position(45.7578, 4.8320)
positions = st.builds(Position, st.floats(41, 51), st.floats(-5, 9))


def test_saint_etienne_is_fifty_kilometres_from_lyon() -> None:
    assert distance_km(SAINT_ETIENNE, LYON) == pytest.approx(49.8, abs=0.3)


@given(positions, positions)
def test_a_distance_is_the_same_both_ways_and_never_negative(one: Position, other: Position) -> None:
    assert distance_km(one, other) == pytest.approx(distance_km(other, one))
    assert distance_km(one, one) == 0
    assert distance_km(one, other) >= 0


@given(positions, st.floats(0, 30), st.floats(0, 2 * math.pi))
def test_the_flat_map_of_a_search_errs_by_less_than_one_in_a_hundred(origin: Position, km: float, way: float) -> None:
    """The SQL of a search sorts on a flat map: it must agree with the sphere at the distances people travel."""
    scale = flat_scale(origin)
    lat, lon = km / KM_PER_DEGREE * math.sin(way), km / KM_PER_DEGREE * math.cos(way) / scale
    other = Position(origin.latitude + lat, origin.longitude + lon)
    assert distance_km(origin, other) == pytest.approx(km, rel=0.01, abs=0.001)


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (float("nan"), 4)])
def test_a_point_outside_the_earth_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="not a position"):
        Position(*point)


def test_the_middle_of_nothing_is_nowhere() -> None:
    assert middle([]) is None
    assert middle([Position(45, 4), Position(46, 5)]) == Position(45.5, 4.5)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [((1, 3), False), ((1, 5), True), ((5, 5), True), ((7, 9), True), ((9, 12), False)],
)
def test_two_periods_that_share_a_day_overlap(other: tuple[int, int], overlaps: bool) -> None:
    period = Period(dt.date(2026, 12, 5), dt.date(2026, 12, 8))
    asked = Period(dt.date(2026, 12, other[0]), dt.date(2026, 12, other[1]))
    assert period.overlaps(asked) is overlaps


class TestBrand:
    """A network's own colour must be read in both themes."""

    @given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
    def test_is_readable_or_refused(self, colour: str) -> None:
        brand = brand_of(colour)
        if brand is None:
            assert min(contrast(colour, "#ffffff"), contrast(colour, "#f6f1e4")) < LEAST_CONTRAST
            return
        assert contrast(brand.light, "#ffffff") >= LEAST_CONTRAST
        assert contrast(brand.light_strong, "#ffffff") >= LEAST_CONTRAST
        assert contrast(brand.dark, "#272c36") >= LEAST_CONTRAST
        assert contrast(brand.on_dark, brand.dark) >= LEAST_CONTRAST
        assert contrast(brand.on_dark, brand.dark_strong) >= LEAST_CONTRAST

    def test_black_on_white_is_twenty_one(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)

    def test_a_pale_colour_is_refused_and_a_dark_one_taken(self) -> None:
        assert brand_of("#ffe680") is None
        assert brand_of("#0b5d4e") is not None
