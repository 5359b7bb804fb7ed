"""A file that nobody has seen: which column is proposed for which field, why, and what comes out of it."""

import json
from collections.abc import Iterable
from dataclasses import fields
from importlib.resources import files
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maille.directory.mapping import (
    Mapping,
    Proposal,
    Row,
    Saved,
    Taken,
    apply_all,
    columns_signature,
    load_mapping_document,
    load_packaged_mapping,
    packaged_document,
    preview,
    propose,
    read_rows,
)
from maille.directory.record import NATIONAL_NAMES, PlaceRecord
from maille.territory.gazetteer import Gazetteer

SCHEMA = Path(__file__).parents[2] / "data" / "standard" / "places-v1.0.2.schema.json"
SEEN = ("bibliotheques", "conseiller-numerique", "france-services", "hinaura")
ABOUT = {"name": "essai", "title": "Essai", "snapshot": "2022-10"}


def rows_of(*rows: dict[str, object]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(rows, start=1)]


def columns_of(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row.cells))


def proposal_for(*rows: dict[str, object], **more: object) -> Proposal:
    listed = rows_of(*rows)
    return propose(columns_of(listed), listed, **more)  # type: ignore[arg-type]


def columns(proposal: Proposal, field: str) -> tuple[str, ...]:
    choice = proposal.choice(field)
    return choice.columns if choice else ()


def demo(name: str) -> tuple[Mapping, list[Row]]:
    mapping = load_packaged_mapping(name)
    data = files("maille.demo") / "data" / mapping.source.file
    return mapping, list(read_rows(data.read_bytes(), mapping))


def hidden(name: str) -> list[Saved]:
    """What is known when the file's own mapping is not."""
    return [Saved(other, packaged_document(other)) for other in SEEN if other != name]


