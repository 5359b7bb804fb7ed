"""What a poster must say, which colours are read, how a slogan is broken, and when a printed poster is out of date."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.communication.rules import colours
from maille.communication.rules import posters as rules
from maille.communication.rules.breaking import MOST_LINES, in_lines, opening
from maille.communication.rules.poster_phrases import NAMES, SAYS

TODAY = dt.date(2026, 11, 26)
CAMPAIGN = rules.Words(
    rules.CAMPAIGN, "Un titre", "ICI\nON AIDE", "Treize lieux.", "Un texte.", signature="Nous, 1 rue de la Paix",
)  # fmt: skip
hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def said(words: rules.Words, until: dt.date | None = None, **changes) -> set[tuple[str, str]]:
    found = rules.faults(replace(words, **changes), until=until, on=TODAY)
    return {(one.field, one.phrase.code.removeprefix("posters.")) for one in found if one.is_refusal}


def test_a_whole_poster_has_no_fault():
    assert rules.faults(CAMPAIGN, until=TODAY, on=TODAY) == []


@pytest.mark.parametrize("template", list(rules.ASKED))
def test_each_kind_asks_for_what_it_requires_and_says_what_is_missing(template):
    assert set(rules.REQUIRED[template]) <= set(rules.ASKED[template])
    missing = {field for field, code in said(rules.Words(template, colour="#0b5d4e")) if code.startswith("no_")}
    assert missing == {*rules.REQUIRED[template], "signature"}


@pytest.mark.parametrize("template", list(rules.BETTER))
def test_what_people_will_ask_for_is_a_remark_and_no_refusal(template):
    found = rules.faults(rules.Words(template, colour="#0b5d4e"), until=None, on=TODAY)
    remarked = {one.field for one in found if not one.is_refusal}
    assert remarked == set(rules.BETTER[template])


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"slogan": "é" * 10_000}, "slogan", "length"),
        ({"slogan": "\n".join("abcdefghi")}, "slogan", "rows"),
        ({"slogan": "ICI 😀"}, "slogan", "character"),
        ({"facts": "שלום"}, "facts", "character"),
        ({"signature": " \n "}, "signature", "no_signature"),
        ({"colour": "rouge"}, "colour", "colour"),
        ({"colour": "#fff"}, "colour", "colour"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_its_field(changes, field, code):
    assert (field, code) in said(CAMPAIGN, **changes)


def test_how_much_is_too_long_is_said():
    (fault,) = rules.faults(replace(CAMPAIGN, slogan="é" * 230), until=None, on=TODAY)
    assert "Retirez-en 30" in str(fault.phrase)
    assert "le slogan" in str(fault.phrase)
    assert "20" in str(rules.too_long("slogan", 2.0, "é" * 40).phrase)


def test_arabic_is_drawn_and_the_characters_refused_are_named():
    assert said(CAMPAIGN, slogan="مرحبا\nICI") == set()
    (fault,) = rules.faults(replace(CAMPAIGN, title="a😀b😀"), until=None, on=TODAY)
    assert "«\u00a0😀\u00a0»" in str(fault.phrase)


def test_a_colour_that_writes_on_white_is_dark_enough_and_a_ground_may_be_light():
    closing = rules.Words(rules.CLOSURE, slogan="Fermé", when="lundi", signature="Nous", colour="#f2b134")
    assert said(closing) == {("colour", "contrast")}
    assert said(closing, colour="#a3232c") == set()
    assert said(CAMPAIGN, colour="#f2b134") == set()


def test_a_past_day_is_refused_and_today_is_not():
    assert said(CAMPAIGN, until=TODAY - dt.timedelta(days=1)) == {("until", "past")}
    assert said(CAMPAIGN, until=TODAY) == set()


@given(hexes)
def test_the_ink_laid_on_any_ground_is_read(ground):
    assert colours.contrast(colours.ink_on(ground), ground) >= 4.5


@given(hexes, hexes)
def test_contrast_is_that_of_wcag(one, other):
    assert 1 <= colours.contrast(one, other) == colours.contrast(other, one) <= 21
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WebAIM's own figure


@given(st.lists(st.text("aeéLM'’-", min_size=1, max_size=14), min_size=1, max_size=30).map(" ".join))
def test_a_slogan_is_broken_without_losing_a_word(sentence):
    lines = in_lines(sentence).split("\n")
    assert " ".join(lines) == sentence
    assert all(lines)
    if len(sentence) <= 200:
        assert len(lines) <= MOST_LINES + 3


def test_no_small_word_is_left_at_the_end_of_a_line():
    assert in_lines("Envoyer une photo avec son téléphone") == "Envoyer une photo\navec son téléphone"
    assert in_lines("Papiers") == "Papiers"


@pytest.mark.parametrize(
    ("then", "now", "code"),
    [
        ({"state": "published", "when": "lundi"}, {"state": "published", "when": "lundi"}, None),
        ({"state": "published", "when": "lundi"}, {"state": "cancelled", "when": "lundi"}, "cancelled"),
        ({"state": "published", "when": "lundi"}, {"state": "draft", "when": "lundi"}, "gone"),
        ({"state": "published", "when": "lundi"}, {"state": "published", "when": "mardi"}, "moved"),
        ({"state": "published", "when": "lundi"}, None, "gone"),
        ({"version": "1"}, {"version": "2", "change": "edit", "changed_on": "18/12/2018"}, "version"),
        ({"version": "1"}, {"version": "3", "change": "retrait", "state": "withdrawn"}, "withdrawn"),
        ({"programme": "a"}, {"programme": "b"}, "programme"),
        ({}, {}, None),
        ({"state": "draft"}, {"state": "published"}, None),
        ({"state": "published"}, {"state": "draft"}, "gone"),
    ],
)
def test_a_poster_is_out_of_date_when_its_subject_is_no_longer_what_it_says(then, now, code):
    why = rules.why_outdated(rules.Printed(1, None, then), latest=1, replaced_on=None, now=now, on=TODAY)
    assert (why.code.removeprefix("posters.") if why else None) == code


def test_what_a_text_became_is_said_in_the_language_of_the_reader():
    now = {"version": "2", "change": "rectificatif", "changed_on": "18/12/2018"}
    why = rules.why_outdated(rules.Printed(1, None, {"version": "1"}), latest=1, replaced_on=None, now=now, on=TODAY)
    assert str(why).endswith("depuis\u00a0: RECTIFICATIF du 18/12/2018.")
    assert why.in_("en").endswith("since: RECTIFICATIF (correction) of 18/12/2018.")


def test_only_what_was_written_again_follows_its_subject():
    before = rules.Words(rules.SESSION, when="Lundi", where="Ici", colour="#0b5d4e")
    then, now = (
        {"when": "Lundi", "where": "Ici", "state": "draft"},
        {"when": "Mardi", "where": "Là", "state": "published"},
    )
    for words, told in [
        (replace(before, colour="#1f5aa6"), {**then, "state": "published"}),
        (replace(before, when="Mardi"), {**now, "where": "Ici"}),
        (replace(before, when="Mardi", where="Là"), now),
    ]:
        assert rules.told_by(words, now, before=before, then=then) == told


def test_a_replaced_version_and_a_day_gone_by_are_said_with_their_day():
    old = rules.Printed(1, TODAY - dt.timedelta(days=1), {})
    replaced = rules.why_outdated(old, latest=2, replaced_on=TODAY, now={}, on=TODAY)
    over = rules.why_outdated(old, latest=1, replaced_on=None, now={}, on=TODAY)
    assert "remplacée le 26/11/2026" in str(replaced)
    assert "passé depuis le 25/11/2026" in str(over)


def test_words_are_kept_and_read_back_even_by_an_older_program():
    assert rules.Words.from_json({**CAMPAIGN.to_json(), "later": 1}) == CAMPAIGN


def test_every_field_has_its_name_and_its_refusal():
    for name in rules.LONGEST:
        assert str(NAMES(name))
    for name in {field for fields in rules.REQUIRED.values() for field in fields}:
        assert str(SAYS(f"no_{name}"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Une annonce. Une question. Une troisième phrase.", "Une annonce. Une question."),
        ("« Une annonce. » Et la suite, qui est longue.", "« Une annonce. »"),
        ("Une seule phrase, bien trop longue pour tenir", "Une seule phrase, bien trop…"),
        ("anticonstitutionnellementinconstitutionnel", "anticonstitutionnellementinco"),
        ("", ""),
    ],
)
def test_a_sheet_takes_the_whole_sentences_that_a_text_begins_with(text, said):
    assert opening(text, 29) == said


@given(st.text("ab. !,É…«", max_size=80), st.integers(4, 40))
def test_the_opening_is_never_longer_and_is_the_beginning_of_the_text(text, most):
    cut = opening(text, most)
    assert len(cut) <= most
    assert " ".join(text.split()).startswith(" ".join(cut.removesuffix("…").split()))
