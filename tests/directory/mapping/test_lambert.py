"""Lambert 93 is read as PROJ reads it: the points were computed with pyproj 3.7 (EPSG:4326 to EPSG:2154)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.directory.mapping.lambert import EASTS, NORTHS, degrees_of_lambert, is_lambert


@pytest.mark.parametrize(
    ("east", "north", "latitude", "longitude"),
    [
        (700_000, 6_600_000, 46.5, 3.0),  # the origin of the projection, which is its definition
        (808_018.027, 6_482_696.953, 45.4352, 4.3816),
        (652_469.023, 6_862_035.259, 48.8566, 2.3522),
        (146_632.979, 6_836_262.327, 48.3904, -4.4861),
        (1_176_667.561, 6_108_273.283, 41.9192, 8.7386),
        (1_050_362.695, 6_840_899.647, 48.5734, 7.7521),
        (691_368.107, 6_176_570.588, 42.6887, 2.8948),
        (656_187.517, 7_104_472.924, 51.0344, 2.3768),
    ],
)
def test_known_points(east: float, north: float, latitude: float, longitude: float) -> None:
    assert is_lambert(east, north)
    assert degrees_of_lambert(east, north) == pytest.approx((latitude, longitude), abs=2e-6)


@given(st.floats(*EASTS), st.floats(*NORTHS))
def test_all_of_it_lies_around_france(east: float, north: float) -> None:
    latitude, longitude = degrees_of_lambert(east, north)
    assert 40 < latitude < 53
    assert -8 < longitude < 14


@pytest.mark.parametrize(("east", "north"), [(1_450_000, 5_200_000), (760_000, 2_045_000), (4.38, 45.43)])
def test_other_systems_are_not_taken_for_it(east: float, north: float) -> None:
    assert not is_lambert(east, north)
