"""The refused lines come out as the kind of file they came in, are corrected, and go in again as they are."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from maille.directory.files.write import write_geojson, write_xlsx
from maille.directory.models import Import
from maille.directory.sheets import REASON, refused_file, refused_name
from maille.territory.models import Place
from tests.directory.importing.sources import STANDARD, as_csv, states, take_standard
from tests.people.factories import RoleFactory
from tests.territory.factories import NetworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]

Rows = list[dict[str, Any]]
BAD = {"commune": "Nulle-Part", "code_postal": "", "code_insee": ""}
ROWS = [STANDARD[0], STANDARD[1] | BAD | {"nom": "=cmd|' /C calc'!A0"}, STANDARD[2], STANDARD[3] | BAD]
COLUMNS = list(STANDARD[0])


def as_xlsx(rows: Rows) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, list(rows[0]), (list(row.values()) for row in rows), sheet="Mes lieux")
    return out.getvalue()


def as_json(rows: Rows) -> bytes:
    listed = [row | {"services": str(row["services"]).split("|")} for row in rows]
    return json.dumps({"lieux": listed}).encode()


def as_geojson(rows: Rows) -> bytes:
    return b"".join(write_geojson(rows))


def lines_of_csv(data: bytes, delimiter: str = ",") -> Rows:
    """As a spreadsheet shows them: the apostrophe that guards a cell is no part of it."""
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter)
    return [{name: cell.removeprefix("'") for name, cell in line.items()} for line in lines]


def lines_of_xlsx(data: bytes) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Mes lieux"]
    head, *rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [dict(zip(head, row, strict=True)) for row in rows]


def lines_of_geojson(data: bytes) -> Rows:
    found = []
    for feature in json.loads(data)["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        found.append(feature["properties"] | {"latitude": latitude, "longitude": longitude})
    return found


KINDS = {
    "csv": (as_csv, lines_of_csv),
    "xlsx": (as_xlsx, lines_of_xlsx),
    "json": (as_json, json.loads),
    "geojson": (as_geojson, lines_of_geojson),
}


def given_back(done: Import) -> bytes:
    return b"".join(refused_file(done))


@pytest.mark.parametrize("kind", KINDS)
class TestEachKind:
    def test_the_refused_lines_alone_come_out_as_they_were_with_the_reason_last(self, kind: str) -> None:
        write, read = KINDS[kind]
        data = write(ROWS)
        done = take_standard(data)
        assert refused_name(done) == f"lignes-refusees-{done.pk}.{kind}"
        lines, before = read(given_back(done)), read(write([ROWS[1], ROWS[3]])) if kind != "json" else None
        assert [line["id"] for line in lines] == ["loire-2", "loire-4"]
        assert all("Nulle-Part" in line[REASON] for line in lines)
        if kind in ("csv", "xlsx"):
            assert list(lines[0]) == [*COLUMNS, REASON]
        if before:
            assert [{k: v for k, v in line.items() if k != REASON} for line in lines] == before

    def test_corrected_they_go_in_again_as_they_are(self, kind: str) -> None:
        write, _ = KINDS[kind]
        take_standard(write(STANDARD[1:4]))
        before = {place.source_key: place for place in Place.objects.all()}
        done = take_standard(write(ROWS))
        again = take_standard(given_back(done))
        assert states(again) == {"new": 0, "changed": 0, "unchanged": 0, "refused": 2}
        corrected = corrections[kind](given_back(again))
        final = take_standard(corrected)
        assert states(final) == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
        place = Place.objects.get(source_key="loire-2")
        assert place.name == ROWS[1]["nom"]
        assert place.services == before["loire-2"].services
        assert (place.latitude, place.longitude) == (45.43, 4.39)

    def test_the_reason_of_an_earlier_refusal_is_replaced(self, kind: str) -> None:
        write, read = KINDS[kind]
        done = take_standard(given_back(take_standard(write(ROWS))))
        (first, _) = read(given_back(done))
        assert list(first).count(REASON) == 1


def _put_right(cells: dict[str, Any]) -> dict[str, Any]:
    return cells | {"commune": "Saint-Étienne", "code_postal": "42000", "code_insee": "42218"}


def _right_csv(data: bytes) -> bytes:
    return as_csv([_put_right(row) for row in lines_of_csv(data)])


def _right_json(data: bytes) -> bytes:
    return json.dumps([_put_right(row) for row in json.loads(data)]).encode()


def _right_geojson(data: bytes) -> bytes:
    collection = json.loads(data)
    for feature in collection["features"]:
        feature["properties"] = _put_right(feature["properties"])
    return json.dumps(collection).encode()


corrections: dict[str, Callable[[bytes], bytes]] = {
    "csv": _right_csv,
    "json": _right_json,
    "geojson": _right_geojson,
    "xlsx": lambda data: as_xlsx([_put_right(row) for row in lines_of_xlsx(data)]),
}


def test_a_csv_keeps_its_separator_and_is_utf_8_whatever_it_was() -> None:
    done = take_standard(as_csv(ROWS, ";").decode().encode("mac-roman"))
    data = given_back(done)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = lines_of_csv(data, ";")
    assert lines[0]["services"] == ROWS[1]["services"]
    assert f";'{ROWS[1]['nom']};" in data.decode()


def test_lists_come_back_as_lists() -> None:
    lines = json.loads(given_back(take_standard(as_json(ROWS))))
    assert lines[0]["services"] == ROWS[1]["services"].split("|")


def test_a_line_wider_than_its_titles_loses_nothing() -> None:
    data = as_csv(ROWS[:1]) + b"loire-9,Trop,Feurs,42110,42094,1 rue,,,,,2024-01-01,un,deux\r\n"
    (line,) = lines_of_csv(given_back(take_standard(data)))
    assert list(line.values())[len(COLUMNS) : -1] == ["un", "deux"]


def test_a_feature_whose_position_is_no_number_comes_back() -> None:
    feature = {"type": "Feature", "geometry": None, "properties": ROWS[1] | {"latitude": "45,4 N"}}
    polygon = {"type": "Polygon", "coordinates": [[[4, 45], [5, 45], [5, 46], [4, 45]]]}
    shaped = {"type": "Feature", "geometry": polygon, "properties": ROWS[3]}
    data = json.dumps({"type": "FeatureCollection", "features": [feature, shaped]}).encode()
    first, second = json.loads(given_back(take_standard(data)))["features"]
    assert (first["geometry"], first["properties"]["latitude"]) == (None, "45,4 N")
    assert second["geometry"] == polygon


def test_the_page_gives_the_file(client: Client) -> None:
    network = NetworkFactory()
    coordinator = RoleFactory(kind="coordinator", network=network, place=None).user
    done = take_standard(as_xlsx(ROWS), network=network)
    client.force_login(coordinator)
    response = client.get(f"/annuaire/imports/{done.pk}/lignes-refusees/")
    assert response.status_code == 200
    assert f"lignes-refusees-{done.pk}.xlsx" in response["Content-Disposition"]
    assert len(lines_of_xlsx(b"".join(response.streaming_content))) == 2
