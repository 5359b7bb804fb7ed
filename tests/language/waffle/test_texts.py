"""Drawn texts: read by rules that are not the engine's, nothing twice, locked when one segment is drawn again."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.language.waffle import drawing
from maille.language.waffle.lexicon import MEMORY, lexicon
from maille.language.waffle.plans import LENGTHS, PLANS, TONE_NAMES, Choice

CHOICES = [Choice(plan, tone, length) for plan in PLANS for tone in TONE_NAMES for length in LENGTHS]
choices = st.sampled_from(CHOICES)
dice = st.integers(0, 2**32).map(random.Random)

# The rules of a reader who knows nothing of the lexicon but its aspirated words.
ASPIRATED = r"(?:haut|hors|hacker|hub|hauss|hât|hiérarch|huit|onz|handicap)"
VOWEL = rf"(?!{ASPIRATED})[aeiouyhâàéèêëîïôöûüœæ]"
FAULTS = {
    "no contraction": re.compile(r"\b(?:de|à) (?:le|les)\b(?! \w+(?:er|ir|re)\b)", re.IGNORECASE),
    "no élision": re.compile(rf"\b(?:le|la|de|que|ne|se|me|te|ce|jusque|lorsque|puisque) {VOWEL}", re.IGNORECASE),
    "contracted before a vowel": re.compile(rf"\b(?:du|au) {VOWEL}", re.IGNORECASE),
    "aspirated and elided": re.compile(rf"\b(?:[ldnsjtm]|qu)’{ASPIRATED}", re.IGNORECASE),
    "feminine possessive before a vowel": re.compile(rf"\b(?:ma|ta|sa) {VOWEL}", re.IGNORECASE),
    "si il": re.compile(r"\bsi ils?\b", re.IGNORECASE),
    "a word twice": re.compile(r"\b(?!nous )(\w{3,}) \1\b", re.IGNORECASE),
    "two spaces": re.compile(r"  | $|^ ", re.MULTILINE),
    "a space before a mark": re.compile(r" [,.;:?!]"),
    "two marks": re.compile(r"[,;:.]\s*[,;:.]"),
    "a slot left": re.compile(r"[{}|^=+]"),
}


def faults(text: str) -> list[str]:
    return [
        f"{name}: …{text[max(0, found.start() - 30) : found.end() + 30]}…"
        for name, rule in FAULTS.items()
        for found in rule.finditer(text)
    ]


def test_the_reader_sees_what_is_wrong():
    wrong = [
        "l’avenir de le réseau",
        "que un réseau",
        "du habitant",
        "l’hors-sol",
        "ta école",
        "si il vient",
        "la la réunion réunion",
        "un  mot",
        "un mot , deux",
        "un mot.,",
        "{chose}",
    ]
    assert [text for text in wrong if not faults(text)] == []


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: "-".join((choice.plan, choice.tone, choice.length)))
def test_texts_have_no_fault_of_agreement_elision_or_contraction(choice):
    dice = random.Random(f"{choice}")
    for text in drawing.many(choice, dice, 120):
        assert faults(text.plain) == [], text.plain


@pytest.mark.long
def test_a_hundred_thousand_texts_have_no_fault():
    dice = random.Random(20181218)
    for number in range(100_000):
        text = drawing.draw(CHOICES[number % len(CHOICES)], dice)
        assert faults(text.plain) == [], text.plain


@given(choices, dice)
def test_no_segment_is_twice_in_a_text(choice, dice):
    text = drawing.draw(choice, dice)
    drawn = Counter(zip(text.pools, text.indices, strict=True))
    assert max(drawn.values()) == 1


@given(choices, dice)
def test_every_line_begins_and_ends_as_it_should(choice, dice):
    for line in drawing.draw(choice, dice).lines:
        first = line.plain[0]
        assert first.isupper() or line.kind in ("item", "subtitle")
        assert line.plain[-1] in ".:;," or line.kind in ("title", "subtitle")


@given(choices, dice)
def test_what_the_memory_binds_is_the_same_all_along(choice, dice):
    text = drawing.draw(choice, dice)
    named = {entry.forms[0] for line in text.lines for entry in line.entries if entry.pool == "instance"}
    assert len(named) <= 1
    assert all(text.pools.count(pool) <= 1 for pool in MEMORY)


@given(choices, dice, st.integers(0, 10_000))
def test_one_segment_is_drawn_again_and_the_others_are_locked(choice, dice, where):
    text = drawing.draw(choice, dice)
    position = where % len(text.indices)
    other = drawing.redraw(text, position, dice)
    kept = len(text.indices) - text.ends[position]
    assert other.indices[:position] == text.indices[:position]
    assert other.indices[position] != text.indices[position]
    assert other.indices[len(other.indices) - kept :] == text.indices[text.ends[position] :]
    assert len(other.lines) == len(text.lines)


@given(choices, dice)
def test_no_segment_comes_twice_after_one_is_drawn_again(choice, dice):
    text = drawing.draw(choice, dice)
    other = drawing.redraw(text, len(text.indices) // 2, dice)
    assert max(Counter(zip(other.pools, other.indices, strict=True)).values()) == 1


def test_there_is_no_position_beyond_the_text():
    text = drawing.draw(CHOICES[0], random.Random(1))
    with pytest.raises(IndexError):
        drawing.redraw(text, len(text.indices), random.Random(1))


@given(choices, st.integers(0, 2**32))
def test_the_same_dice_give_the_same_text(choice, seed):
    assert drawing.draw(choice, random.Random(seed)) == drawing.draw(choice, random.Random(seed))


@settings(max_examples=50)
@given(choices, dice)
def test_every_line_of_substance_says_what_it_means(choice, dice):
    for line in drawing.draw(choice, dice).lines:
        if line.kind == "line" or (line.kind == "item" and line.entries):
            assert line.clear or {entry.pool for entry in line.entries} <= {"lieu", "date"}


def test_the_pieces_of_a_line_are_its_text():
    text = drawing.draw(Choice("declaration", "militant", "texte"), random.Random(4))
    positions = {piece.position for line in text.lines for piece in line.pieces} - {None}
    assert positions <= set(range(len(text.indices)))
    assert len(lexicon(1).tones) == len(TONE_NAMES)
