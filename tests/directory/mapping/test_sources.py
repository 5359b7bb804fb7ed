"""The four real files of the demonstration network, whole, through their own mappings."""

import csv
import io
import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from importlib.resources import files

import phonenumbers
import pytest

from maille.directory.mapping import (
    Kept,
    Mapping,
    Outcome,
    PlaceRecord,
    Taken,
    apply_all,
    load_packaged_mapping,
    packaged_mappings,
    read_rows,
)
from maille.directory.mapping.cells import Line
from maille.directory.mapping.fields import pieces
from maille.directory.mapping.load import LISTS
from maille.directory.mapping.values import CLOSED_LISTS, national_value, value_key
from maille.territory.gazetteer import Gazetteer

DEMO = files("maille") / "demo"


def content(mapping: Mapping) -> bytes:
    return (DEMO / "data" / mapping.source.file).read_bytes()


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[Outcome]]:
    gazetteer = Gazetteer.load()
    found = {}
    for name in packaged_mappings():
        mapping = load_packaged_mapping(name)
        found[name] = list(apply_all(mapping, read_rows(content(mapping), mapping), gazetteer))
    return found


def records(outcomes: Iterable[Outcome]) -> list[PlaceRecord]:
    return [outcome.record for outcome in outcomes if isinstance(outcome, Taken)]


def record(outcomes: Iterable[Outcome], key: str) -> PlaceRecord:
    (found,) = [one for one in records(outcomes) if one.key == key]
    return found


@pytest.mark.parametrize(
    ("name", "taken", "kept"),
    [("bibliotheques", 247, 1), ("conseiller-numerique", 64, 0), ("france-services", 24, 0), ("hinaura", 81, 1)],
)
def test_every_line_is_taken_or_kept(outcomes: dict[str, list[Outcome]], name: str, taken: int, kept: int) -> None:
    counted = Counter(type(outcome) for outcome in outcomes[name])
    assert (counted[Taken], counted[Kept]) == (taken, kept)


def test_the_two_lines_kept_say_why(outcomes: dict[str, list[Outcome]]) -> None:
    kept = {name: [one for one in found if isinstance(one, Kept)] for name, found in outcomes.items()}
    (library,) = kept["bibliotheques"]
    assert (library.line_number, library.row["Ville"]) == (149, "SALT-en-DONZY")
    assert "adresse administrative" in str(library.reason)
    (twin,) = kept["hinaura"]
    assert twin.line_number == 76
    assert "la ligne 75" in str(twin.reason)


def test_every_place_is_in_a_commune_of_the_loire(outcomes: dict[str, list[Outcome]]) -> None:
    """But one, which the file itself puts in the Allier, next door."""
    away = [one for found in outcomes.values() for one in records(found) if not one.insee_code.startswith("42")]
    assert [(one.name, one.insee_code) for one in away] == [("Point relais de Saint-Pierre Laval", "03250")]


def test_saint_etienne_has_one_spelling(outcomes: dict[str, list[Outcome]]) -> None:
    names = {one.commune_name for found in outcomes.values() for one in records(found) if one.insee_code == "42218"}
    assert names == {"Saint-Étienne"}


def test_every_phone_is_a_real_number_in_international_form(outcomes: dict[str, list[Outcome]]) -> None:
    phones = [one.phone for found in outcomes.values() for one in records(found) if one.phone]
    assert len(phones) == 96
    for phone in phones:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone)), phone


def test_no_value_is_outside_its_closed_list_and_no_mark_is_left(outcomes: dict[str, list[Outcome]]) -> None:
    for found in outcomes.values():
        for one in records(found):
            for field, values in CLOSED_LISTS.items():
                assert set(getattr(one, field)) <= set(values)
            assert "<" not in one.description
            assert "{{" not in one.description
            assert "\n" not in one.address


def test_every_word_of_every_list_column_is_translated_or_deliberately_ignored() -> None:
    """Without the interpreter's own verdict: the columns are walked again, word by word."""
    unknown = []
    for name in packaged_mappings():
        mapping = load_packaged_mapping(name)
        for row in read_rows(content(mapping), mapping):
            line = Line(mapping, row)
            for field, rule in mapping.fields.items():
                if field not in CLOSED_LISTS:
                    continue
                for column in rule.columns:
                    for text in line.texts(column):
                        for word in pieces(line, rule, column, text):
                            known = {*rule.values, *rule.ignored}
                            if value_key(word) not in known and national_value(field, word) is None:
                                unknown.append((name, field, word))
    assert unknown == []


