"""A table of units: what each line would do, said before anything is written."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from maille.sharing.rules.inventory import Fate, Known, KnownUnit, Line, columns_of, folded, judged, missing_column

COLIBRI, ARLEQUIN, OTHER = 1, 2, 3
TABLET, DRONE = 10, 11


def known(units=(), kept=(COLIBRI, ARLEQUIN), **more):
    return Known(
        **{
            "models": {"tablette galet 10": TABLET, "drone": DRONE},
            "archived": frozenset({"minitel"}),
            "categories": {"tablette": "tablet", "drone": "drone"},
            "places": {
                "le colibri": [(COLIBRI, "colibri")],
                "l arlequin": [(ARLEQUIN, "arlequin")],
                "la ruche": [(4, "ruche-est"), (5, "ruche-ouest")],
                "montreynaud": [(OTHER, "montreynaud")],
            },
            "owners": {"ville de saint etienne": 7},
            "units": units,
            "kept": frozenset(kept),
            "may_add_models": True,
            "category_names": ["tablette", "drone"],
            "model_names": {TABLET: "Tablette Galet 10", DRONE: "Drone"},
        }
        | more
    )


def unit(key=1, **more):
    return KnownUnit(**{"key": key, "model": TABLET, "place": COLIBRI, "label": "TAB 1", "serial": "SN1"} | more)


def line(number=2, **said):
    return Line(number, {"model": "Tablette Galet 10", "place": "Le Colibri", "serial": "SN1"} | said)


def one(said, *units, **more):
    [found] = judged([said], known(units, **more))
    return found


class TestColumns:
    def test_titles_are_known_whatever_their_case_and_accents(self):
        titles = ["MODELE", "Numéro de  série", "Lieu", "N° d’inventaire", "autre", "modèle"]
        assert columns_of(titles) == {
            "model": "MODELE", "serial": "Numéro de  série", "place": "Lieu", "label": "N° d’inventaire",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("titles", "lacks"),
        [(["lieu", "série"], "modèle"), (["modèle", "série"], "lieu"), (["modèle", "lieu"], "numéro de série")],
    )
    def test_without_what_is_needed_the_file_is_refused(self, titles, lacks):
        assert lacks in str(missing_column(columns_of(titles)))

    def test_a_label_is_enough(self):
        assert missing_column(columns_of(["modèle", "lieu", "étiquette"])) is None


class TestFates:
    def test_new_same_and_changed(self):
        assert one(line()).fate == Fate.NEW
        assert one(line(), unit()).fate == Fate.SAME
        found = one(line(serial="sn1", label="TAB 9", place="L’ARLEQUIN", since="01/09/2026", notes="Rayée"), unit())
        assert (found.fate, found.unit, found.place, found.since) == (Fate.CHANGED, 1, ARLEQUIN, dt.date(2026, 9, 1))
        assert found.changes == ("label", "place", "since", "notes")

    def test_by_its_label_when_it_has_no_serial_number_yet(self):
        found = one(line(serial="NEW", label="tab 1"), unit(serial=""))
        assert (found.fate, found.changes) == (Fate.CHANGED, ("serial", "label"))
        assert one(line(serial="", label="TAB 1"), unit()).fate == Fate.SAME

    def test_an_empty_cell_changes_nothing(self):
        assert one(line(notes="", owner="", since=""), unit(owner=7, notes="Rayée")).fate == Fate.SAME

    def test_a_model_is_added_once_with_its_sort(self):
        lines = [
            line(2, model="Robot", category="Drone", serial="A"),
            line(3, model="robot", category="", serial="B"),
        ]
        assert [(found.fate, found.category) for found in judged(lines, known())] == [(Fate.NEW, "drone")] * 2

    @pytest.mark.parametrize(
        ("said", "units", "words"),
        [
            ({"model": ""}, (), "Écrivez le modèle"),
            ({"model": "x" * 121}, (), "trop long"),
            ({"serial": "", "label": ""}, (), "numéro de série ou une étiquette"),
            ({"model": "Robot"}, (), "n’existe pas"),
            ({"model": "Robot", "category": "grue"}, (), "tablette, drone"),
            ({"model": "Minitel"}, (), "n’est plus prêté"),
            ({"place": ""}, (), "Écrivez le lieu"),
            ({"place": "Ailleurs"}, (), "n’est pas du réseau"),
            ({"place": "La Ruche"}, (), "ruche-est, ruche-ouest"),
            ({"place": "Montreynaud"}, (), "Vous ne répondez pas"),
            ({"owner": "Mairie"}, (), "n’est pas connue"),
            ({"since": "hier"}, (), "ne se lit pas"),
            ({"model": "Drone"}, (unit(),), "Tablette Galet 10"),
            ({"serial": "X", "label": "TAB 1"}, (unit(),), "SN1"),
            ({"label": "TAB 2"}, (unit(), unit(2, label="TAB 2", serial="SN2")), "déjà prise"),
            ({"label": "PC 1", "serial": ""}, (unit(2, model=0, label="PC 1", serial=""),), "déjà prise"),
            ({}, (unit(is_retired=True),), "a quitté le réseau"),
            ({}, (unit(place=OTHER),), "Vous ne répondez pas"),
        ],
    )
    def test_what_is_refused_says_what_to_do(self, said, units, words):
        found = one(line(**said), *units)
        assert found.fate == Fate.REFUSED
        assert words in str(found.reason)
        assert found.reason.in_("en") != str(found.reason)

    def test_a_manager_adds_no_model(self):
        assert one(line(model="Robot", category="drone"), may_add_models=False).fate == Fate.REFUSED

    def test_the_same_object_twice_keeps_the_first(self):
        lines = [line(2), line(3, serial="sn1"), line(4, serial="B", label="Z"), line(5, serial="C", label="z")]
        found = judged(lines, known())
        assert [one.fate for one in found] == [Fate.NEW, Fate.REFUSED, Fate.NEW, Fate.REFUSED]
        assert "ligne 2" in str(found[1].reason)


WORDS = st.sampled_from(["", "A", "a", "B", "C1", "Tab 1"])
LINES = st.builds(
    lambda serial, label, place, notes: {"serial": serial, "label": label, "place": place, "notes": notes},
    WORDS, WORDS, st.sampled_from(["Le Colibri", "L’Arlequin", "?"]), st.sampled_from(["", "Rayée"]),
)  # fmt: skip


@given(st.lists(LINES, max_size=8))
def test_once_written_the_same_lines_change_nothing(told):
    """Write what was judged new, then judge again: each line taken is known, each refused still is."""
    lines = [line(rank + 2, **said) for rank, said in enumerate(told)]
    first = judged(lines, known())
    units = [
        KnownUnit(
            rank, TABLET, one.place, one.line.said["label"] or f"auto {rank}", one.line.said["serial"],
            notes=one.line.said["notes"],
        )
        for rank, one in enumerate(first)
        if one.fate == Fate.NEW
    ]  # fmt: skip
    again = judged(lines, known(units))
    for before, after in zip(first, again, strict=True):
        assert after.fate == (Fate.REFUSED if before.fate == Fate.REFUSED else Fate.SAME)


@example("Œ")
@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)
