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
        ("5880596100016", "05880596100016"),  # thirteen digits: the zero a spreadsheet took off
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
        ("776398968", "SIREN, qui désigne une organisation"),
        ("776398969", "sa clé de contrôle est fausse"),
        ("5880596100019", "14 chiffres"),
        ("7.92E+13", "14 chiffres"),
        ("inconnu", "14 chiffres"),
    ],
)
def test_says_what_is_wrong(text: str, problem: str) -> None:
    pivot = read_pivot(text)
    assert pivot.value == ""
    assert problem in str(pivot.problem)


@pytest.mark.parametrize("text", ["0123456.001", "0 123 456.001", "1234567", "123456", "123456001"])
def test_a_ridet_is_told_where_there_are_some(text: str) -> None:
    assert "RIDET de Nouvelle-Calédonie" in str(read_pivot(text, "98800").problem)
    assert "RIDET" not in str(read_pivot(text, "42000").problem)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_never_raises_and_accepts_its_own_answer(text: str) -> None:
    value = read_pivot(text).value
    assert read_pivot(value).value == value