def test_no_word_is_translated_that_the_files_never_say() -> None:
    """A misspelt entry of a mapping would translate nothing. v0.1's own list is whole, whatever this file holds."""
    unused = []
    for name in sorted({*packaged_mappings()} - {"conseiller-numerique"}):
        mapping = load_packaged_mapping(name)
        said = _said(mapping)
        for field in LISTS & mapping.fields.keys():
            rule = mapping.fields[field]
            unused += [(name, field, word) for word in {*rule.values, *rule.ignored} if word not in said[field]]
    assert unused == []


def _said(mapping: Mapping) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {field: set() for field in mapping.fields}
    for row in read_rows(content(mapping), mapping):
        line = Line(mapping, row)
        for field in LISTS & mapping.fields.keys():
            rule = mapping.fields[field]
            for column in rule.columns:
                for text in line.texts(column):
                    said[field].update(map(value_key, pieces(line, rule, column, text)))
    return said


def test_what_the_remarks_tell(outcomes: dict[str, list[Outcome]]) -> None:
    told = {
        name: Counter(remark.field for one in found if isinstance(one, Taken) for remark in one.remarks)
        for name, found in outcomes.items()
    }
    for fields in told.values():
        del fields["hours"]  # counted below
    assert told["bibliotheques"] == {"commune_name": 52, "address": 39, "insee_code": 3, "postal_code": 2}
    assert told["conseiller-numerique"] == {"commune_name": 64, "postal_code": 1}
    assert told["france-services"] == {"phone": 23, "postal_code": 3, "emails": 1}
    assert told["hinaura"] == {
        "phone": 62,
        "special_care": 61,
        "commune_name": 44,
        "description": 16,
        "address": 11,
        "website": 1,
    }


def test_a_number_and_a_street_by_hand(outcomes: dict[str, list[Outcome]]) -> None:
    babet = record(outcomes["hinaura"], "le-babet--10-rue-felix-pyat")
    assert babet == PlaceRecord(
        key="le-babet--10-rue-felix-pyat",
        name="Le Babet",
        commune_name="Saint-Étienne",
        postal_code="42000",
        insee_code="42218",
        updated_on=date(2021, 11, 16),
        address="10 rue Félix Pyat",
        latitude=45.43522445,
        longitude=4.381642717196367,
        typologies=babet.typologies,
        phone="+33477333392",
        emails=("epn@lebabet.fr",),
        website="https://www.lebabet.fr",
        hours="Mo,We,Th 09:00-12:00,14:00-18:00; Tu 14:00-18:00; Fr 09:00-12:00",
        source="Hinaura",
        services=babet.services,
        special_care=babet.special_care,
        costs=babet.costs,
        programmes=babet.programmes,
        access_modes=babet.access_modes,
        support_modes=babet.support_modes,
    )


def test_the_first_row_of_hinaura_by_hand(outcomes: dict[str, list[Outcome]]) -> None:
    cyber = record(outcomes["hinaura"], "espace-numerique-public--9-rue-alexander-fleming")
    assert (cyber.name, cyber.commune_name, cyber.insee_code) == (
        "Espace Numérique Public",
        "Andrézieux-Bouthéon",
        "42005",
    )
    assert cyber.updated_on == date(2022, 9, 14)
    assert cyber.typologies == ("EPN", "FABLAB")
    assert cyber.special_care == ("Handicaps moteurs", "Handicaps mentaux")
    assert cyber.costs == ("Gratuit", "Payant")
    assert cyber.programmes == ("Aidants Connect", "Conseillers numériques")
    assert cyber.audiences == ()
    assert cyber.access_modes == ("Se présenter",)
    assert cyber.support_modes == ("En autonomie", "Accompagnement individuel", "Dans un atelier collectif")
    assert cyber.services == (
        "Aide aux démarches administratives",
        "Maîtrise des outils numériques du quotidien",
        "Insertion professionnelle via le numérique",
        "Utilisation sécurisée du numérique",
        "Loisirs et créations numériques",
        "Compréhension du monde numérique",
        "Accès internet et matériel informatique",
    )
    # « 9h00/12h00 atelier cyber » would be lost.
    assert cyber.hours == ""
    assert cyber.hours_text.startswith("Lundi\u00a0: 9h00/12h00 13h30/17h30\n")


def test_a_place_for_seniors_only_says_so(outcomes: dict[str, list[Outcome]]) -> None:
    zoomacom = record(outcomes["hinaura"], "zoomacom--41-rue-de-la-telematique")
    assert zoomacom.audiences == ("Seniors",)
    assert sum(bool(one.audiences) for one in records(outcomes["hinaura"])) == 4


