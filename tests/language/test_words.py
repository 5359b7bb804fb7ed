"""The words of a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.language.words import LONGEST_WORD, deletions, fold, searched_words, singular, words


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Médiathèques de Saint-Étienne", ["mediatheque", "saint", "etienne"]),
        ("l’écran d'accueil", ["ecran", "accueil"]),
        ("Œuvres & cœur", ["oeuvre", "coeur"]),
        ("Les locaux et les tableaux", ["local", "tableau"]),
        ("L'@telier numérique", ["atelier", "numerique"]),
        ("J’ai besoin d’aide pour ma CAF", ["besoin", "aide", "caf"]),
        ("42100", ["42100"]),
        ("le bus", ["bus"]),
        ("atelier ateliers Atelier", ["atelier"]),
        ("", []),
        ("… ! ?", []),
    ],
)
def test_words_are_reduced_to_what_is_searched(written: str, searched: list[str]) -> None:
    assert words(written) == searched


def test_a_short_or_numeric_word_keeps_its_s() -> None:
    assert [singular(word) for word in ("bus", "2026", "acces", "classe")] == ["bus", "2026", "acce", "classe"]


def test_a_pasted_page_costs_no_more_than_a_sentence() -> None:
    assert len(searched_words("mot" + " autre%d" * 900 % tuple(range(900)))) == 8


def test_two_words_one_letter_apart_share_a_deletion() -> None:
    for wrong in ("mediateque", "mediathequee", "mediatheqeu", "mddiatheque"):
        assert deletions(wrong) & deletions("mediatheque"), wrong
    assert not deletions("mediatheque") & deletions("bibliotheque")


@given(st.text(max_size=300))
def test_reduction_is_stable_and_never_longer_than_a_column(text: str) -> None:
    once = words(text)
    assert all(0 < len(word) <= LONGEST_WORD for word in once)
    assert all(word == fold(word) for word in once)
    assert words(text.upper().lower()) == words(text.lower().upper().lower())
