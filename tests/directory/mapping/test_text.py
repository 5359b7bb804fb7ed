import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.directory.mapping.text import (
    one_line,
    quoted,
    shorten,
    slug,
    split_outside_parentheses,
    strip_html,
    tidy,
)

HTMLISH = st.text(alphabet=st.sampled_from("<>&;/=\"' abilmpt#x3\n"), max_size=60) | st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<i class=""fas fa-wheelchair""></i> Accès', " Accès"),
        ('"<font red"=" color="><strong>Situation</strong></font>""', '"Situation""'),
        ("numériques&nbsp;tel", "numériques\u00a0tel"),
        ("&amp;lt;b&amp;gt;gras", "gras"),
        ("<script>alert(1)</script>Bonjour", "Bonjour"),
        ("3 < 5 & 7 > 6", "3 < 5 & 7 > 6"),
        ("Fabrique &amp; Cie", "Fabrique & Cie"),
    ],
)
def test_strips_html_and_keeps_the_words(text: str, words: str) -> None:
    assert strip_html(text) == words


@settings(deadline=None)
@given(HTMLISH)
def test_stripping_html_twice_changes_nothing_more(text: str) -> None:
    once = strip_html(text)
    assert strip_html(once) == once


@settings(deadline=None)
@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)


def test_tidy_keeps_paragraphs_and_drops_what_cannot_be_seen() -> None:
    assert tidy("\ufeff Un  lieu\r\n\r\n\r\n\r\nici\u200b\x07 ") == "Un lieu\n\nici"
    assert tidy("E\u0301tienne") == "Étienne"


def test_splits_at_the_longest_separator_and_not_between_parentheses() -> None:
    separators = ('","', ',"', '",', ",")
    cell = 'Gratuit,Payant,"Solidaire (tarif réduit, ou convention)","Gratuit sous condition'
    assert split_outside_parentheses(cell, separators) == (
        "Gratuit",
        "Payant",
        "Solidaire (tarif réduit, ou convention)",
        "Gratuit sous condition",
    )
    assert split_outside_parentheses("a) b,c", separators) == ("a) b", "c")


@settings(deadline=None)
@given(st.text(max_size=400), st.integers(min_value=2, max_value=300))
def test_a_shortened_text_fits_and_begins_alike(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…")) or short == text


def test_shortens_between_words_and_quotes_with_no_break_spaces() -> None:
    assert shorten("Un lieu pour apprendre", 15) == "Un lieu pour…"
    assert quoted("Le Babet") == "«\u00a0Le Babet\u00a0»"


@settings(deadline=None)
@given(st.text(max_size=100))
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


def test_slug_of_a_french_name() -> None:
    assert slug("Maison du Crêt de Roch – L'@telier") == "maison-du-cret-de-roch-l-telier"
