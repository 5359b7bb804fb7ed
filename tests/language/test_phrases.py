"""Sentences of the pure cores: two languages, the same values, and back from the database."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.language.phrases import Phrase, Phrasebook, as_written, counted, quoted

BOOK = Phrasebook(
    "test",
    {
        "twice": ("La colonne {name:q} est deux fois.", "Column {name:q} is there twice."),
        "missing": ("Il manque {names:q}.", "{names:q} are missing."),
        "lines": ("Il y a {lines:ligne|lignes}.", "There are {lines:line|lines}."),
        "town": ("Aucune commune de code {code}.", "No commune of code {code}."),
        "inside": ("Refusé\u00a0: {why}", "Refused: {why}"),
    },
)


def test_a_phrase_is_said_in_french_and_in_english() -> None:
    phrase = BOOK("twice", name="nom")
    assert str(phrase) == phrase.in_("fr") == "La colonne «\u00a0nom\u00a0» est deux fois."
    assert phrase.in_("en") == phrase.in_("en-gb") == "Column “nom” is there twice."
    assert phrase.in_("de") == str(phrase)


def test_each_value_of_a_list_is_quoted() -> None:
    assert str(BOOK("missing", names=["id", "nom"])) == "Il manque «\u00a0id\u00a0», «\u00a0nom\u00a0»."


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "0\u00a0ligne", "0\u00a0lines"),
        (1, "1\u00a0ligne", "1\u00a0line"),
        (2500, "2\u202f500\u00a0lignes", "2,500\u00a0lines"),
    ],
)
def test_counting_follows_each_language(number: int, french: str, english: str) -> None:
    assert counted(number, "ligne|lignes") == french
    assert BOOK("lines", lines=number).in_("en") == f"There are {english}."


def test_a_long_value_is_cut_and_set_on_one_line() -> None:
    assert quoted("a\nb") == "«\u00a0a b\u00a0»"
    assert len(quoted("x" * 1_000_000)) == 84


def test_a_phrase_inside_another_speaks_the_same_language() -> None:
    phrase = BOOK("inside", why=BOOK("twice", name="id"))
    assert phrase.in_("en") == "Refused: Column “id” is there twice."


def test_a_value_is_never_read_as_a_template() -> None:
    assert (
        str(BOOK("twice", name="{code} {0.__class__}"))
        == "La colonne «\u00a0{code} {0.__class__}\u00a0» est deux fois."
    )


VALUES = st.one_of(st.text(), st.integers(), st.tuples(st.text(), st.text()), st.just(BOOK("twice", name="x")))


@given(VALUES)
def test_what_is_kept_as_json_comes_back_the_same(value: object) -> None:
    phrase = BOOK("inside", why=value)
    assert Phrase.from_json(json.loads(json.dumps(phrase.to_json()))) == phrase
    assert hash(phrase) == hash(Phrase.from_json(phrase.to_json()))


@pytest.mark.parametrize("data", [{}, {"code": "gone.away", "params": {}}, {"code": "test.twice", "params": {}}])
def test_a_phrase_no_book_knows_any_more_is_said_as_it_was_written(data: dict[str, object]) -> None:
    assert str(Phrase.from_json(data, text="Gardée en 2026.")) == "Gardée en 2026."


def test_a_book_refuses_languages_that_do_not_say_the_same_values() -> None:
    with pytest.raises(ValueError, match="oops"):
        Phrasebook("test_bad", {"oops": ("La ligne {line}.", "The line.")})


def test_a_phrase_refuses_to_leave_a_value_out() -> None:
    with pytest.raises(KeyError, match="name"):
        BOOK("twice")


def test_what_a_person_wrote_is_said_as_it_is() -> None:
    assert as_written("Bonjour {name}").in_("en") == "Bonjour {name}"


def test_a_value_may_be_called_as_anything() -> None:
    assert str(BOOK("town", code="03250")) == "Aucune commune de code 03250."
