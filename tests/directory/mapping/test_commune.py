"""Which commune a line means when its name, its codes, its position and its words do not agree."""

from collections.abc import Callable

import pytest

from maille.directory.mapping import Kept, Outcome, PlaceRecord, Taken

POSITION = """
[coordinates]
latitude = "lat"
longitude = "lon"

[fields.insee_code]
columns = ["insee"]

[fields.address]
columns = ["adresse"]

[fields.updated_on]
columns = ["maj"]

[fields.pivot]
columns = ["siret"]
"""
Reader = Callable[..., Outcome]


def read(read_place: Reader, **cells: object) -> tuple[PlaceRecord, str]:
    outcome = read_place(POSITION, **cells)
    assert isinstance(outcome, Taken), outcome
    return outcome.record, " ".join(str(one.sentence) for one in outcome.remarks)


@pytest.mark.parametrize(
    ("cells", "commune", "postal_code", "told"),
    [
        ({"nom": "PIMMS Blois", "ville": "Blois", "cp": "42000"}, "Blois", "41000", "répété par le nom"),
        ({"ville": "Blois", "cp": "42000", "adresse": "3 rue de Blois"}, "Blois", "41000", "ou l’adresse"),
        ({"ville": "GEMOZAC", "cp": "16260", "lat": "45.5686", "lon": "-0.677"}, "Gémozac", "17260", "à la position"),
        (
            {"ville": "Montpellier", "cp": "48000", "lat": 43.603, "lon": 3.867, "adresse": "34000 MONTPELLIER"},
            "Montpellier",
            "34000",
            "Code postal 34000 repris de l’adresse.",
        ),
        ({"ville": "Saint-Genest-Malifaux", "cp": "42260"}, "Saint-Genest-Malifaux", "42660", "42660 est le seul"),
        ({"ville": "COSNE-SUR-LOIRE", "cp": "58200"}, "Cosne-Cours-sur-Loire", "58200", "malgré l’orthographe"),
        (
            {"ville": "MORCENX", "cp": "40400", "lat": 44.027, "lon": -0.908},
            "Morcenx-la-Nouvelle",
            "40110",
            "autrement",
        ),
        ({"ville": "AURON", "cp": "06660", "lat": 44.249, "lon": 6.924}, "Saint-Étienne-de-Tinée", "06660", "déduite"),
        ({"ville": "Langast", "cp": "00000", "insee": "22100"}, "Plouguenast-Langast", "22150", "ancienne commune"),
        ({"ville": "SAINT ETIENNE CEDEX 1", "cp": "42002"}, "Saint-Étienne", "42002", "CEDEX, sans doute"),
        ({"ville": "Lyon 3ème", "cp": ""}, "Lyon", "69003", "déduit de l’arrondissement"),
        ({"ville": "Paris", "cp": "", "insee": "75115"}, "Paris", "75015", "déduit de l’arrondissement"),
        ({"ville": "Marseille", "cp": "13008", "insee": "13208"}, "Marseille", "13008", "ou d’un arrondissement"),
        (
            {"ville": "Montpellier", "cp": "34000", "insee": "30189", "lat": 43.603, "lon": 3.867},
            "Montpellier",
            "34000",
            "Code INSEE corrigé",
        ),
    ],
)
def test_finds_the_commune_and_says_how(
    read_place: Reader, cells: dict[str, object], commune: str, postal_code: str, told: str
) -> None:
    record, said = read(read_place, **cells)
    assert (record.commune_name, record.postal_code) == (commune, postal_code)
    assert told in said


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"ville": "Blois", "cp": "42000"}, "corrigez l’un des deux"),
        ({"ville": "Plan du Var", "cp": "06670", "lat": 43.856, "lon": 7.1968}, "Aucune commune ne répond"),
        ({"ville": "Montpellier", "cp": "48000", "lat": 43.603, "lon": 3.867}, "n’est pas un code postal"),
        ({"ville": "Orée d'Anjou", "cp": "00000"}, "Il manque le code postal"),
        # In the middle of Saint-Étienne, with the postal code of Roanne.
        ({"ville": "Xyzzy", "cp": "42300", "lat": 45.4397, "lon": 4.3872}, "Aucune commune ne répond"),
    ],
)
def test_guesses_nothing_without_evidence(read_place: Reader, cells: dict[str, object], reason: str) -> None:
    outcome = read_place(POSITION, **cells)
    assert isinstance(outcome, Kept), outcome
    assert reason in str(outcome.reason)


def test_a_corrected_position_and_the_reason_are_told_once(read_place: Reader) -> None:
    record, said = read(read_place, lat="4.3816", lon="45.4352")
    assert (record.latitude, record.longitude) == (45.4352, 4.3816)
    assert said.count("inversées") == 1


def test_lambert_swapped_with_its_columns_is_told(read_place: Reader) -> None:
    record, said = read(read_place, lat="808018.027", lon="6482696.953")
    assert record.latitude == 45.4352
    assert "Position corrigée\u00a0: coordonnées Lambert 93, converties en degrés." in said


def test_a_day_that_could_be_read_otherwise_is_told(read_place: Reader) -> None:
    record, said = read(read_place, maj="03/04/2022")
    assert record.updated_on.isoformat() == "2022-04-03"
    assert "est lu le jour d’abord" in said
    assert "jour d’abord" not in read(read_place, maj="23/04/2022")[1]


def test_what_is_done_to_an_identifier_is_told(read_place: Reader) -> None:
    assert "d’un seul tenant" in read(read_place, siret="776 398 968 00060")[1]
    assert "zéro que le tableau avait perdu" in read(read_place, siret="5880596100016")[1]
