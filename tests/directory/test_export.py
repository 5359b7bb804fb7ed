"""The places go out as the official validator wants them, and come back as they were."""

import csv
import datetime as dt
import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from data_inclusion.schema import v1
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override
from frictionless import Resource, Schema

from maille.directory.actions import import_places
from maille.directory.export import export_places, records
from maille.directory.files import read_table
from maille.directory.standard import load_schema, validate
from maille.territory.actions import load_communes
from maille.territory.models import NetworkPlace, Place
from tests.people.factories import RoleFactory, UserFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

AT = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
DEMO = files("maille.demo") / "data"
OFFICIAL = Path(__file__).parents[1] / "data" / "standard" / "places-v1.0.2.schema.json"
SOURCES = {
    "hinaura": "hinaura-loire-2022-10.json",
    "france-services": "france-services-loire-2022-12.csv",
    "conseiller-numerique": "conseiller-numerique-loire-2022-12.json",
    "bibliotheques": "bibliotheques-loire-2020.csv",
}


@pytest.fixture
def network() -> Any:
    """A network with one source, which is enough for most tests."""
    load_communes(departement="42")
    network = NetworkFactory(slug="saint-etienne")
    take("hinaura", network)
    return network


def take(name: str, network: Any) -> None:
    data = (DEMO / SOURCES[name]).read_bytes()
    import_places(mapping_name=name, data=data, file_name=SOURCES[name], network=network, by=None, at=AT)


def written(kind: str, places: Any = None) -> bytes:
    places = Place.objects.published() if places is None else places
    return b"".join(export_places(places, kind=kind, source="maille-saint-etienne"))


def official_report(path: Path) -> Any:
    schema = Schema.from_descriptor(json.loads(OFFICIAL.read_text(encoding="utf-8")))
    return Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()


def test_the_official_validator_accepts_the_demonstration_network(network: Any, tmp_path: Path) -> None:
    take("france-services", network)
    take("conseiller-numerique", network)
    take("bibliotheques", network)
    assert Place.objects.filter(address="").count() == 1, "a library whose address nobody knows"
    path = tmp_path / "2026-11-25_00000000000000_lieux-de-mediation-numerique_saint-etienne.csv"
    path.write_bytes(written("csv"))
    count = Place.objects.published().count()
    report = official_report(path)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
    assert report.tasks[0].stats["rows"] == count > 400
    found = list(validate(read_table(path)))
    assert [each for each in found if each.is_error] == []
    assert {each.code for each in found} <= {"no_pivot", "hours"}


def test_the_official_validator_does_refuse_a_spoilt_export(network: Any, tmp_path: Path) -> None:
    """The control: one letter is enough."""
    path = tmp_path / "lieux.csv"
    path.write_bytes(written("csv").replace(b"Aide aux d\xc3\xa9marches", b"Aide  aux d\xc3\xa9marches"))
    assert {code for (code,) in official_report(path).flatten(["type"])} == {"constraint-error"}
    assert any(each.is_error for each in validate(read_table(path)))


