"""One line after the other: taken with its remarks, or kept whole with its reason."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maille.directory.mapping import Kept, Mapping, Outcome, Remark, Row, Taken, apply, apply_all, load_mapping
from maille.language.phrases import as_written
from maille.territory.gazetteer import Gazetteer

from .conftest import PLACE, Read, never_french, never_week

Reader = Callable[..., Outcome]


def taken(outcome: Outcome) -> Taken:
    assert isinstance(outcome, Taken), outcome
    return outcome


def kept(outcome: Outcome) -> Kept:
    assert isinstance(outcome, Kept), outcome
    assert str(outcome.reason).endswith(".")
    return outcome


def sentences(outcome: Outcome, field: str) -> str:
    return " ".join(str(remark.sentence) for remark in taken(outcome).remarks if remark.field == field)


class TestWhatIsTaken:
    def test_takes_a_plain_place_without_a_remark(self, read_place: Reader) -> None:
        outcome = taken(read_place("[fields.address]\nconstant = '10 rue Félix Pyat'"))
        assert outcome.remarks == ()
        assert outcome.record.key == "1"
        assert (outcome.record.insee_code, outcome.record.commune_name) == ("42218", "Saint-Étienne")
        assert outcome.record.updated_on == date(2022, 10, 1)
        assert outcome.record.source == "Essai"

    def test_a_number_is_welcome_as_a_text(self, read_place: Reader) -> None:
        assert taken(read_place(cp=42000, id=7)).record.postal_code == "42000"

    def test_a_lost_zero_comes_back_to_the_postal_code(self, read_place: Reader) -> None:
        outcome = read_place(ville="Bourg-en-Bresse", cp=1000)
        assert taken(outcome).record.postal_code == "01000"
        assert "cinq chiffres" in sentences(outcome, "postal_code")

    def test_a_cedex_code_becomes_the_commune_s_only_one_or_is_kept(self, read_place: Reader) -> None:
        outcome = read_place(ville="Montbrison Cedex", cp="42605")
        assert taken(outcome).record.postal_code == "42600"
        assert "seul code postal" in sentences(outcome, "postal_code")
        outcome = read_place(ville="SAINT ETIENNE CEDEX 1", cp="42001")
        assert taken(outcome).record.postal_code == "42001"
        assert "gardé tel quel" in sentences(outcome, "postal_code")

    def test_each_way_of_knowing_the_commune_is_told(self, read_place: Reader) -> None:
        assert "malgré l’orthographe" in sentences(read_place(ville="Andrezieu Boutheon", cp="42160"), "commune_name")
        assert "Ancienne commune" in sentences(read_place(ville="Terrenoire", cp="42100"), "commune_name")
        assert "officiel géographique" in sentences(read_place(ville="ST ETIENNE"), "commune_name")
        assert "du code postal" in sentences(read_place(ville="Zone du Stelytec", cp="42400"), "commune_name")

    def test_the_insee_code_wins_unless_name_and_postal_code_agree_against_it(self, read_place: Reader) -> None:
        more = "[fields.insee_code]\ncolumns = ['insee']"
        assert taken(read_place(more, insee="42207", ville="Ville", cp="42400")).record.insee_code == "42207"
        outcome = read_place(more, insee="03138")
        assert taken(outcome).record.insee_code == "42218"
        assert "corrigé" in sentences(outcome, "insee_code")

    @pytest.mark.parametrize(
        ("written", "street", "complement"),
        [
            ("53 Rue Albert Thomas, 42000 SAINT ETIENNE", "53 Rue Albert Thomas", ""),
            ("La Comète \n7 Avenue Loubet", "7 Avenue Loubet", "La Comète"),
            ("Place de la Gare\n42 000\nSt-Étienne", "Place de la Gare", ""),
            ("Mairie\nle bourg", "Mairie, le bourg", ""),
            ("12 rue du 42100 Régiment", "12 rue du 42100 Régiment", ""),
            ("44 Rue de la Tête Noire,", "44 Rue de la Tête Noire", ""),
        ],
    )
    def test_an_address_is_a_street(self, read_place: Reader, written: str, street: str, complement: str) -> None:
        outcome = taken(read_place("[fields.address]\ncolumns = ['adresse']", adresse=written))
        assert (outcome.record.address, outcome.record.address_complement) == (street, complement)
        assert bool(sentences(outcome, "address")) == (street != written)

    def test_a_fallback_column_is_told_and_not_said_twice(self, read_place: Reader) -> None:
        more = (
            "[fields.address]\ncolumns = ['voie']\nfallback = ['lieu']\n"
            "[fields.address_complement]\ncolumns = ['lieu', 'batiment']\njoin = ', '"
        )
        outcome = taken(read_place(more, voie="", lieu="Le Bourg", batiment="Mairie"))
        assert (outcome.record.address, outcome.record.address_complement) == ("Le Bourg", "Mairie")
        assert "«\u00a0lieu\u00a0»" in sentences(outcome, "address")

    def test_words_become_national_values_in_the_national_order(self, read_place: Reader) -> None:
        more = (
            "[fields.costs]\ncolumns = ['tarif']\nseparators = [';']\nignored = ['Adhésion']\n"
            "[fields.costs.values]\n'À prix libre' = ['Payant', 'Gratuit sous condition']\n"
            "[[fields.costs.conditions]]\ncolumn = 'gratuit'\nequals = ['Oui']\nadd = ['Gratuit']"
        )
        outcome = taken(read_place(more, tarif="à prix  libre;adhésion;PAYANT;Troc", gratuit="oui"))
        assert outcome.record.costs == ("Gratuit", "Gratuit sous condition", "Payant")
        assert [remark.before for remark in outcome.remarks if remark.field == "costs"] == ["Troc"]
        assert taken(read_place(more, tarif=["Payant", "Gratuit"], gratuit="non")).record.costs == ("Gratuit", "Payant")

    def test_html_and_wiki_marks_are_taken_off_and_told(self, read_place: Reader) -> None:
        more = (
            "[fields.description]\ncolumns = ['texte']\nstrip_html = true\n"
            "remove = ['\\{\\{[^}]*\\}\\}']\n[fields.description.replace]\n'\"\"' = '\"'"
        )
        outcome = taken(read_place(more, texte='<b>Le</b> ""Lab""{{attach x}}'))
        assert outcome.record.description == 'Le "Lab"'
        assert "Balises HTML" in sentences(outcome, "description")
        assert "Signes parasites" in sentences(outcome, "description")

    def test_a_long_summary_is_shortened_and_told(self, read_place: Reader) -> None:
        outcome = taken(read_place("[fields.summary]\ncolumns = ['texte']", texte="mot " * 200))
        assert len(outcome.record.summary) <= 280
        assert "280 caractères" in sentences(outcome, "summary")

    def test_contacts_and_identifier_that_are_wrong_are_left_out_and_told(self, read_place: Reader) -> None:
        more = "".join(f"[fields.{name}]\ncolumns = ['{name}']\n" for name in ("phone", "emails", "website", "pivot"))
        wrong = {"phone": "3960", "emails": "a@b", "website": "javascript:alert(1)", "pivot": "79200000000000"}
        outcome = taken(read_place(more, **wrong))
        record = outcome.record
        assert (record.phone, record.emails, record.website, record.pivot) == ("", (), "", "")
        for field in wrong:
            assert sentences(outcome, field), field

    def test_only_the_first_phone_is_kept_and_the_others_are_told(self, read_place: Reader) -> None:
        outcome = taken(read_place("[fields.phone]\ncolumns = ['tel']", tel="04 77 33 33 92 / 06 12 34 56 78"))
        assert outcome.record.phone == "+33477333392"
        assert "+33612345678" in sentences(outcome, "phone")

    def test_a_date_that_cannot_be_read_is_the_file_s(self, read_place: Reader) -> None:
        more = "[fields.updated_on]\ncolumns = ['maj']"
        assert taken(read_place(more, maj="2021-03-04")).record.updated_on == date(2021, 3, 4)
        outcome = read_place(more, maj="jeudi")
        assert taken(outcome).record.updated_on == date(2022, 10, 1)
        assert "celle du fichier" in sentences(outcome, "updated_on")

    def test_a_position_out_of_the_commune_is_left_out_and_told(self, read_place: Reader) -> None:
        outcome = taken(read_place("[coordinates]\npair = 'gps'", gps="48.8566, 2.3522"))
        assert outcome.record.latitude is None
        assert "Position laissée de côté" in sentences(outcome, "latitude")
        outcome = taken(read_place("[coordinates]\nlatitude = 'y'\nlongitude = 'x'", x="45.43", y="4.38"))
        assert (outcome.record.latitude, outcome.record.longitude) == (45.43, 4.38)
        assert "Position corrigée" in sentences(outcome, "latitude")

    def test_empty_words_of_the_source_are_empty(
        self, write_mapping: Callable[..., Path], gazetteer: Gazetteer
    ) -> None:
        path = write_mapping(
            "[fields.phone]\ncolumns = ['tel']", **{'format = "json"': 'format = "json"\nempty_values = ["NC"]'}
        )
        outcome = apply(load_mapping(path), Row(1, PLACE | {"tel": " nc "}), gazetteer)
        assert sentences(outcome, "phone") == ""


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("cells", "reason"),
        [
            ({"id": ""}, "identifiant est vide"),
            ({"nom": None}, "pas de nom"),
            ({"nom": ["a", "b"]}, "une liste au lieu d’un seul texte"),
            ({"nom": {"fr": "a"}}, "autre chose qu’un texte"),
            ({"nom": "x" * 1_000_000}, "1\u202f000\u202f000\u00a0caractères"),
            ({"ville": "", "cp": ""}, "Ni commune ni code postal"),
            ({"ville": "Blois", "cp": "42000"}, "Blois est dans le 41, et 42000 est ailleurs"),
            ({"ville": "Nulle-Part", "cp": "99999"}, "«\u00a099999 Nulle-Part\u00a0»"),
            ({"ville": "Saint-Étienne", "cp": ""}, "Aucune commune|Il manque le code postal"),
        ],
    )
    def test_keeps_the_whole_row_and_says_why(self, read_place: Reader, cells: dict[str, object], reason: str) -> None:
        outcome = kept(read_place(**cells))
        assert any(part in str(outcome.reason) for part in reason.split("|")), outcome.reason
        assert outcome.row == PLACE | cells

    def test_keeps_a_row_without_its_key_column(self, mapping: Mapping, gazetteer: Gazetteer) -> None:
        cells = {name: value for name, value in PLACE.items() if name != "id"}
        assert "identifiant" in str(kept(apply(mapping, Row(3, cells), gazetteer)).reason)

    def test_keeps_an_empty_row_and_one_that_could_not_be_read(self, mapping: Mapping, gazetteer: Gazetteer) -> None:
        kept(apply(mapping, Row(1, {}), gazetteer))
        damaged = as_written("Ligne abîmée.")
        assert kept(apply(mapping, Row(2, PLACE, damaged), gazetteer)).reason == damaged

    def test_keeps_what_the_mapping_says_is_not_a_place(self, read_place: Reader) -> None:
        more = "[[skip]]\ncolumn = 'type'\nequals = ['Siège']\nreason = 'Un siège n’accueille personne.'"
        assert str(kept(read_place(more, type=" SIÈGE ")).reason) == "Un siège n’accueille personne."
        taken(read_place(more, type="Antenne"))

    def test_keeps_the_second_of_two_lines_under_one_key(self, mapping: Mapping, gazetteer: Gazetteer) -> None:
        rows = [Row(4, PLACE), Row(5, PLACE | {"nom": "Autre"}), Row(6, PLACE | {"id": "2"})]
        first, second, third = apply_all(mapping, rows, gazetteer)
        taken(first)
        assert "ligne 4" in str(kept(second).reason)
        taken(third)


class TestKeys:
    def read(self, write_mapping: Callable[..., Path], gazetteer: Gazetteer, key: str, **cells: object) -> str:
        path = write_mapping(**{'[key]\ncolumns = ["id"]': f"[key]\n{key}"})
        return taken(apply(load_mapping(path), Row(1, PLACE | cells), gazetteer)).record.key

    def test_words_make_a_key_where_there_is_no_identifier(
        self, write_mapping: Callable[..., Path], gazetteer: Gazetteer
    ) -> None:
        key = 'columns = ["nom", "cp"]\nas_words = true'
        assert self.read(write_mapping, gazetteer, key, nom="L'Été") == "l-ete--42000"

    def test_a_long_key_or_one_of_another_alphabet_stays_distinct(
        self, write_mapping: Callable[..., Path], gazetteer: Gazetteer
    ) -> None:
        key = 'columns = ["nom"]\nas_words = true'
        first = self.read(write_mapping, gazetteer, key, nom="mot " * 60 + "un")
        second = self.read(write_mapping, gazetteer, key, nom="mot " * 60 + "deux")
        assert first != second
        assert max(len(first), len(second)) <= 120
        assert self.read(write_mapping, gazetteer, key, nom="数字") != self.read(
            write_mapping, gazetteer, key, nom="図書館"
        )

    def test_a_decimal_that_a_table_program_added_goes(
        self, write_mapping: Callable[..., Path], gazetteer: Gazetteer
    ) -> None:
        assert self.read(write_mapping, gazetteer, 'columns = ["id"]\nnumber = true', id="7964.0") == "7964"


class TestHours:
    WEEK = "[hours]\nweek = ['lu', 'ma', 'me', 'je', 've']\nnotes = 'note'"

    def read(
        self, write_mapping: Callable[..., Path], more: str, answer: Read, **cells: object
    ) -> tuple[Taken, list[object]]:
        asked: list[object] = []

        def french(text: str) -> Read:
            asked.append(text)
            return answer

        def week(days: Sequence[str]) -> Read:
            asked.append(list(days))
            return answer

        mapping = load_mapping(write_mapping(more))
        return taken(apply(mapping, Row(1, PLACE | cells), Gazetteer.load(), read_french=french, read_week=week)), asked

    def test_a_week_is_read_as_seven_days(self, write_mapping: Callable[..., Path]) -> None:
        cells = {"lu": "9h-12h", "ma": "", "me": None, "je": "", "ve": "14h-17h", "note": ""}
        outcome, asked = self.read(write_mapping, self.WEEK, Read("Mo 09:00-12:00"), **cells)
        assert asked == [["9h-12h", "", "", "", "14h-17h", "", ""]]
        assert (outcome.record.hours, outcome.record.hours_text) == ("Mo 09:00-12:00", "")

    def test_a_week_that_loses_meaning_stays_text_and_says_so(self, write_mapping: Callable[..., Path]) -> None:
        cells = {"lu": "9h-12h", "ma": "sur rendez-vous"}
        outcome, _ = self.read(write_mapping, self.WEEK, Read(None, as_written("le rendez-vous se perdrait")), **cells)
        assert outcome.record.hours == ""
        assert outcome.record.hours_text == "Lundi\u00a0: 9h-12h\nMardi\u00a0: sur rendez-vous"
        assert "le rendez-vous se perdrait" in sentences(outcome, "hours")

    def test_a_note_keeps_the_whole_as_text(self, write_mapping: Callable[..., Path]) -> None:
        outcome, asked = self.read(write_mapping, self.WEEK, Read("Mo off"), lu="9h-12h", note="Sauf le dernier lundi.")
        assert asked == []
        assert outcome.record.hours_text == "Lundi\u00a0: 9h-12h\nSauf le dernier lundi."
        assert sentences(outcome, "hours")

    def test_no_hours_ask_nothing_and_tell_nothing(self, write_mapping: Callable[..., Path]) -> None:
        outcome, asked = self.read(write_mapping, self.WEEK, Read("Mo off"))
        assert asked == []
        assert (outcome.record.hours, outcome.record.hours_text, sentences(outcome, "hours")) == ("", "", "")

    def test_one_column_is_french_or_already_the_notation(self, write_mapping: Callable[..., Path]) -> None:
        french = "[hours]\ncolumn = 'horaires'"
        outcome, asked = self.read(
            write_mapping, french, Read("Mo-Fr 09:00-12:00"), horaires="du lundi au vendredi 9h-12h"
        )
        assert (asked, outcome.record.hours) == (["du lundi au vendredi 9h-12h"], "Mo-Fr 09:00-12:00")
        osm = f"{french}\nnotation = 'osm'"
        outcome, asked = self.read(write_mapping, osm, Read(None), horaires="We 09:00-12:00")
        assert (asked, outcome.record.hours) == ([], "We 09:00-12:00")
        outcome, _ = self.read(write_mapping, osm, Read(None), horaires="tous les matins")
        assert (outcome.record.hours, outcome.record.hours_text) == ("", "tous les matins")
        assert "OpenStreetMap" in sentences(outcome, "hours")


class TestWhatIsSaid:
    MORE = (
        "[fields.phone]\ncolumns = ['tel']\n[fields.costs]\ncolumns = ['tarif']\n[hours]\ncolumn = 'quand'\n"
        "[coordinates]\npair = 'gps'"
    )

    def test_a_remark_is_kept_and_comes_back_in_both_languages(self, read_place: Reader) -> None:
        cells = {"tel": "3960", "tarif": "Troc", "quand": "le matin", "gps": "48.85, 2.35", "ville": "ST ETIENNE"}
        remarks = taken(read_place(self.MORE, **cells)).remarks
        assert len(remarks) >= 5
        for remark in remarks:
            kept = json.loads(json.dumps(remark.to_json()))
            assert Remark.from_json(kept) == remark
            assert kept["text"] == remark.sentence.in_("fr") != remark.sentence.in_("en")

    def test_a_refusal_is_said_in_english_too(self, read_place: Reader) -> None:
        reason = kept(read_place(ville="Blois", cp="42000")).reason
        assert reason.in_("en") == ("Blois is in 41, and 42000 is elsewhere; correct one of them.")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
EVERYTHING = """
[fields.address]
columns = ["x"]
[fields.phone]
columns = ["x"]
[fields.emails]
columns = ["x"]
[fields.website]
columns = ["x"]
[fields.pivot]
columns = ["x"]
[fields.description]
columns = ["x"]
strip_html = true
[fields.services]
columns = ["x"]
separators = [","]
[coordinates]
pair = "x"
[hours]
column = "x"
"""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(x=ANYTHING, cells=st.dictionaries(st.sampled_from(sorted(PLACE)), ANYTHING))
def test_any_cell_at_all_gives_an_outcome(
    write_mapping: Callable[..., Path], gazetteer: Gazetteer, x: object, cells: dict[str, object]
) -> None:
    everything = load_mapping(write_mapping(EVERYTHING))
    row = Row(1, PLACE | {"x": x} | cells)
    outcome = apply(everything, row, gazetteer, read_french=never_french, read_week=never_week)
    assert isinstance(outcome, Taken) or (outcome.reason and outcome.row == row.cells)
