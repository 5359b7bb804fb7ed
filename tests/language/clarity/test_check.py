"""Whatever is written, a sheet comes back whose findings are where they say; what is ignored stays ignored."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maille.language import clarity
from maille.language.clarity import vocabulary
from maille.language.clarity.check import LONGEST_TEXT, TIMES_SHOWN
from maille.language.clarity.reading import Text
from maille.language.phrases import phrasebooks
from maille.language.waffle import drawing
from maille.language.waffle.plans import Choice
from tests.language.clarity.test_rules import BAD, GOOD, NOTICES

sentences = st.sampled_from([*GOOD, *(sentence for _rule, sentence in BAD)])
written = st.lists(sentences, max_size=8).map(" ".join)
anything = st.one_of(st.text(max_size=400), st.text(alphabet="aeé ne’qu.;:()\n-0123/%AEIXV", max_size=300), written)


@settings(max_examples=300, deadline=None)
@given(anything, st.sampled_from([clarity.NOTICE, clarity.TEXT]), st.sampled_from([clarity.PLAIN, clarity.SIMPLE]))
def test_every_finding_is_where_it_says(text, kind, limits):
    sheet = clarity.check(text, kind=kind, limits=limits)
    for finding in sheet.findings:
        assert sheet.text[finding.start : finding.end] == finding.passage
        assert str(finding.said)
        assert finding.said.in_("en") != str(finding.said)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_words_and_sentences_are_where_they_say_and_do_not_overlap(raw):
    text = Text(raw)
    end = 0
    for sentence in text.sentences:
        assert sentence.start >= end
        assert raw[sentence.start : sentence.end] == sentence.text
        for word in sentence.words:
            assert raw[word.start : word.end] == word.text
            assert sentence.start <= word.start < word.end
        end = sentence.words[-1].end


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("- Le chat dort.\n- Il mange ;", ["Le chat dort.", "Il mange ;"]),
        ("1. Venez.\n2) Entrez", ["Venez.", "Entrez"]),
        ("# Titre\n\nUn texte sur\ndeux lignes. Fin !", ["Titre", "Un texte sur\ndeux lignes.", "Fin !"]),
        ("M. Roux et Mme. Noël, 3 rue A. Briand. Venez.", ["M. Roux et Mme. Noël, 3 rue A. Briand.", "Venez."]),
        ("Appelez le 04 77 33 22 22. Merci.", ["Appelez le 04 77 33 22 22.", "Merci."]),
        ("« Venez ! » Il vient.", ["« Venez ! »", "Il vient."]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(raw, sentences):
    assert [sentence.text for sentence in Text(raw).sentences] == sentences


@settings(max_examples=100, deadline=None)
@given(written, st.data())
def test_what_is_ignored_is_left_and_nothing_else_moves(text, data):
    sheet = clarity.check(text)
    keys = {finding.key for finding in sheet.findings}
    chosen = data.draw(st.sets(st.sampled_from(sorted(keys)))) if keys else set()
    again = clarity.check(text, ignored=chosen)
    assert {finding.key for finding in again.findings} == keys - chosen
    assert {finding.key for finding in again.ignored} == chosen
    assert len(again.findings) + len(again.ignored) == len(sheet.findings)


@settings(max_examples=100, deadline=None)
@given(written)
def test_the_two_apostrophes_say_the_same(text):
    typed = clarity.check(text.replace("’", "'"))
    assert [finding.rule for finding in typed.findings] == [finding.rule for finding in clarity.check(text).findings]


def test_a_key_survives_what_is_written_before_the_passage():
    before, after = clarity.check("Afin de venir."), clarity.check("Bonjour. Afin de venir.")
    assert before.findings[0].key == after.findings[0].key


def test_the_same_word_is_said_three_times_at_most():
    assert len(clarity.check("L’usager entre. " * 10).findings) == TIMES_SHOWN


def test_a_text_that_is_too_long_is_read_up_to_its_limit():
    assert len(clarity.check("Bonjour. " * 10_000).text) == LONGEST_TEXT


@pytest.mark.parametrize("text", ["", "   ", "12", "!!!", "\n\n"])
def test_nothing_is_nothing(text):
    sheet = clarity.check(text)
    assert (sheet.findings, sheet.measures.words if not text.strip("12") else 0) == ((), 0)


def test_the_questions_of_a_visitor_are_those_a_notice_does_not_answer():
    sheet = clarity.check("Venez, c’est bien.", kind=clarity.NOTICE)
    assert [finding.rule for finding in sheet.findings] == ["when", "where", "price", "telephone", "access"]
    assert "jour de la semaine" in str(sheet.findings[0].said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Le 3 décembre à 14 h.", "Il manque le jour de la semaine"),
        ("Jeudi 3 décembre.", "Il manque l’heure"),
        ("Venez nombreux.", "Donnez le jour de la semaine, la date et l’heure"),
    ],
)
def test_what_is_missing_in_when_is_said(text, said):
    assert said in str(clarity.check(text, kind=clarity.NOTICE).findings[0].said)


def test_a_notice_answers_in_its_own_words():
    answered = {answer.question: answer.passage for answer in clarity.check(NOTICES[0], kind=clarity.NOTICE).answers}
    assert answered["when"] == "Jeudi, 3 décembre, 14 h"
    assert answered["telephone"] == "04 77 33 22 22"
    assert answered["price"] == "gratuit"


def test_a_text_that_is_no_notice_has_no_questions():
    assert clarity.check("Bonjour.").answers == ()


def test_langue_de_bois_measures_harder_than_good_notices():
    choice = Choice("declaration", "institutionnel", "texte")
    bad = clarity.check(drawing.draw(choice, random.Random(7)).plain).measures
    good = clarity.check("\n".join(NOTICES)).measures
    assert good.kandel_moles > bad.kandel_moles + 15
    assert good.lix < bad.lix - 10
    assert good.is_enough


def test_nobody_is_told_that_a_text_is_easy_to_read():
    """Only people who read little may say so: no phrase of the checker awards the label."""
    said = [
        text
        for book in phrasebooks()
        if book.name.startswith("clarity.")
        for pair in book.templates.values()
        for text in pair
    ]
    assert len(said) > 60
    assert [text for text in said if "FALC" in text or "easy to read" in text.lower()] == []


@pytest.mark.parametrize(
    "piece", ["a", "A’", "((", "a@", "ne a a que ", "1/", "AB ", "a-", "\n ", "est a", "vingt-", "a.", "a;"]
)
def test_no_text_takes_long(piece):
    """A rule that goes back over the text for each of its letters would take minutes."""
    started = time.process_time()
    clarity.check(piece * (LONGEST_TEXT // len(piece)), kind=clarity.NOTICE)
    assert time.process_time() - started < 60


def test_the_list_of_plain_words_has_no_line_twice():
    lines = [line.split("|")[0] for line in vocabulary._lines("plain.txt")]
    assert len(lines) > 280
    assert [line for line in lines if lines.count(line) > 1] == []
