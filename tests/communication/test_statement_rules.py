"""What a published text may become: each kind of change, and the misprints that are none."""

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.communication.rules import differences
from maille.communication.rules import statements as rules
from maille.communication.rules.citations import Citation, citations

PUBLISHED = dt.datetime(2018, 12, 14, 9, tzinfo=dt.UTC)
texts = st.text(alphabet="aAbé .’1\n-Z", max_size=60)
OLD = "Nous ouvrons.\nLa salle ouvre jeudi 3 décembre. Le Colibri ne ferme pas, dit Léa, et l’acceuil reste."


def why(after: str, kind: str = rules.TYPO, note: str = "") -> str | None:
    refusal = rules.why_not(kind, note=note, before=OLD, after=after)
    return refusal.code.removeprefix("statements.") if refusal else None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("acceuil", "accueil", None),
        ("jeudi 3", "jeudi 4", "digit"),
        ("décembre", "novembre", "date"),
        ("jeudi", "mardi", "date"),
        ("ne ferme pas", "ferme", "negation"),
        ("Léa", "Lia", "name"),
        ("Le Colibri", "Le Soleil", "name"),
        ("La salle ouvre", "Une très belle grande salle toute neuve ouvre", "words"),
        ("", "", "nothing"),
    ],
)
def test_a_misprint_is_a_misprint(before, after, said):
    assert why(OLD.replace(before, after, 1)) == said


@pytest.mark.parametrize("kind", ["", "publication", "autre"])
def test_a_change_bears_its_word(kind):
    assert why(OLD + " Enfin.", kind=kind, note="Un mot.") == "kind"


@pytest.mark.parametrize("kind", [rules.EDIT, rules.CORRECTION, rules.REACTION, rules.WITHDRAWAL])
def test_readers_are_told_what_changes(kind):
    assert why(OLD + " Enfin.", kind=kind, note="  ") == "note"
    assert why(OLD + " Enfin.", kind=kind, note="Un mot.") is None


def test_a_correction_corrects_something_and_an_edit_may_only_add_its_note():
    assert why(OLD, kind=rules.CORRECTION, note="Un mot.") == "nothing"
    assert why(OLD, kind=rules.EDIT, note="Un mot.") is None


def test_nothing_changes_in_what_was_withdrawn():
    refusal = rules.why_not(rules.EDIT, note="Un mot.", before=OLD, after=OLD, is_withdrawn=True)
    assert refusal is not None
    assert refusal.code == "statements.withdrawn"


@given(texts, texts)
def test_a_misprint_never_touches_a_figure(before, after):
    refusal = rules.why_not(rules.TYPO, note="", before=before, after=after)
    if refusal is None:
        assert [letter for letter in before if letter.isdigit()] == [letter for letter in after if letter.isdigit()]


@given(texts, texts)
def test_both_texts_are_found_in_what_is_compared(before, after):
    runs = differences.runs(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert differences.changes(text, text) == []


def test_au_lieu_de_lire():
    (change,) = differences.changes("Le lieu ouvre à 9 h le lundi.", "Le lieu ouvre à 10 h le lundi.")
    assert (change.before, change.after) == ("9", "10")
    assert (change.lead, change.tail) == ("lieu ouvre à", "h le lundi")


@given(st.lists(st.tuples(st.sampled_from(rules.KINDS), st.dates(date(2018, 12, 1), date(2018, 12, 3))), max_size=12))
def test_no_two_notes_have_the_same_anchor(versions):
    found = rules.anchors(versions)
    assert len(set(found)) == len(found) == len(versions)


def test_the_anchor_of_the_first_edit_of_a_day_is_its_day():
    day = date(2018, 12, 18)
    assert rules.anchors([("edit", day), ("edit", day)]) == ["edit-2018-12-18", "edit-2018-12-18-2"]


@given(texts, texts, texts)
def test_a_seal_depends_on_everything(previous, note, body):
    def seal(before=previous, words=("edit", note, "T", body), signatories=("A",), at=PUBLISHED, day=None):
        return rules.fingerprint(before, words, signatories, at, day)

    others = [
        seal(before=previous + "x"),
        seal(words=("edit", note + "x", "T", body)),
        seal(signatories=("A", "B")),
        seal(signatories=()),
        seal(at=PUBLISHED + dt.timedelta(seconds=1)),
        seal(day=PUBLISHED.date()),
    ]
    assert seal() not in others
    assert note == "" or seal() != seal(words=("edit", "", "T", note + body))


class TestCitations:
    SITE = "https://ici.example"

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("Voir https://ici.example/positions/un-texte/v/2/ ce jour", [Citation("un-texte", 2)]),
            ("[là](/positions/un-texte/v/1/) et /en/positions/autre/", [Citation("un-texte", 1), Citation("autre")]),
            ("https://ici.example/positions/un-texte/#edit-2018-12-18", [Citation("un-texte")]),
            ("https://ailleurs.example/positions/un-texte/v/2/", []),
            ("https://ici.example.ailleurs.example/positions/un-texte/v/2/", []),
            ("https://ailleurs.example/liste/positions/un-texte/v/2/", []),
            ("nos positions, sans adresse", []),
        ],
    )
    def test_an_address_of_ours_is_a_citation_and_no_other(self, said, found):
        assert citations([said], self.SITE) == found

    def test_each_is_there_once_in_order(self):
        assert citations(["/positions/b/v/1/ /positions/a/", "/positions/b/v/1/"], self.SITE) == [
            Citation("b", 1),
            Citation("a"),
        ]