def expected(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    """The columns a hand-written mapping reads for each field; constants are in no column."""
    found = {"key": mapping.key.columns}
    for field, rule in mapping.fields.items():
        conditions = tuple(one.column for one in rule.conditions)
        if rule.columns or conditions:
            found[field] = (*rule.columns, *conditions)
    if place := mapping.coordinates:
        found["position"] = (place.pair,) if place.pair else (place.latitude, place.longitude)
    if mapping.hours:
        found["hours"] = mapping.hours.week or (mapping.hours.column,)
    return found


def read_columns(proposal: Proposal) -> dict[str, set[str]]:
    return {one.field: {*one.columns, *(each.column for each in one.conditions)} for one in proposal.choices}


class TestRealFiles:
    @pytest.mark.parametrize(
        ("name", "right", "of", "alike"),
        [
            ("bibliotheques", 6, 9, 0.87),
            ("conseiller-numerique", 15, 16, 1.0),
            ("france-services", 12, 12, 1.0),
            ("hinaura", 15, 20, 0.88),
        ],
    )
    def test_a_file_whose_mapping_is_hidden_is_understood(
        self, name: str, right: int, of: int, alike: float, gazetteer: Gazetteer
    ) -> None:
        """`right` fields of the hand-written mapping come from the same columns; `alike` cells of its records."""
        mapping, rows = demo(name)
        proposal = propose(columns_of(rows), rows, saved=hidden(name), gazetteer=gazetteer)
        assert proposal.missing == ()
        assert proposal.recognised == ""
        wanted, found = expected(mapping), read_columns(proposal)
        same = [field for field, names in wanted.items() if found.get(field) == set(names)]
        assert (len(same), len(wanted)) >= (right, of), sorted({*wanted} - {*same})
        proposed = load_mapping_document(proposal.document(**ABOUT | {"snapshot": mapping.source.snapshot}), "essai")
        assert self.likeness(mapping, proposed, rows, gazetteer) >= alike

    def likeness(self, mapping: Mapping, proposed: Mapping, rows: list[Row], gazetteer: Gazetteer) -> float:
        pairs = zip(apply_all(mapping, rows, gazetteer), apply_all(proposed, rows, gazetteer), strict=True)
        same = total = 0
        for ours, theirs in pairs:
            if not isinstance(ours, Taken):
                continue
            for field in fields(PlaceRecord):
                value = getattr(ours.record, field.name)
                other = getattr(theirs.record, field.name) if isinstance(theirs, Taken) else None
                rule = mapping.fields.get(field.name)
                if not (rule and rule.constant) and (value or other):  # no column says a constant
                    total += 1
                    same += value == other
        return same / total

    def test_the_standard_s_own_columns_are_all_found(self, gazetteer: Gazetteer) -> None:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        cells: dict[str, object] = {field["name"]: field.get("example", "") for field in schema["fields"]}
        proposal = propose(list(cells), rows_of(cells), gazetteer=gazetteer)
        assert proposal.unmapped == ()
        for field, name in NATIONAL_NAMES.items():
            wanted = ("latitude", "longitude") if name in ("latitude", "longitude") else (name,)
            assert columns(proposal, "position" if len(wanted) == 2 else field) == wanted

    def test_the_first_rows_are_shown_as_they_will_be(self, gazetteer: Gazetteer) -> None:
        _, rows = demo("hinaura")
        proposal = propose(columns_of(rows), rows, gazetteer=gazetteer)
        shown = preview(load_mapping_document(proposal.document(**ABOUT), "essai"), rows, gazetteer)
        assert [one.line_number for one in shown] == list(range(1, 21))
        assert all(isinstance(one, Taken) for one in shown)


STREET = {"Où": "10 rue Félix Pyat", "Quoi": "Le Babet"}


class TestColumns:
    def test_cells_speak_when_names_do_not(self, gazetteer: Gazetteer) -> None:
        proposal = proposal_for(
            {
                "a": "04 77 33 33 92",
                "b": "epn@lebabet.fr",
                "c": "42000",
                "d": "Saint-Étienne",
                "e": "https://lebabet.fr",
            },
            {"a": "0477557272", "b": "x@y.fr", "c": "42160", "d": "Andrézieux-Bouthéon", "e": "www.y.fr"},
        )
        assert columns(proposal, "phone") == ("a",)
        assert columns(proposal, "emails") == ("b",)
        assert columns(proposal, "postal_code") == ("c",)
        assert columns(proposal, "commune_name") == ("d",)
        assert columns(proposal, "website") == ("e",)
        assert proposal.missing == ("key", "name")

    def test_names_are_read_in_english_too(self) -> None:
        row = {"Venue": "Le Babet", "Street address": "10 rue Félix Pyat", "City": "Saint-Étienne", "Zip code": "42000"}
        proposal = proposal_for(row | {"Opening hours": "lundi 9h-12h", "Last update": "04/10/2022"})
        assert columns(proposal, "name") == ("Venue",)
        assert columns(proposal, "address") == ("Street address",)
        assert columns(proposal, "commune_name") == ("City",)
        assert columns(proposal, "hours") == ("Opening hours",)
        choice = proposal.choice("updated_on")
        assert choice is not None
        assert choice.form == "%d/%m/%Y"

    def test_one_column_of_coordinates_is_a_pair_and_a_lone_latitude_is_nothing(self) -> None:
        proposal = proposal_for({"nom": "A", "gps": "45.43, 4.39"}, {"nom": "B", "gps": "45.44,4.38"})
        choice = proposal.choice("position")
        assert choice is not None
        assert (choice.columns, choice.form) == (("gps",), "pair")
        assert proposal_for({"nom": "A", "latitude": "45.43"}).choice("position") is None

    @pytest.mark.parametrize(
        ("names", "form"),
        [
            (("h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi"), "week"),
            (("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), "week"),
        ],
    )
    def test_a_column_for_each_day_is_a_week(self, names: tuple[str, ...], form: str) -> None:
        proposal = proposal_for({"nom": "A", **dict.fromkeys(reversed(names), "9h-12h")})
        choice = proposal.choice("hours")
        assert choice is not None
        assert (choice.columns, choice.form) == (names, form)

    def test_a_week_with_a_hole_is_not_guessed(self) -> None:
        assert proposal_for({"nom": "A", "mardi": "9h-12h", "jeudi": "9h-12h"}).choice("hours") is None

    def test_osm_hours_are_told_from_french(self) -> None:
        for text, form in (("Mo-Fr 09:00-12:00", "osm"), ("du lundi au vendredi 9h-12h", "french")):
            choice = proposal_for({"nom": "A", "horaires": text}).choice("hours")
            assert choice is not None
            assert choice.form == form

    def test_remarks_on_the_hours_go_with_them(self) -> None:
        row = {"nom": "A", "horaires": "lundi 9h-12h", "commentaire": "Fermé le dernier lundi du mois"}
        choice = proposal_for(row).choice("hours")
        assert choice is not None
        assert choice.notes == "commentaire"

    def test_what_nothing_reads_is_listed(self) -> None:
        assert proposal_for(STREET | {"nom": "A", "surface": "400.0"}).unmapped == ("Quoi", "surface")

    def test_an_empty_table_proposes_by_names_alone(self) -> None:
        proposal = propose(["nom", "adresse", "code postal", "ville"], [])
        assert columns(proposal, "name") == ("nom",)
        assert proposal.missing == ()


class TestKey:
    def test_a_column_that_numbers_the_places(self) -> None:
        choice = proposal_for({"nom": "A", "ref": "7.0"}, {"nom": "B", "ref": "8.0"}).choice("key")
        assert choice is not None
        assert (choice.columns, choice.form, choice.number) == (("ref",), "", True)

    def test_without_one_name_and_address_are_it_as_words(self) -> None:
        choice = proposal_for({"nom": "A", "adresse": "1 rue X"}, {"nom": "A", "adresse": "2 rue X"}).choice("key")
        assert choice is not None
        assert (choice.columns, choice.form) == (("nom", "adresse"), "words")

    def test_an_identifier_that_stands_twice_is_told(self) -> None:
        rows = [{"id": str(number), "nom": f"Lieu {number}"} for number in range(20)]
        choice = proposal_for(*rows, {"id": "3", "nom": "Autre"}).choice("key")
        assert choice is not None
        assert choice.columns == ("id",)
        assert "une fois" not in choice.reasons[-1].in_("fr")
        assert "1\u00a0valeur s’y répète" in choice.reasons[-1].in_("fr")
        assert "twice" in choice.reasons[-1].in_("en")


class TestWords:
    def test_words_are_cut_and_translated_by_what_is_sure_then_by_what_is_alike(self) -> None:
        proposal = proposal_for(
            {"services": "Prendre en main un ordinateur;Accéder à du matériel"},
            {"services": "Réseau wifi;Utilisation securisee du numerique;Yoga"},
        )
        choice = proposal.choice("services")
        assert choice is not None
        assert choice.separators == (";",)
        found = {one.word: (one.values, one.how) for one in choice.values}
        assert found["Prendre en main un ordinateur"] == (("Maîtrise des outils numériques du quotidien",), "alias")
        assert found["Réseau wifi"] == (("Accès internet et matériel informatique",), "close")
        assert found["Utilisation securisee du numerique"] == (("Utilisation sécurisée du numérique",), "close")
        assert found["Yoga"] == ((), "none")

    def test_a_column_of_yes_and_no_says_the_value_of_its_name(self) -> None:
        proposal = proposal_for({"Conseiller numérique": "Oui"}, {"Conseiller numérique": "Non"})
        choice = proposal.choice("programmes")
        assert choice is not None
        (condition,) = choice.conditions
        assert (condition.equals, condition.values) == (("Oui",), ("Conseillers numériques",))
        assert proposal.choice("roaming") is None

    def test_the_words_of_earlier_mappings_are_known(self) -> None:
        known = Saved("avant", {"fields": {"costs": {"values": {"À prix libre": ["Payant"]}}}}, signature="autre")
        choice = proposal_for({"tarif": "À prix libre"}, saved=[known]).choice("costs")
        assert choice is not None
        assert [(one.values, one.how) for one in choice.values] == [(("Payant",), "alias")]


class TestPeopleDecide:
    ROWS = ({"nom": "A", "titre": "B", "tarif": "Troc", "ville": "Feurs"},)

    def test_a_chosen_column_wins_and_no_column_leaves_the_field_out(self) -> None:
        proposal = proposal_for(*self.ROWS, chosen={"name": ("titre",), "commune_name": ()})
        assert columns(proposal, "name") == ("titre",)
        assert proposal.choice("commune_name") is None
        assert proposal.missing == ("commune_name",)
        assert proposal.unmapped == ("nom", "ville")

    def test_a_chosen_meaning_wins_and_none_is_left_aside_silently(self) -> None:
        rows = [{"tarif": "Troc;Gratuit;Don"}]
        proposal = proposal_for(*rows, chosen_values={"costs": {"Troc": ("Payant",), "Don": ()}})
        rule = proposal.document(**ABOUT)["fields"]["costs"]
        assert rule["values"] == {"Troc": ["Payant"]}
        assert rule["ignored"] == ["Don"]

    def test_a_known_file_proposes_its_saved_mapping_whole(self, gazetteer: Gazetteer) -> None:
        _, rows = demo("hinaura")
        saved = [Saved(name, packaged_document(name)) for name in SEEN]
        proposal = propose(columns_of(rows), rows, saved=saved, gazetteer=gazetteer)
        assert proposal.recognised == "hinaura"
        document, known = proposal.document(**ABOUT), packaged_document("hinaura")
        assert document["source"]["name"] == "essai"
        assert {**document, "source": 0} == {**known, "source": 0}

    def test_a_change_to_a_known_mapping_changes_that_field_alone(self, gazetteer: Gazetteer) -> None:
        _, rows = demo("hinaura")
        saved = [Saved("hinaura", packaged_document("hinaura"))]
        chosen: dict[str, tuple[str, ...]] = {"phone": (), "name": ("Ville *",), "position": ()}
        proposal = propose(columns_of(rows), rows, saved=saved, gazetteer=gazetteer, chosen=chosen)
        document, known = proposal.document(**ABOUT), packaged_document("hinaura")
        assert document["fields"].pop("name") == {"columns": ["Ville *"]}
        assert "phone" not in document["fields"]
        assert "coordinates" not in document
        assert document["fields"].items() <= known["fields"].items()
        assert document["hours"] == known["hours"]

    def test_the_same_columns_in_another_order_are_the_same_file(self) -> None:
        document = {**packaged_document("hinaura"), "key": {"columns": ["a"]}}
        saved = [Saved("ancien", document, columns_signature(["a", "b"])), Saved("b", document, "x")]
        assert propose(["b", "a"], [], saved=saved).recognised == "ancien"
        assert propose(["b", "c"], [], saved=saved).recognised == ""


ANYTHING = st.none() | st.text(max_size=30) | st.integers() | st.floats() | st.lists(st.text(max_size=8), max_size=3)
NAMES = st.sampled_from(["id", "nom", "tél", "cp", "ville", "services", "lundi", "lat", "lon", "Horaires", "?", "type"])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=st.lists(st.dictionaries(NAMES, ANYTHING, max_size=6), max_size=5))
def test_whatever_is_proposed_is_a_mapping_that_can_be_used(
    rows: list[dict[str, object]], gazetteer: Gazetteer
) -> None:
    listed = rows_of(*rows)
    proposal = propose(columns_of(listed), listed, gazetteer=gazetteer)
    if proposal.missing:
        return
    mapping = load_mapping_document(proposal.document(**ABOUT), "essai")
    assert set(mapping.columns()) | set(proposal.unmapped) == set(columns_of(listed))
    assert len(list(islice(apply_all(mapping, listed, gazetteer), 10))) == len(listed)
    assert proposal.explain("fr") != proposal.explain("en") or not proposal.choices