def test_a_conseiller_numerique_by_hand(outcomes: dict[str, list[Outcome]]) -> None:
    post_office = record(outcomes["conseiller-numerique"], "62727b6dda550c06ed369d70")
    assert (post_office.name, post_office.pivot) == ("LA POSTE", "35600000013944")
    assert post_office.services == ("Maîtrise des outils numériques du quotidien", "Compréhension du monde numérique")
    assert post_office.costs == ("Gratuit",)
    assert post_office.programmes == ("Conseillers numériques",)
    assert post_office.hours == "Tu,Fr 09:00-12:00,14:00-17:00; We,Th 14:00-17:00; Sa 09:00-12:00"
    assert post_office.updated_on == date(2022, 6, 22)
    pivots = Counter(bool(one.pivot) for one in records(outcomes["conseiller-numerique"]))
    assert pivots == {True: 46, False: 18}


def test_a_france_services_by_hand(outcomes: dict[str, list[Outcome]]) -> None:
    found = outcomes["france-services"]
    charlieu = record(found, "605")
    assert (charlieu.address, charlieu.address_complement) == ("1 Rue d'Augel", "Espace Déchelette")
    assert charlieu.typologies == ("RFS",)
    assert charlieu.roaming == ("Fixe",)
    assert charlieu.programmes == ("France Services",)
    assert charlieu.services == ("Aide aux démarches administratives",)
    noiretable = record(found, "581")
    assert noiretable.hours == ""
    assert "dernier samedi du mois" in noiretable.hours_text
    assert record(found, "879").postal_code == "42660"
    assert record(found, "2761").postal_code == "42600"
    assert record(found, "temp_95").roaming == ("Itinérant",)


def test_a_library_by_hand(outcomes: dict[str, list[Outcome]]) -> None:
    found = outcomes["bibliotheques"]
    comtal = record(found, "7983")
    assert (comtal.address, comtal.address_complement) == ("Rue de la Doua", "")
    assert comtal.description == "Ouverture hebdomadaire\u00a0: 2,5\u00a0h."
    assert comtal.typologies == ("BIB",)
    assert comtal.services == ()
    tarentaize = record(found, "1806")
    assert (tarentaize.postal_code, tarentaize.latitude) == ("42001", None)
    assert tarentaize.address_complement == "Médiathèque de Tarentaize, BP 25"


@pytest.mark.parametrize(
    ("name", "osm", "text"),
    [("bibliotheques", 0, 0), ("conseiller-numerique", 59, 0), ("france-services", 18, 3), ("hinaura", 60, 11)],
)
def test_hours_are_said_in_the_notation_or_in_words(
    outcomes: dict[str, list[Outcome]], name: str, osm: int, text: int
) -> None:
    found = records(outcomes[name])
    assert (sum(bool(one.hours) for one in found), sum(bool(one.hours_text) for one in found)) == (osm, text)
    assert not any(one.hours and one.hours_text for one in found)


def test_the_members_of_the_demonstration_network_are_in_their_file(outcomes: dict[str, list[Outcome]]) -> None:
    network = tomllib.loads((DEMO / "members.toml").read_text(encoding="utf-8"))
    by_key = {one.key: one for one in records(outcomes[network["source"]])}
    listed = [*network["members"], network["resource_centre"], *network["doubles"]]
    assert len(network["members"]) == 13
    for place in listed:
        assert by_key[place["key"]].name == place["name"]
        assert by_key[place["key"]].commune_name == "Saint-Étienne"
    assert len({place["key"] for place in listed}) == 15
    for double in network["doubles"]:
        assert by_key[double["key"]].phone == by_key[double["same_as"]].phone


def test_a_damaged_copy_of_a_real_file_loses_only_the_damaged_lines() -> None:
    mapping = load_packaged_mapping("hinaura")
    items = json.loads(content(mapping))
    items[3] = "abîmé"
    items[5]["Nom du lieu ou de la structure *"] = ["deux", "noms"]
    items[7]["Ville *"] = "Nulle Part"
    items[7]["Code postal"] = 99999
    damaged = list(apply_all(mapping, read_rows(json.dumps(items).encode(), mapping), Gazetteer.load()))
    assert [one.line_number for one in damaged if isinstance(one, Kept)] == [4, 6, 8, 76]


def test_a_table_with_its_columns_in_another_order_reads_the_same(outcomes: dict[str, list[Outcome]]) -> None:
    mapping = load_packaged_mapping("france-services")
    rows = list(csv.DictReader(io.StringIO(content(mapping).decode())))
    shuffled = io.StringIO()
    writer = csv.DictWriter(shuffled, sorted(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    again = apply_all(mapping, read_rows(shuffled.getvalue().encode(), mapping), Gazetteer.load())
    assert records(again) == records(outcomes["france-services"])
