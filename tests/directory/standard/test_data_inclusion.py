"""Structures and services of data·inclusion, judged by its own published models."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from data_inclusion.schema import v1
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from maille.directory.record import PlaceRecord
from maille.directory.standard.data_inclusion import (
    AUDIENCES,
    LEFT_EMPTY,
    MOBILISATION,
    NETWORKS,
    NETWORKS_OF_KINDS,
    THEMES,
    TYPES,
    service,
    structure,
)
from maille.directory.standard.values import CLOSED_LISTS

from .test_codec import RECORDS

SOURCE = "maille-saint-etienne"
FULL = PlaceRecord(
    key="42",
    name="Le Babet",
    commune_name="Saint-Étienne",
    postal_code="42000",
    insee_code="42218",
    updated_on=date(2022, 10, 4),
    pivot="43493312300029",
    address="1 rue du Babet",
    latitude=45.43,
    longitude=4.39,
    phone="+33477332222",
    emails=("accueil@exemple.fr", "autre@exemple.fr"),
    website="https://exemple.fr/",
    hours="Mo-Fr 09:00-12:00",
    description="Un espace public numérique au Babet.",
    services=("Aide aux démarches administratives", "Loisirs et créations numériques"),
    audiences=("Seniors",),
    special_care=("Surdité", "Illettrisme"),
    costs=("Gratuit sous condition", "Payant"),
    programmes=("France Services", "Certification PIX"),
    access_modes=("Téléphoner", "Ce lieu n'accueille pas de public"),
    support_modes=("Accompagnement individuel", "À distance"),
    booking_url="https://rdv.exemple.fr/",
)


def test_a_place_is_a_structure_and_a_service_its_models_accept() -> None:
    found = v1.Structure.model_validate(structure(FULL, source=SOURCE))
    assert (found.id, found.siret) == ("maille-saint-etienne--42", "43493312300029")
    assert found.reseaux_porteurs == {v1.ReseauPorteur.FRANCE_SERVICE}
    offered = v1.Service.model_validate(service(FULL, source=SOURCE))
    assert offered.structure_id == found.id
    assert offered.frais == v1.Frais.GRATUIT
    assert {each.value for each in offered.publics or ()} == {"seniors", "personnes-en-situation-de-handicap"}
    assert offered.publics_precisions == "Seniors, Surdité, Illettrisme"
    assert {each.value for each in offered.modes_accueil or ()} == {"a-distance", "en-presentiel"}
    assert offered.zone_eligibilite == ["42"]
    assert len(offered.thematiques or ()) == 4


@given(RECORDS)
def test_any_place_with_a_real_address_is_accepted(record: PlaceRecord) -> None:
    record = replace(record, emails=(), updated_on=min(record.updated_on, date(2026, 1, 1)))
    v1.Structure.model_validate(structure(record, source=SOURCE))
    v1.Service.model_validate(service(record, source=SOURCE))


@pytest.mark.parametrize(
    ("table", "lists"),
    [
        (THEMES, ("services",)),
        (AUDIENCES, ("audiences", "special_care")),
        (MOBILISATION, ("access_modes",)),
        (NETWORKS, ("programmes",)),
        (NETWORKS_OF_KINDS, ("typologies",)),
        (TYPES, ("support_modes",)),
    ],
)
def test_the_correspondences_speak_of_national_values_only(table: dict[str, object], lists: tuple[str, ...]) -> None:
    assert set(table) <= {value for name in lists for value in CLOSED_LISTS[name]}


SCHEMAS = {
    name: json.loads((Path(__file__).parents[2] / f"data/standard/data-inclusion/schemas_v1_{name}.json").read_text())
    for name in ("structure", "service")
}
WRITERS = {"structure": structure, "service": service}
LINK = "https://maille.example/lieux/le-babet/"


def judged(name: str, record: PlaceRecord) -> tuple[dict[str, Any], list[str]]:
    """What is written, and what the published JSON schema, read by another reader, says against it."""
    written = json.loads(json.dumps(WRITERS[name](record, source=SOURCE, link=LINK)))
    judge = Draft202012Validator(SCHEMAS[name], format_checker=FormatChecker())
    return written, [f"{'/'.join(map(str, each.path))}: {each.message}" for each in judge.iter_errors(written)]


@pytest.mark.parametrize("name", ["structure", "service"])
class TestPublishedSchema:
    def test_every_field_is_written_and_all_but_those_no_place_says_are_filled(self, name: str) -> None:
        record = replace(FULL, address_complement="Bâtiment B", acces_libre_url="https://acceslibre.example/babet/")
        written, against = judged(name, record)
        assert against == []
        assert set(written) == set(SCHEMAS[name]["properties"])
        assert {field for field, value in written.items() if value is None} == set(LEFT_EMPTY) & set(written)

    @given(record=RECORDS)
    def test_any_place_is_accepted(self, name: str, record: PlaceRecord) -> None:
        record = replace(record, emails=(), updated_on=min(record.updated_on, date(2026, 1, 1)))
        assert judged(name, record)[1] == []

    def test_a_value_of_another_version_is_refused(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: the older values of themes and networks are no longer accepted."""
        monkeypatch.setitem(THEMES, "Aide aux démarches administratives", ("numerique--realiser-des-demarches",))
        monkeypatch.setitem(NETWORKS, "France Services", "france-services")
        assert judged(name, FULL)[1] != []

    def test_every_value_that_can_be_written_is_one_of_the_schema(self, name: str) -> None:
        for lists in CLOSED_LISTS.values():
            for value in lists:
                record = replace(FULL, **{field: (value,) for field, held in CLOSED_LISTS.items() if value in held})
                assert judged(name, record)[1] == [], value


def test_what_no_code_says_is_said_in_words() -> None:
    told = service(
        replace(FULL, access_modes=("Téléphoner", "Envoyer un mail avec une fiche de prescription")), source=SOURCE
    )
    assert (told["frais"], told["frais_precisions"]) == ("gratuit", "Gratuit sous condition, Payant")
    assert told["mobilisation_precisions"] == "Envoyer un mail avec une fiche de prescription"
    assert told["publics_precisions"] == "Seniors, Surdité, Illettrisme"
    plain = service(replace(FULL, costs=("Gratuit",), access_modes=("Téléphoner",)), source=SOURCE)
    assert (plain["frais_precisions"], plain["mobilisation_precisions"]) == (None, None)


def test_the_kind_of_a_place_says_which_networks_carry_it() -> None:
    told = structure(replace(FULL, typologies=("EPN", "CCAS", "BIB")), source=SOURCE)
    assert told["reseaux_porteurs"] == ["ccas-cias", "espaces-publics-numeriques", "france-service"]


def test_every_service_has_its_themes() -> None:
    assert set(THEMES) == set(CLOSED_LISTS["services"])


def test_a_place_only_paid_for_is_paid_and_one_that_says_nothing_is_for_all() -> None:
    paid = service(replace(FULL, costs=("Payant",), audiences=(), special_care=()), source=SOURCE)
    assert (paid["frais"], paid["publics"], paid["publics_precisions"]) == ("payant", ["tous-publics"], None)
