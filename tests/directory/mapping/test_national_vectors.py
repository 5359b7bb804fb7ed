"""The recorded cases of the national tool: we read them the same, or differ on purpose and say why.

A kind of place read in a NAME is only ever proposed to a person; read in its own column it is taken with a remark.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maille.directory.mapping import Outcome, Taken
from maille.directory.mapping.dates import read_any_date
from maille.directory.mapping.identifiers import read_pivot
from maille.directory.mapping.wording import meaning, pointed_at, said_in_words
from maille.territory.gazetteer import Gazetteer


def recorded(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parents[2] / "data" / "mednum" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


TYPOLOGIES = recorded("typologies")

REFUSED_TYPOLOGIES: dict[str, tuple[str, ...]] = {
    "the name of a network does not say what kind of place it is": (
        "LIGUE DE L ENSEIGNEMENT",
        "LIGUE DE L'ENSEIGNEMENT",
        "LIGUE D'ENSEIGNEMENT",
        "LIGUE ENSEIGNEMENT TARN GARONNE",
        "Konexio",
        "Groupe SOS",
        "APF France handicap",
        "Familles Rurales",
        "FAMILLE RURALE",
        "Coallia",
        "Les Restaurants du Coeur",
        "La Belle Créole Fédération du Lien Economique Social et Solidaire",
        "OCITO Travail Temporaire",
        "FAB'AT",
        "EI Girard Hervé - mon assistant numérique",
    ),
    "an agglomeration is an intercommunality (EPCI), not a municipality": (
        "Agglomération du Choletais",
        "CARCASSONNE AGGLO",
        "Communauté Agglomération La Rochelle",
        "Communauté d'Agglomération Bergeracoise",
        "CONCARNEAU CORNOUAILLE AGGLOMERATION",
    ),
    "a département is a local authority (CD); DEPT is only its social services": (
        "Département",
        "Departement 64",
        "DEPARTEMENT DE COTE D OR",
    ),
    "these words name another institution, or too many": (
        "CDAD Ardennes",  # the council for access to law is not the council of the département
        "CONSEIL DEP DE L'ACCES AU SERVICE SOCIAUX",
        "Cité de l'emploi de Limoges",
        "Centre Culturel",
        "Centres Culturels Municipaux de Limoges",
        "Maison de l'économie",
        "Maison départementale de proximité de Cadours",
        "Espace connecté de Bourail",
        "Epicerie Bar",
        "Espace jeune",
        "Point d'information ISOLA",
        "Bus It'In",
        "Antilly/ CCPV Van numérique",
        "GROUPEMENT D'EMPLOYEURS SIAE 30 GE SIAE 30",
        "Groupement Local Employeurs d'Agents de Médiation",
        "Groupement pour l'Insertion & l'Evolution Professionnelles - GIEP NC",
        "COMMUNAUTE INTERCOMMUNALE DES VILLES SOLIDAIRES CIVIS",
        "Poste Oyonnax",
    ),
    "short forms that stand for several things, or slips in a short word": (
        "EFS",
        "EDS Alfortville",
        "Antenne MSD de Lalbenque",
        "CA D'EPINAL",
        "Maire",
        "Marie de Lugrin",
        "COSEIL DEPATEMENTAL DES YVELINES SERVICE MNA",
        "DPT de la Vienne - Direction de l'Action Sociale",
    ),
    "the words of PIMMS itself do not make it a second kind of place (PI)": (
        "point information mediation multi services",
    ),
}
REFUSED_NAMES = {name for names in REFUSED_TYPOLOGIES.values() for name in names}


@pytest.mark.parametrize("case", TYPOLOGIES, ids=lambda case: case["name"])
def test_a_kind_of_place_is_proposed_from_a_name_as_recorded_or_not_on_purpose(case: dict[str, Any]) -> None:
    assert (sorted(pointed_at("typologies", case["name"])) == case["expected"]) == (case["name"] not in REFUSED_NAMES)


def test_most_recorded_names_are_read_and_the_refused_ones_are_recorded() -> None:
    assert {case["name"] for case in TYPOLOGIES} >= REFUSED_NAMES
    assert len(REFUSED_NAMES) <= len(TYPOLOGIES) * 0.22


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Espace Public Numérique", "EPN"),
        ("Espaces publics numériques", "EPN"),
        ("Centre social", "CS"),
        ("Médiathèque", "BIB"),
        ("Pôle emploi", "FT"),
        ("Maison de services au public", "MSAP"),
    ],
)
def test_a_kind_written_in_words_is_taken_and_told(read_place: Callable[..., Outcome], written: str, code: str) -> None:
    outcome = read_place('[fields.typologies]\ncolumns = ["type"]\nseparators = [";"]', type=f"{written};TIERS_LIEUX")
    assert isinstance(outcome, Taken)
    assert set(outcome.record.typologies) == {code, "TIERS_LIEUX"}
    assert [one.before for one in outcome.remarks if one.field == "typologies"] == [written]


@pytest.mark.parametrize("written", ["Médiathèque de la mission locale", "Mediathquete", "EPN de la mairie", "lieu"])
def test_words_about_a_kind_are_not_taken_by_themselves(read_place: Callable[..., Outcome], written: str) -> None:
    outcome = read_place('[fields.typologies]\ncolumns = ["type"]', type=written, nom="Médiathèque Tarentaize")
    assert isinstance(outcome, Taken)
    assert outcome.record.typologies == ()
    assert said_in_words("typologies", written) == ()
    assert any("n’a pas d’équivalent national" in str(one.sentence) for one in outcome.remarks)


REFUSED_WORDS = {
    ("services", "découvrir l'ordinateur"): "discovering a computer is neither security nor the digital world",
    ("services", "tablette"): "a lone device may be lent or taught: we propose the teaching, a person decides",
    ("services", "smartphone"): "as above",
    ("services", "cultures numériques"): "digital culture is neither everyday tools nor leisure",
    ("costs", "X"): "a cross means what its column says: it is proposed as a condition, not as a word",
    ("support_modes", "avec un accompagnement"): "it does not say whether one is helped alone or in a group",
    ("special_care", "tout public"): "everybody is nobody in particular",
    ("audiences", "tout public"): "everybody is nobody in particular",
    ("programmes", "FS et Conseiller Numérique"): "FS stands for several things",
    ("trainings", "EN et Mes papiers"): "EN stands for several things",
}


@pytest.mark.parametrize("case", recorded("words"), ids=lambda case: f"{case['field']}: {case['text']}")
def test_words_of_lists_are_read_as_recorded_or_not_on_purpose(case: dict[str, Any]) -> None:
    field = case["field"]
    found = {value for word in case["text"].split(", ") for value in meaning(field, word, {}).values}
    refused = REFUSED_WORDS.get((field, case["text"]), "")
    assert (found == set(case["expected"])) == (not refused)


REFUSED_DATES = {"Espace labellisé 01/12/2022": "the day of a label is not that of an update"}


@pytest.mark.parametrize("case", recorded("dates"), ids=lambda case: case["text"])
def test_days_are_read_as_recorded_or_not_on_purpose(case: dict[str, str]) -> None:
    read = read_any_date(case["text"])
    expected = "" if case["text"] in REFUSED_DATES else case["expected"]
    assert (read.day.isoformat() if read else "") == expected


REFUSED_PIVOTS = {"12345678910111": "its check digit is wrong"}
ZEROS = "0" * 14


@pytest.mark.parametrize("case", recorded("pivots"), ids=lambda case: case["text"])
def test_identifiers_are_read_as_recorded_or_not_on_purpose(case: dict[str, str]) -> None:
    expected = ZEROS if case["text"] in REFUSED_PIVOTS else case["expected"]
    assert (read_pivot(case["text"]).value or ZEROS) == expected


NO_COMMUNE = {"La-pierre-Sainte-Marie": "no commune bears this name"}


@pytest.mark.parametrize("case", recorded("communes"), ids=lambda case: case["written"])
def test_names_of_communes_are_read_as_recorded(case: dict[str, str]) -> None:
    gazetteer = Gazetteer.load()
    communes = gazetteer.bearing(case["expected"])
    assert bool(communes) == (case["expected"] not in NO_COMMUNE)
    for commune in communes:
        match = gazetteer.find(case["written"], commune.postal_codes[0])
        assert match is not None
        assert match.code_insee == commune.code_insee
