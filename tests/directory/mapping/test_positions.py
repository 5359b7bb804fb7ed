import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.mapping.positions import Position, read_position, split_pair
from maille.territory.gazetteer import Commune, Gazetteer


@pytest.fixture(scope="module")
def saint_etienne() -> Commune:
    commune = Gazetteer.load().commune("42218")
    assert commune is not None
    return commune


def test_reads_points_and_commas(saint_etienne: Commune) -> None:
    assert read_position("45.4352", "4.3816", saint_etienne) == Position(45.4352, 4.3816)
    assert read_position(" 45,4352 ", "4,3816", saint_etienne) == Position(45.4352, 4.3816)


def test_nothing_written_is_nothing_wrong(saint_etienne: Commune) -> None:
    assert read_position("", " ", saint_etienne) == Position()


def test_puts_swapped_coordinates_right_and_says_so(saint_etienne: Commune) -> None:
    position = read_position("4.3816", "45.4352", saint_etienne)
    assert (position.latitude, position.longitude) == (45.4352, 4.3816)
    assert "inversées" in str(position.problem)


@pytest.mark.parametrize(
    ("latitude", "longitude", "problem"),
    [
        ("0", "0.0", "Afrique"),
        ("48.8566", "2.3522", "km du centre de Saint-Étienne"),
        ("41.93414,8", "9.1", "illisibles"),
        ("41.93414,8", "", "km du centre"),
        ("1450000", "5200000", "mètres"),
        ("2045000", "760000", "mètres"),
        ("6862035", "652469", "km du centre de Saint-Étienne"),
        ("45.43", "", "illisibles"),
        ("455.4", "4.3", "hors de la Terre"),
        ("45.4", "430.0", "hors de la Terre"),
        ("nan", "inf", "illisibles"),
    ],
)
def test_leaves_aside_what_cannot_be_there(saint_etienne: Commune, latitude: str, longitude: str, problem: str) -> None:
    position = read_position(latitude, longitude, saint_etienne)
    assert position.latitude is None
    assert position.longitude is None
    assert problem in str(position.problem)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("45.4352,4.3816", ""),
        ("45.4352, 4.3816", "45.4352, 4.3816"),
        ("", "45,4352 ; 4,3816"),
        ("[45.4352, 4.3816]", ""),
        ("45.4352,4", "4.3816"),
    ],
)
def test_reads_both_coordinates_in_one_cell_and_says_so(saint_etienne: Commune, latitude: str, longitude: str) -> None:
    position = read_position(latitude, longitude, saint_etienne)
    assert (position.latitude, position.longitude) == (45.4352, 4.3816)
    assert "une colonne portait les deux" in str(position.problem)


def test_a_corsican_latitude_that_holds_the_beginning_of_the_longitude() -> None:
    ajaccio = Gazetteer.load().commune("2A004")
    assert ajaccio is not None
    position = read_position("41.93414,8", "8.7386", ajaccio)
    assert (position.latitude, position.longitude) == (41.93414, 8.7386)


@pytest.mark.parametrize(
    ("north", "east"), [("6482696.953", "808018.027"), ("808018,027", "6482696,953"), ("6 482 696.953", "808 018.027")]
)
def test_reads_lambert_metres_in_either_order_and_says_so(saint_etienne: Commune, north: str, east: str) -> None:
    position = read_position(north, east, saint_etienne)
    assert (position.latitude, position.longitude) == (45.4352, 4.3816)
    assert "Lambert 93" in str(position.problem)


def test_believes_a_position_when_the_centre_of_the_commune_is_unknown() -> None:
    unknown = Commune("99999", "Ailleurs", ("99999",), "99", 0, None, None)
    assert read_position("48.8", "2.3", unknown) == Position(48.8, 2.3)


def test_splits_a_pair() -> None:
    assert split_pair("45.446662, 4.745698") == ("45.446662", "4.745698")
    assert split_pair("45.446662,4.745698") == ("45.446662", "4.745698")
    assert split_pair("45.446662") is None


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_never_raises(latitude: str, longitude: str) -> None:
    commune = Commune("42218", "Saint-Étienne", ("42000",), "42", 0, 45.43, 4.38)
    position = read_position(latitude, longitude, commune)
    assert (position.latitude is None) == (position.longitude is None)
