"""Files as they come: each line is read or told, and a file that does not fit is refused whole."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from maille.directory.mapping import Mapping, UnreadableFile, load_mapping, read_rows

Write = Callable[..., Path]


@pytest.fixture
def csv_mapping(write_mapping: Write) -> Mapping:
    return load_mapping(write_mapping(**{'format = "json"': 'format = "csv"\ndelimiter = ";"'}))


def as_json(*items: object) -> bytes:
    return json.dumps(items).encode()


ITEM = {"id": "1", "nom": "a", "ville": "b", "cp": "c"}


def test_json_items_are_numbered_from_one(mapping: Mapping) -> None:
    rows = list(read_rows(as_json(ITEM, ITEM | {"id": "2"}), mapping))
    assert [(row.line_number, row.cells["id"], row.problem) for row in rows] == [(1, "1", None), (2, "2", None)]


def test_csv_lines_keep_the_number_they_have_in_the_file(csv_mapping: Mapping) -> None:
    text = 'id;nom;ville;cp\n1;"deux\nlignes";b;c\n\n2;x;b;c\n'
    rows = list(read_rows(text.encode(), csv_mapping))
    assert [(row.line_number, row.cells["nom"]) for row in rows] == [(2, "deux\nlignes"), (5, "x")]


def test_a_byte_order_mark_and_old_line_ends_are_understood(csv_mapping: Mapping) -> None:
    rows = list(read_rows("\ufeffid;nom;ville;cp\r1;a;b;c\r".encode(), csv_mapping))
    assert [row.cells["id"] for row in rows] == ["1"]


def test_a_ragged_line_is_told_and_the_next_ones_are_read(csv_mapping: Mapping) -> None:
    short, long, good = read_rows(b"id;nom;ville;cp\n1;a\n2;a;b;c;d\n3;a;b;c\n", csv_mapping)
    assert "2 colonnes" in str(short.problem)
    assert "5 colonnes" in str(long.problem)
    assert long.cells["colonne 5"] == "d"
    assert good.problem is None


def test_an_item_that_is_not_a_place_is_told(mapping: Mapping) -> None:
    rows = list(read_rows(as_json("texte", ITEM, None), mapping))
    assert ["n’est pas la description d’un lieu" in str(row.problem) for row in rows] == [True, False, True]


def test_a_column_twice_in_an_item_is_told(mapping: Mapping) -> None:
    (row,) = read_rows(b'[{"id": "1", "id": "2", "nom": "a", "ville": "b", "cp": "c"}]', mapping)
    assert "«\u00a0id\u00a0» y est deux fois" in str(row.problem)


def test_an_encoding_the_mapping_names_is_held_to(write_mapping: Write) -> None:
    named = load_mapping(write_mapping(**{'format = "json"': 'format = "json"\nencoding = "utf-8"'}))
    with pytest.raises(UnreadableFile, match="ligne 1"):
        read_rows(b'[{"id": "\xe9"}]', named)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "vide"),
        (b" \n", "vide"),
        (b"[]", "aucun lieu"),
        (b"{}", "liste de lieux"),
        (b"[{", "JSON lisible"),
        (b"[" * 200_000, "JSON lisible"),
        (b'[{"id": 1, "nom": "a", "cp": "c"}]', "«\u00a0ville\u00a0»"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(mapping: Mapping, data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_rows(data, mapping)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"id;nom;nom;ville;cp\n", "«\u00a0nom\u00a0» y est deux fois"),
        (b"id,nom,ville,cp\n1,a,b,c\n", "Il manque"),
        (b"identifiant;nom;ville;cp\n", "«\u00a0id\u00a0»"),
        (b"\n\n;", "vide"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(csv_mapping: Mapping, data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_rows(data, csv_mapping)
