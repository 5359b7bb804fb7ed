"""Each rule finds what it is for, and leaves good sentences alone."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from maille.language import clarity
from maille.language.clarity.figures import plain_share, written_date
from maille.language.clarity.findings import RULES
from maille.language.clarity.visitor import QUESTIONS

DATA = Path(__file__).parents[2] / "data" / "clarity"
TODAY = date(2026, 11, 26)
GOOD = (DATA / "good.txt").read_text(encoding="utf-8").splitlines()
BAD = [line.split("|") for line in (DATA / "bad.txt").read_text(encoding="utf-8").splitlines()]
NOTICES = (DATA / "notices.txt").read_text(encoding="utf-8").split("---\n")


def rules(text: str, **options) -> set[str]:
    return {finding.rule for finding in clarity.check(text, on=TODAY, **options).findings}


@pytest.mark.parametrize("sentence", GOOD)
def test_a_good_sentence_is_left_alone(sentence):
    assert rules(sentence) == set()


@pytest.mark.parametrize(("rule", "sentence"), BAD, ids=[sentence[:40] for _rule, sentence in BAD])
def test_a_bad_sentence_is_found_by_its_rule(rule, sentence):
    assert rule in rules(sentence)


def test_every_rule_has_a_sentence_that_it_finds():
    assert {rule for rule, _sentence in BAD} | set(QUESTIONS) == set(RULES.templates)


@pytest.mark.parametrize("notice", NOTICES, ids=[notice.strip().splitlines()[0] for notice in NOTICES])
def test_nothing_is_found_in_a_good_notice(notice):
    assert rules(notice, kind=clarity.NOTICE) == set()


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Afin de venir, appelez.", "pour"),
        ("Vous bénéficierez d’une aide.", "avoir"),
        ("Par le biais du site.", "par, avec"),
        ("Conformément aux règles.", "selon"),
        ("La newsletter du lieu.", "lettre d’information"),
        ("La feuille de route est prête.", "la liste de ce qu’il reste à faire"),
        ("Venez à l’EPN.", "espace public numérique"),
        ("Il y a soixante-et-onze places.", "71"),
        ("Il y a quatre-vingt-dix-sept places.", "97"),
        ("Un objet du XIVe siècle.", "14e"),
        ("Le 03/12/2026 à midi.", "jeudi 3 décembre 2026"),
        ("Lundi 3 décembre 2026.", "jeudi 3 décembre 2026"),
        ("Le 3 décembre à midi.", "jeudi 3 décembre"),
        ("Le 4 janvier à midi.", "lundi 4 janvier"),
        ("FERMETURE DE LA SALLE", "Fermeture de la salle"),
    ],
)
def test_a_finding_says_what_to_write(text, proposal):
    assert proposal in [finding.proposal for finding in clarity.check(text, on=TODAY).findings]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("0.23", "presque 1 sur 4"),
        ("0.5", "1 sur 2"),
        ("0.67", "un peu plus de 2 sur 3"),
        ("0.9", "9 sur 10"),
        ("0.01", "1 sur 100"),
        ("1", ""),
        ("1.4", ""),
    ],
)
def test_a_percentage_is_said_as_a_share(share, said):
    assert plain_share(Fraction(share)) == said


def test_a_date_without_a_year_is_the_next_one_and_unknown_without_today():
    found = clarity.check("Le 3 décembre à midi.").findings
    assert [(finding.rule, finding.proposal) for finding in found] == [("date", "")]


def test_a_day_that_does_not_exist_is_said():
    assert "n’existe pas" in str(clarity.check("Le 31/02/2026 à midi.").findings[0].said)


def test_the_weekday_of_a_date_is_right():
    assert written_date(date(2018, 12, 18)) == "mardi 18 décembre 2018"
    assert written_date(date(2026, 12, 1)) == "mardi 1er décembre 2026"


@pytest.mark.parametrize(
    "text",
    [
        "Facile à lire et à comprendre (FALC).",
        "Le FALC (facile à lire).",
        "FALC veut dire facile à lire et à comprendre.",
        "Le FALC, c’est facile.",
        "Votre CV et votre RSA.",
    ],
)
def test_initials_that_are_explained_or_known_to_all_are_fair(text):
    assert "initials" not in rules(text)


def test_a_name_is_no_english_word():
    assert rules("Venez au Workshop de Nantes, le café du quai.") == set()


def test_people_who_read_little_get_shorter_sentences():
    sentence = "Vous venez avec votre carte et nous faisons la demande sur internet ensemble."
    assert rules(sentence) == set()
    assert rules(sentence, limits=clarity.SIMPLE) == {"long-sentence"}


def test_a_drawn_text_is_found_to_be_waffle():
    """The lexicon that writes the langue de bois is the one that finds it."""
    text = "Dans un esprit de dialogue, nous nous faisons fort de la montée en charge, de manière proactive."
    assert [finding.rule for finding in clarity.check(text).findings].count("waffle") >= 4
