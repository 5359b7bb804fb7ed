"""From v0.1 to v1: every value of the old lists finds its place or is told."""

import json
from pathlib import Path

import pytest

from maille.directory.standard import load_schema, migrate
from maille.directory.standard.cells import refusals
from maille.directory.standard.migrate import RENAMED, SPLIT
from maille.directory.standard.schema import V0, V1

CNFS = Path(__file__).parents[3] / "maille" / "demo" / "data" / "conseiller-numerique-loire-2022-12.json"


def test_every_old_value_has_an_answer_that_v1_accepts() -> None:
    new = load_schema(V1).by_name
    for name, column in load_schema(V0).by_name.items():
        if not column.choices:
            continue
        assert set(SPLIT[name]) == set(column.choices)
        for target in SPLIT[name].values():
            assert target is None or not list(refusals(new[target.column], target.value))


def test_every_old_column_is_kept_renamed_split_or_told() -> None:
    gone = set(load_schema(V0).names) - set(load_schema(V1).names) - set(RENAMED) - set(SPLIT)
    assert gone == {"cle_ban"}


def test_values_go_where_v1_says_them_and_the_rest_is_listed() -> None:
    done = migrate(
        {
            "id": "1",
            "courriel": "a@b.fr;c@d.fr",
            "cle_ban": "42218_1",
            "typologie": "BIB;ASSO",
            "services": "Prendre en main un ordinateur;Utiliser le numérique au quotidien;Accéder à du matériel",
            "publics_accueillis": "Adultes;Seniors (+ 65 ans);Surdité;Uniquement femmes",
            "labels_nationaux": "CNFS;APTIC;Fabriques de Territoire",
            "labels_autres": "SudLabs",
            "accessibilite": "https://acceslibre.beta.gouv.fr/x",
        }
    )
    assert {name: text for name, text in done.cells.items() if text} == {
        "id": "1",
        "courriels": "a@b.fr|c@d.fr",
        "typologie": "BIB|ASSO",
        "services": "Maîtrise des outils numériques du quotidien|Accès internet et matériel informatique",
        "publics_specifiquement_adresses": "Seniors|Femmes",
        "prise_en_charge_specifique": "Surdité",
        "dispositif_programmes_nationaux": "Conseillers numériques",
        "formations_labels": "Fabriques de Territoire",
        "autres_formations_labels": "APTIC|SudLabs",
        "fiche_acces_libre": "https://acceslibre.beta.gouv.fr/x",
    }
    assert [(each.code, each.params["value"]) for each in done.remarks] == [
        ("migration.lost", "42218_1"),
        ("migration.lost", "Adultes"),
        ("migration.widened", "Uniquement femmes"),
    ]


@pytest.mark.parametrize("spelling", ["jeunes (16-26 ans)", "Jeunes (16–26 ans)", "Jeunes (16-26ans)"])
def test_a_value_is_known_by_its_near_spelling(spelling: str) -> None:
    assert migrate({"publics_accueillis": spelling}).cells["publics_specifiquement_adresses"] == "Jeunes"


def test_an_unknown_value_is_told_and_the_rest_goes_on() -> None:
    done = migrate({"services": "Réparer des vélos;Accéder à du matériel", "colonne à nous": "x"})
    assert done.cells["services"] == "Accès internet et matériel informatique"
    assert [str(each) for each in done.remarks] == [
        "services\u00a0: «\u00a0Réparer des vélos\u00a0» n’a pas d’équivalent dans le standard v1 et n’est pas repris.",
        "colonne à nous\u00a0: «\u00a0x\u00a0» n’a pas d’équivalent dans le standard v1 et n’est pas repris.",
    ]


def test_a_long_summary_is_whole_in_the_description() -> None:
    long = "mot " * 100
    done = migrate({"presentation_resume": long, "presentation_detail": "Suite."})
    assert len(done.cells["presentation_resume"]) <= 280
    assert done.cells["presentation_detail"] == f"{long}\n\nSuite."
    assert done.remarks[0].code == "migration.shortened"
    assert len(migrate({"presentation_resume": "x" * 400}).cells["presentation_resume"]) <= 280


def test_the_conseillers_numeriques_of_the_loire_become_valid_lines() -> None:
    columns = load_schema(V1).by_name
    items = json.loads(CNFS.read_text(encoding="utf-8"))
    for item in items:
        cells = {name: "" if value is None else str(value) for name, value in item.items()}
        done = migrate(cells)
        refused = {name for name, text in done.cells.items() if list(refusals(columns[name], text))}
        assert refused <= {"pivot"}, item["id"]
    assert len(items) == 64
