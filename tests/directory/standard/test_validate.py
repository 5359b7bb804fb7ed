"""Our judgement of a file is the official validator's: error for error on every cell, and a sentence for each."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from frictionless import Schema as OfficialSchema
from hypothesis import given
from hypothesis import strategies as st

from maille.directory.files import read_table
from maille.directory.standard import Finding, detect_version, load_schema, validate
from maille.directory.standard.cells import refusals
from maille.directory.standard.schema import V0, V1, Column

DATA = Path(__file__).parents[2] / "data" / "standard"
EXAMPLE = (DATA / "exemple-valide.csv").read_text(encoding="utf-8")
VALID = next(csv.DictReader(io.StringIO(EXAMPLE)))
OFFICIAL = {
    V1: OfficialSchema.from_descriptor(json.loads((DATA / "places-v1.0.2.schema.json").read_text(encoding="utf-8"))),
    V0: OfficialSchema.from_descriptor(json.loads((DATA / "places-v0.1.1.schema.json").read_text(encoding="utf-8"))),
}
NAME = "2026-11-25_43493312300029_lieux-de-mediation-numerique_marne.csv"


def file_of(*changes: dict[str, str], columns: Iterable[str] = tuple(VALID)) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(VALID | change for change in changes)
    return out.getvalue().encode()


def findings(data: bytes, *, name: str = NAME, today: date | None = None) -> list[Finding]:
    return list(validate(read_table(data, name=name), today=today))


def errors(found: list[Finding]) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.code) for each in found if each.is_error]


def test_the_packaged_schemas_are_the_official_ones() -> None:
    packaged = Path(__file__).parents[3] / "maille" / "directory" / "standard" / "schemas"
    for ours, theirs in [
        ("places-v1.0.2.json", "places-v1.0.2.schema.json"),
        ("places-v0.1.json", "places-v0.1.1.schema.json"),
    ]:
        assert (packaged / ours).read_bytes() == (DATA / theirs).read_bytes()


def test_the_official_example_is_valid_and_its_doubts_are_few() -> None:
    found = findings(EXAMPLE.encode())
    assert errors(found) == []
    assert [each.code for each in found] == []


MUTATED = st.one_of(
    st.text(max_size=30),
    st.text("0123456789+-. |;,éJjFW\n", max_size=16),
    st.sampled_from(
        ["", " ", "NaN", "1_000", "١٢٣٤٥", "Jeunes\n", "|Jeunes", "Foo|Jeunes", "ORDI 350", "42000\n", "2024-4-2"]
    ),
)


@pytest.mark.parametrize("version", [V1, V0])
@given(data=st.data())
def test_a_cell_is_refused_here_when_and_only_when_the_official_validator_refuses_it(
    version: str, data: st.DataObject
) -> None:
    schema = load_schema(version)
    column: Column = data.draw(st.sampled_from(schema.columns))
    from_list = st.lists(st.sampled_from(column.choices or ("x",)), max_size=3).map((column.separator or "|").join)
    cell = data.draw(st.one_of(MUTATED, from_list, st.just(column.example)))
    assert_same(version, column, cell)


def assert_same(version: str, column: Column, cell: str) -> None:
    _, notes = OFFICIAL[version].get_field(column.name).read_cell(cell)
    ours = list(refusals(column, cell))
    assert bool(ours) == bool(notes), (column.name, cell, notes)
    assert all(phrase.in_("fr").endswith(".") and phrase.in_("en").endswith(".") for phrase in ours)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("formations_labels", "Étapes numériques (La Poste)"),
        ("formations_labels", "Étapes numériques(La Poste)"),
        ("formations_labels", "ORDI 3X0"),
        ("publics_specifiquement_adresses", "|Jeunes"),
        ("publics_specifiquement_adresses", "Foo|Jeunes"),
        ("publics_specifiquement_adresses", "Jeunes;Femmes"),
        ("publics_specifiquement_adresses", "Jeunes|"),
        ("pivot", "00000000000000"),
        ("pivot", "434 933 123 00029"),
        ("telephone", "+33 1 80 05 98 80"),
        ("telephone", "+330180059880"),
        ("telephone", "3960"),
        ("code_insee", "2A004"),
        ("code_insee", "2C004"),
        ("latitude", "45,43"),
        ("latitude", " 45.43 "),
        ("date_maj", "02/04/2024"),
        ("presentation_resume", "x" * 281),
        ("id", ""),
        ("nom", " "),
    ],
)
def test_the_known_traps_are_judged_alike(name: str, cell: str) -> None:
    assert_same(V1, load_schema(V1).by_name[name], cell)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("publics_specifiquement_adresses", "jeunes|Femmes", "écrivez «\u00a0Jeunes\u00a0»"),
        ("publics_specifiquement_adresses", "Jeunes;Femmes", "sépare les valeurs par «\u00a0;\u00a0»"),
        ("formations_labels", "Étapes numériques (La Poste)", "écrivez «\u00a0Étapes numériques(La Poste)\u00a0»"),
        ("services", "Réparation de vélos", "choisissez parmi «\u00a0Aide aux démarches administratives\u00a0»"),
        ("telephone", "04 77 33 22 22", "par exemple «\u00a0+33180059880\u00a0»"),
        ("code_postal", "4200", "cinq chiffres"),
        ("latitude", "45,43", "un point"),
        ("date_maj", "25/11/2026", "année-mois-jour"),
        ("nom", "", "nom\u00a0» est vide"),
        ("presentation_resume", "x" * 300, "300\u00a0caractères"),
    ],
)
def test_a_refused_cell_is_told_with_its_line_its_column_and_its_remedy(column: str, value: str, said: str) -> None:
    (found,) = [each for each in findings(file_of({}, {"id": "2", column: value})) if each.is_error]
    assert (found.line, found.column, found.value) == (3, column, value)
    assert found.sentence().startswith(f"Ligne 3, {column}\u00a0: ")
    assert said in found.sentence()
    assert found.sentence("en").startswith(f"Line 3, {column}: ")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("pivot", "00000000000000", "no_pivot"),
        ("pivot", "79200000000000", "siret_lost"),
        ("pivot", "43493312300028", "siret_key"),
        ("pivot", "434933123", "siren"),
        ("pivot", "ABCDEFGHIJ", "odd_pivot"),
        ("typologie", "PE", "typology"),
        ("typologie", "CHATEAU", "typology"),
        ("horaires", "du lundi au vendredi 9h-12h", "hours"),
        ("site_web", "www.exemple.fr", "url"),
        ("courriels", "contact chez exemple", "email"),
        ("latitude", "", "half_position"),
        ("latitude", "NaN", "far_position"),
        ("latitude", "145.2", "far_position"),
        ("publics_specifiquement_adresses", "|Jeunes", "stray_separator"),
        ("publics_specifiquement_adresses", "Jeunes|Jeunes", "value_twice"),
        ("nom", "M\ufffddiathèque", "damaged"),
        ("nom", " ", "blank"),
        ("commune", "Reims ", "spaces"),
        ("date_maj", "2030-01-01", "future"),
    ],
)
def test_what_is_legal_and_likely_wrong_is_a_warning(column: str, value: str, code: str) -> None:
    found = findings(file_of({"pivot": "35600000000048", column: value}), today=date(2026, 11, 25))
    assert errors(found) == []
    assert code in [each.code for each in found if each.line == 2]


@pytest.mark.parametrize("pivot", ["35600000049837", "W421234567"])
def test_the_siret_of_la_poste_and_an_rna_are_no_doubt(pivot: str) -> None:
    assert findings(file_of({"pivot": pivot})) == []


def test_null_island_is_told_once() -> None:
    found = findings(file_of({"pivot": "W421234567", "latitude": "0", "longitude": "0.0"}))
    assert [each.code for each in found] == ["null_position"]


def test_an_identifier_twice_is_told_on_the_second_line() -> None:
    found = findings(file_of({}, {"id": "b"}, {}))
    assert errors(found) == [(4, "id", "id_twice")]
    assert "ligne 2" in next(each for each in found if each.is_error).sentence()


def test_the_header_is_that_of_the_standard_in_its_order() -> None:
    columns = [*list(VALID)[1:3], "id", *[name for name in list(VALID)[3:] if name != "prise_rdv"], "note"]
    assert errors(findings(file_of({}, columns=columns))) == [
        (0, "prise_rdv", "missing_column"),
        (0, "note", "extra_column"),
        (0, "pivot", "misplaced_column"),
        (0, "nom", "misplaced_column"),
        (0, "id", "misplaced_column"),
    ]


def test_a_fault_of_the_file_costs_its_line_only() -> None:
    data = file_of({}).decode() + "ragged,line\n" + file_of({"id": "3", "code_postal": "x"}).decode().split("\n", 1)[1]
    assert errors(findings(data.encode())) == [(3, "", "line"), (4, "code_postal", "postal_code")]


def test_a_file_of_something_else_is_one_sentence() -> None:
    (found,) = findings(b"titre,auteur\nx,y\n")
    assert found.code == "not_the_standard"


def test_a_header_alone_is_no_file() -> None:
    assert errors(findings(file_of())) == [(0, "", "no_line")]


@pytest.mark.parametrize(
    ("data", "name", "codes"),
    [
        (EXAMPLE.encode(), "lieux.csv", ["file_name"]),
        (EXAMPLE.encode(), "2026-13-25_43493312300029_lieux-de-mediation-numerique_x.csv", ["file_name"]),
        (EXAMPLE.encode("cp1252"), NAME, ["file_kind"]),
        (json.dumps([VALID]).encode(), NAME, ["file_kind"]),
    ],
)
def test_the_name_and_the_kind_of_the_file_are_warnings(data: bytes, name: str, codes: list[str]) -> None:
    found = findings(data, name=name)
    assert [each.code for each in found] == codes
    assert errors(found) == []


def test_versions_are_told_apart_by_their_columns() -> None:
    assert detect_version(load_schema(V1).names) == V1
    assert detect_version(load_schema(V0).names) == V0
    assert detect_version(["id", "nom", "commune", "code_postal", "adresse", "date_maj"]) == V1
    assert detect_version(["id", "title"]) == ""
