import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.core.telephone import read_phones


@pytest.mark.parametrize(
    ("text", "postal_code", "numbers"),
    [
        ("04 77 33 33 92", "42000", ("+33477333392",)),
        ("04.77.33.33.92", "42000", ("+33477333392",)),
        ("477333392", "42000", ("+33477333392",)),
        ("+33 (0)4 77 33 33 92", "42000", ("+33477333392",)),
        ("0033477333392", "42000", ("+33477333392",)),
        ("0262 20 00 00", "97400", ("+262262200000",)),
        ("0596 59 69 76", "97200", ("+596596596976",)),
        ("596596976", "97200", ("+596596596976",)),
        ("04 77 33 33 92 / 06 12 34 56 78", "42000", ("+33477333392", "+33612345678")),
        ("04 77 33 33 92 ou 04 77 33 33 92", "42000", ("+33477333392",)),
        ("Accueil : 04 77 33 33 92 (poste 12)", "42000", ("+33477333392",)),
    ],
)
def test_reads_numbers(text: str, postal_code: str, numbers: tuple[str, ...]) -> None:
    assert read_phones(text, postal_code).numbers == numbers


@pytest.mark.parametrize("text", ["+33", "3960", "04 77 33", "00 00 00 00 00", "voir le site", "0033"])
def test_what_is_not_a_number_is_told(text: str) -> None:
    phones = read_phones(text, "42000")
    assert phones.numbers == ()
    assert phones.unread == text


def test_empty_text_has_nothing_to_tell() -> None:
    assert read_phones("  ", "42000") == read_phones("", "")
    assert read_phones("").unread == ""


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789+ ./()-aou"), max_size=40) | st.text(max_size=40))
def test_never_raises_and_reads_its_own_answer(text: str) -> None:
    numbers = read_phones(text, "42000").numbers
    assert read_phones(" / ".join(numbers), "42000").numbers == numbers
