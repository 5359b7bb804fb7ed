"""JSON and GeoJSON: lists alone or wrapped, read piece by piece."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.directory.files import UnreadableFile, read_table
from maille.directory.files import content as content_module


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


ITEMS = [{"id": 1, "nom": "é", "tags": ["a"]}, {"id": 2, "ville": {"nom": "b"}}]


@pytest.mark.parametrize(
    "document",
    [
        ITEMS,
        {"data": ITEMS},
        {"meta": {"list": [1, 2], "total": 2}, "count": 2, "results": ITEMS, "links": [1]},
    ],
)
def test_a_list_alone_or_wrapped_is_read_as_it_is(document: Any) -> None:
    table = read_table(written(document))
    assert table.format == "json"
    assert table.columns == ("id", "nom", "tags", "ville")
    assert [(row.line_number, row.cells) for row in table.rows()] == [(1, ITEMS[0]), (2, ITEMS[1])]


POINT = {"type": "Point", "coordinates": [4.39, 45.43, 500]}


def feature(properties: Any, geometry: Any = None, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry} | more


def collection(*features: Any) -> bytes:
    return written({"type": "FeatureCollection", "name": "lieux", "bbox": [1, 2, 3, 4], "features": features})


def test_a_point_becomes_a_latitude_and_a_longitude() -> None:
    table = read_table(collection(feature({"nom": "a"}, POINT, id="x1")))
    assert table.format == "geojson"
    assert [row.cells for row in table.rows()] == [{"nom": "a", "id": "x1", "latitude": 45.43, "longitude": 4.39}]


def test_what_the_properties_say_is_not_replaced() -> None:
    (row,) = read_table(collection(feature({"latitude": 45, "longitude": ""}, POINT))).rows()
    assert row.cells == {"latitude": 45, "point_latitude": 45.43, "longitude": 4.39}


def test_a_shape_is_kept_as_it_is() -> None:
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    (row,) = read_table(collection(feature({"nom": "a"}, shape))).rows()
    assert row.cells == {"nom": "a", "geometry": shape}


@pytest.mark.parametrize("geometry", [None, {}, {"type": "Point"}, {"type": "Point", "coordinates": ["4", None]}])
def test_a_broken_point_does_not_cost_the_place(geometry: Any) -> None:
    (row,) = read_table(collection(feature({"nom": "a"}, geometry))).rows()
    assert row.cells["nom"] == "a"
    assert "latitude" not in row.cells
    assert row.problem is None


def test_an_item_that_is_no_feature_is_told() -> None:
    good, bad, worse = read_table(collection(feature({"nom": "a"}), {"type": "Feature"}, 3)).rows()
    assert good.problem is None
    assert "n’est pas la description d’un lieu" in str(bad.problem)
    assert worse.problem is not None


def test_a_column_twice_is_told_on_its_item() -> None:
    twice, good = read_table(b'[{"id": 1, "id": 2}, {"id": 3}]').rows()
    assert "«\u00a0id\u00a0» y est deux fois" in str(twice.problem)
    assert good.problem is None
    (twice,) = read_table(b'{"features": [{"type": "Feature", "properties": {"a": 1, "a": 2}}]}').rows()
    assert twice.problem is not None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"[]", "aucun lieu"),
        (b'{"data": []}', "aucun lieu"),
        (b"{}", "liste de lieux"),
        (b'{"id": 1, "nom": "a"}', "liste de lieux"),
        (b'{"type": "FeatureCollection"}', "features"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", "prop', "ligne 1"),
        (b'[\n{"id": 1},\n{"id": 2\n', "ligne 3"),
        (b'[{"id": 1}] et la suite', "JSON lisible"),
        (b'[{"id": 1}{"id": 2}]', "JSON lisible"),
        (b"[" * 200_000, "JSON lisible"),
        (b"[" + b"9" * 5_000 + b"]", "JSON lisible"),
    ],
)
def test_what_is_no_list_of_places_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_table(data)


def test_a_number_that_is_none_is_nothing() -> None:
    (row,) = read_table(b'[{"latitude": NaN}]').rows()
    assert row.cells["latitude"] is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman"])
def test_the_letters_are_found_as_in_any_file(encoding: str) -> None:
    (row,) = read_table('[{"nom": "Médiathèque de l’été"}]'.encode(encoding)).rows()
    assert row.cells["nom"] == "Médiathèque de l’été"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(min_size=1), VALUES, max_size=4), min_size=1, max_size=5), st.integers(1, 9))
def test_pieces_of_any_size_give_the_same_items(items: list[dict[str, Any]], size: int) -> None:
    """The reference is the json module itself, on the whole text."""
    data = written(items)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_module, "CHUNK", size)
        assert [row.cells for row in read_table(data).rows()] == json.loads(data)


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Thirty thousand places of a kilobyte weigh 30 MB on disk and next to nothing here."""
    path = tmp_path / "lieux.json"
    with path.open("w") as file:
        file.write('{"data": [')
        file.write(",".join(json.dumps({"id": number, "nom": "x" * 1000}) for number in range(30_000)))
        file.write("]}")
    tracemalloc.start()
    assert sum(1 for _ in read_table(path).rows()) == 30_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024 < path.stat().st_size / 3
