"""A link gives the same text for ever, and a link that was changed says so."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.language.waffle import drawing, permalink
from tests.language.waffle.test_texts import CHOICES, choices, dice

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "waffle" / "texts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", GOLDEN)
def test_a_link_says_what_it_said_on_the_first_day(code):
    assert permalink.read(code).plain == GOLDEN[code]


@given(choices, dice)
def test_a_text_comes_back_from_its_link(choice, dice):
    text = drawing.draw(choice, dice)
    again = permalink.read(permalink.written(text))
    assert (again.plain, again.indices, again.choice) == (text.plain, text.indices, text.choice)


@given(choices, dice, st.integers(0, 10**6), st.sampled_from(permalink.ALPHABET))
def test_a_link_with_another_letter_is_refused_or_is_itself(choice, dice, where, letter):
    code = permalink.written(drawing.draw(choice, dice))
    place = len(code) - 1 - where % (len(code) - 6)
    changed = code[:place] + letter + code[place + 1 :]
    if changed != code:
        with pytest.raises(permalink.BadLink):
            permalink.read(changed)


@given(st.text(max_size=60))
def test_nothing_else_is_a_link(text):
    with pytest.raises(permalink.BadLink):
        permalink.read(text)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "copiez-le en entier"),
        ("1-zip-000", "copiez-le en entier"),
        ("1-dit-" + "0" * 500, "copiez-le en entier"),
        ("9-dit-0000000", "(version 9)"),
        ("1-dit-000000000", "abîmé en route"),
        ("1-dip-ilou000", "abîmé en route"),
    ],
)
def test_a_link_that_leads_nowhere_says_what_to_do(code, said):
    with pytest.raises(permalink.BadLink) as refused:
        permalink.read(code)
    assert said in str(refused.value.phrase)
    assert "draw a new text" in refused.value.phrase.in_("en")


def test_a_link_whose_check_was_made_again_but_repeats_a_segment_is_refused():
    """All the digits at zero would take the same adjective twice."""
    head = "1-pip-0"
    with pytest.raises(permalink.BadLink, match="abîmé"):
        permalink.read(head + permalink._check(head))


def test_a_link_is_short_enough_to_be_sent():
    lengths = [len(permalink.written(drawing.draw(choice, random.Random(3)))) for choice in CHOICES]
    assert max(lengths) < 200
