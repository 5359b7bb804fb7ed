import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.mapping.identifiers import read_pivot


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("77639896800060", "77639896800060"),
        ("776 398 968 00060", "77639896800060"),
        ("776\u202f398\u202f968\u202f00060", "77639896800060"),
        ("35600000013944", "35600000013944"),  # La Poste: the sum of its digits, not Luhn
        ("w421000001", "W421000001"),
        ("00000000000000", ""),
        ("", ""),
    ],
)
def test_reads_what_is_right(text: str, value: str) -> None:
    pivot = read_pivot(text)
    assert (pivot.value, pivot.problem) == (value, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("77639896800061", "clé de contrôle"),
        ("35600000013945", "clé de contrôle"),
        ("79200000000000", "tableur"),
        ("776398968", "SIREN"),
        ("7.92E+13", "14 chiffres"),
        ("inconnu", "14 chiffres"),
    ],
)
def test_says_what_is_wrong(text: str, problem: str) -> None:
    pivot = read_pivot(text)
    assert pivot.value == ""
    assert problem in str(pivot.problem)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_never_raises_and_accepts_its_own_answer(text: str) -> None:
    value = read_pivot(text).value
    assert read_pivot(value).value == value