def test_the_formats_say_the_same(network: Any) -> None:
    lines = [dict(row.cells) for row in read_table(written("csv")).rows()]
    items = json.loads(written("json"))
    assert [{name: text for name, text in line.items() if text} for line in lines] == [
        {name: str(value).removesuffix(".0") if isinstance(value, float) else value for name, value in item.items()}
        for item in items
    ]
    features = json.loads(written("geojson"))["features"]
    assert [each["properties"]["id"] for each in features] == [item["id"] for item in items]
    assert [each["geometry"] and each["geometry"]["coordinates"] for each in features] == [
        [item["longitude"], item["latitude"]] if "latitude" in item else None for item in items
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx")), read_only=True)["Lieux"]
    cells = [["" if cell is None else cell for cell in line] for line in sheet.iter_rows(values_only=True)]
    assert cells == [list(load_schema().names), *(list(line.values()) for line in lines)]


def test_data_inclusion_accepts_every_structure_and_service(network: Any) -> None:
    document = json.loads(written("data-inclusion"))
    assert len(document["structures"]) == len(document["services"]) == Place.objects.count()
    for each in document["structures"]:
        v1.Structure.model_validate(each)
    for each in document["services"]:
        v1.Service.model_validate(each)
    one = Place.objects.order_by("pk").first()
    assert document["structures"][0]["lien_source"] == f"http://127.0.0.1:8000{one.get_absolute_url()}"


def test_one_query_whatever_the_number_of_places(network: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(list(records(Place.objects.published()))) > 50


def test_nothing_at_all_is_still_a_file(db: None) -> None:
    assert written("csv").decode().strip() == ",".join(load_schema().names)
    assert json.loads(written("data-inclusion")) == {"structures": [], "services": []}


class TestCommand:
    def test_writes_the_members_of_a_network(self, network: Any, tmp_path: Path, capsys: Any) -> None:
        one = Place.objects.order_by("pk").first()
        NetworkPlace.objects.update_or_create(network=network, place=one, defaults={"kind": "member"})
        out = tmp_path / "lieux.csv"
        call_command("export_places", format="csv", out=str(out), network="saint-etienne", members=True)
        (line,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))
        assert line["id"] == str(one.public_id)
        assert "1 lieu." in capsys.readouterr().out
        assert [path.name for path in tmp_path.iterdir()] == ["lieux.csv"]

    def test_names_what_the_standard_cannot_hold(self, network: Any, tmp_path: Path, capsys: Any) -> None:
        Place.objects.filter(pk=Place.objects.order_by("pk").first().pk).update(phone="3960")
        call_command("export_places", format="json", out=str(tmp_path / "x.json"))
        assert "telephone « 3960 »" in capsys.readouterr().err

    def test_sums_up_for_a_machine(self, network: Any, tmp_path: Path, capsys: Any) -> None:
        one = Place.objects.order_by("pk").first()
        Place.objects.filter(pk=one.pk).update(phone="3960")
        out = tmp_path / "x.csv"
        call_command("export_places", format="csv", out=str(out), json=True)
        said = capsys.readouterr()
        assert json.loads(said.out) == {
            "out": str(out),
            "format": "csv",
            "places": Place.objects.count(),
            "left_out": [{"id": str(one.public_id), "column": "telephone", "text": "3960"}],
        }
        assert said.err == ""

    def test_says_how_far_it_is(self, network: Any, tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr("maille.directory.management.commands.export_places.TELL_SECONDS", 0)
        call_command("export_places", format="json", out=str(tmp_path / "x.json"))
        assert "Écriture de x.json" in capsys.readouterr().err

    def test_refuses_an_unknown_network_and_a_folder_that_is_not_there(self, network: Any, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="Aucun réseau"):
            call_command("export_places", format="csv", out=str(tmp_path / "x"), network="ailleurs")
        with pytest.raises(CommandError, match="autre endroit"):
            call_command("export_places", format="csv", out=str(tmp_path / "absent" / "x.csv"))


class TestPages:
    def test_what_is_found_can_be_taken_away_at_the_standard(self, network: Any, client: Any) -> None:
        response = client.get(reverse("directory:download", args=["csv"]), {"quoi": "Babet", "rayon": "0"})
        assert response.status_code == 200
        assert "lieux-de-mediation-numerique_" in response["Content-Disposition"]
        lines = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
        assert "Le Babet" in [line["nom"] for line in lines]
        assert len(lines) < Place.objects.count()

    @pytest.mark.parametrize("kind", ["xlsx", "json", "geojson"])
    def test_in_every_format(self, network: Any, client: Any, kind: str) -> None:
        response = client.get(reverse("directory:download", args=[kind]), {"quoi": "Babet", "rayon": "0"})
        assert read_table(response.getvalue()).format == kind
        assert client.get(reverse("directory:download", args=["exe"])).status_code == 404

    def test_in_data_inclusion_with_the_french_pages_even_asked_for_in_english(self, network: Any, client: Any) -> None:
        with override("en"):
            address = reverse("directory:download", args=["data-inclusion"])
        response = client.get(address, {"quoi": "Babet", "rayon": "0"})
        assert response["Content-Disposition"].endswith('.data-inclusion.json"')
        links = {each["lien_source"] for each in json.loads(response.getvalue())["structures"]}
        assert links
        assert all("/lieux/" in link and "/en/" not in link for link in links)

    def test_the_network_is_published_by_its_coordinator(self, network: Any, client: Any) -> None:
        member = Place.objects.order_by("pk").first()
        NetworkPlace.objects.update_or_create(network=network, place=member, defaults={"kind": "member"})
        user = UserFactory()
        RoleFactory(user=user, network=network, kind="coordinator")
        client.force_login(user)
        lines = list(csv.DictReader(io.StringIO(client.get(reverse("directory:network_file")).getvalue().decode())))
        assert [line["id"] for line in lines] == [str(member.public_id)]
