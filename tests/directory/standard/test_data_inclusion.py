"""Structures and services of data·inclusion, judged by its own published models."""

from dataclasses import replace
from datetime import date

import pytest
from data_inclusion.schema import v1
from hypothesis import given

from maille.directory.record import PlaceRecord
from maille.directory.standard.data_inclusion import (
    AUDIENCES,
    MOBILISATION,
    NETWORKS,
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
        (TYPES, ("support_modes",)),
    ],
)
def test_the_correspondences_speak_of_national_values_only(table: dict[str, object], lists: tuple[str, ...]) -> None:
    assert set(table) <= {value for name in lists for value in CLOSED_LISTS[name]}


def test_every_service_has_its_themes() -> None:
    assert set(THEMES) == set(CLOSED_LISTS["services"])


def test_a_place_only_paid_for_is_paid_and_one_that_says_nothing_is_for_all() -> None:
    paid = service(replace(FULL, costs=("Payant",), audiences=(), special_care=()), source=SOURCE)
    assert (paid["frais"], paid["publics"], paid["publics_precisions"]) == ("payant", ["tous-publics"], None)
