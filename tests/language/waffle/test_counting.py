"""The exact count is that of an enumeration, on small lexicons where one can be made."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.language.waffle.counting import at_least, count, count_texts, kept_counts
from maille.language.waffle.lexicon import Entry, Pool, lexicon
from maille.language.waffle.plans import LENGTHS, PLANS, TONE_NAMES, Choice
from maille.language.waffle.units import grouped, how_long, written

KNOWN = list(kept_counts(1))
WORDS = ("chose", "adj", "verbe")
templates = st.lists(st.sampled_from(["{chose}", "{adj}", "{verbe}", "{lieu}", "{instance}", "{delai}"]), max_size=3)


def entry(pool: str, text: str) -> Entry:
    forms = (text, text) if pool in ("chose", "adj", "verbe", "instance") else (text,)
    return Entry(pool, forms, frozenset(), "local", 1, "", gender="m")


@st.composite
def grammars(draw) -> dict[str, Pool]:
    sizes = {name: draw(st.integers(1, 3)) for name in (*WORDS, "instance", "lieu")}
    pools = {name: [entry(name, f"{name}{number}") for number in range(size)] for name, size in sizes.items()}
    pools["delai"] = [
        entry("delai", f"d{number} {text}")
        for number, text in enumerate(draw(st.lists(st.sampled_from(["", "{chose}", "{adj}"]), min_size=1, max_size=3)))
    ]
    pools["declare"] = [
        entry("declare", f"{number} " + " ".join(parts))
        for number, parts in enumerate(draw(st.lists(templates, min_size=1, max_size=3)))
    ]
    return {name: Pool(name, tuple(entries)) for name, entries in pools.items()}


def enumerated(pools: dict[str, Pool], asked: list[str]) -> int:
    """All the ways, one by one: nothing twice, what the memory binds drawn once."""

    def ways(todo, taken, bound):
        if not todo:
            return 1
        name, *rest = todo
        if name in bound:
            return ways(rest, taken, bound)
        memory = {*bound, name} if name in ("lieu", "instance") else bound
        return sum(
            ways([*each.asks, *rest], {*taken, (name, number)}, memory)
            for number, each in enumerate(pools[name].entries)
            if (name, number) not in taken
        )

    return ways(asked, set(), set())


@settings(max_examples=300, deadline=None)
@given(grammars(), st.lists(st.sampled_from(["declare", "delai", "chose", "lieu", "instance"]), min_size=1, max_size=3))
def test_the_count_is_that_of_an_enumeration(pools, asked):
    assert count_texts(pools, asked) == enumerated(pools, asked)


def test_the_nine_columns_are_a_product():
    sizes = {name: len(pool.entries) for name, pool in lexicon(1).tones["institutionnel"].items()}
    adjectives = sizes["adj"] * (sizes["adj"] - 1)
    others = [sizes[name] for name in ("entree", "contexte", "devoir", "verbe", "ensemble", "chose", "terme")]
    assert count(Choice("pipotron", "institutionnel", "phrase")) == adjectives * math.prod(others)


QUICK = [choice for choice in KNOWN if choice.length == "phrase" or choice.plan == "pipotron"]


@pytest.mark.parametrize("choice", QUICK, ids=str)
def test_the_kept_counts_are_those_that_are_made(choice):
    assert at_least(choice) == (count(choice), True)


@pytest.mark.long
@pytest.mark.parametrize("choice", [choice for choice in KNOWN if choice not in QUICK], ids=str)
def test_the_kept_counts_of_longer_texts_are_those_that_are_made(choice):
    assert at_least(choice) == (count(choice), True)


@pytest.mark.parametrize("tone", TONE_NAMES)
def test_a_whole_declaration_has_more_texts_than_its_paragraph(tone):
    assert at_least(Choice("declaration", tone, "texte")) == (
        at_least(Choice("declaration", tone, "paragraphe"))[0],
        False,
    )


@pytest.mark.parametrize(
    ("plan", "length"), [pair for pair in itertools.product(PLANS, LENGTHS) if pair[1] == "phrase"]
)
def test_one_sentence_has_more_texts_than_a_life_can_read(plan, length):
    assert all(count(Choice(plan, tone, length)) > 10**12 for tone in TONE_NAMES)


def test_numbers_are_said_in_units_that_people_know():
    assert grouped(1_530) == "1\u202f530"
    assert str(how_long(10**6)) == "À dix secondes la ligne, jour et nuit, il faudrait 115\u00a0jours pour tout lire."
    assert "31\u202f000\u202f000\u00a0ans" in str(how_long(10**14))
    assert "l’âge de l’univers" in str(how_long(10**17))
    assert "un nombre de 84\u00a0chiffres" in str(how_long(10**100))
    assert str(written(10**14)) == "100\u202f000\u202f000\u202f000\u202f000"
    assert str(written(123 * 10**15)) == "123 suivi de 15\u00a0autres chiffres"
