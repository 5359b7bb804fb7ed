"""Tables out: read back by other libraries, never run by a spreadsheet, flat in memory."""

import csv
import io
import json
import tracemalloc

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.core.formulas import safe_cell, unguarded
from maille.directory.files import read_table
from maille.directory.files.write import write_csv, write_geojson, write_json, write_xlsx

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "- un atelier",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_guarded_and_given_back(text: str) -> None:
    assert safe_cell(text) == "'" + text
    data = b"".join(write_csv(["id", "nom"], [["1", text]]))
    (row,) = read_table(data).rows()
    assert row.cells["nom"] == text


@pytest.mark.parametrize(
    "value", ["+33477332222", "-4.39", "45.43", 4.39, "1 rue du Babet", "", "l'île", "'cité'", "3-5"]
)
def test_telephones_numbers_and_words_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == str(value)
    assert unguarded(str(value)) == str(value)


def test_nothing_is_an_empty_cell() -> None:
    assert safe_cell(None) == ""


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


@given(CELL | st.builds(str.__add__, st.sampled_from(["'", "''"]), st.sampled_from(FORMULAS)))
def test_a_guarded_cell_never_begins_as_a_formula(text: str) -> None:
    guarded = safe_cell(text)
    assert unguarded(guarded) == text
    assert guarded[:1] not in ("=", "@")
    assert guarded[:1] not in ("+", "-") or guarded[1:].replace(".", "").isdigit()


@given(st.lists(st.lists(CELL.map(str.strip), min_size=2, max_size=2).filter(any), max_size=5), st.sampled_from(",;"))
def test_csv_comes_back(lines: list[list[str]], delimiter: str) -> None:
    data = b"".join(write_csv(["id", "nom"], lines, delimiter=delimiter, with_mark=True))
    header, *read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert header == ["id", "nom"]
    assert [[unguarded(cell) for cell in line] for line in read] == lines


def test_json_is_a_list_one_item_a_line() -> None:
    items = [{"id": number, "nom": "é"} for number in range(1_200)]
    data = b"".join(write_json(items))
    assert json.loads(data) == items
    assert data.count(b"\n") == 1_202
    assert json.loads(b"".join(write_json([]))) == []


def test_geojson_writes_longitude_first_and_no_point_for_an_unknown_position() -> None:
    placed, unplaced = {"id": "1", "latitude": "45.43", "longitude": 4.39}, {"id": "2", "latitude": "", "longitude": ""}
    document = json.loads(b"".join(write_geojson([placed, unplaced])))
    assert [each["geometry"] for each in document["features"]] == [
        {"type": "Point", "coordinates": [4.39, 45.43]},
        None,
    ]
    assert [row.cells["id"] for row in read_table(json.dumps(document).encode()).rows()] == ["1", "2"]


def test_a_workbook_holds_texts_only() -> None:
    out = io.BytesIO()
    write_xlsx(out, ["id", "nom", "code_postal"], [["1", "=1+1", "01000"], ["2", None, "http://x.fr"]], sheet="Lieux")
    sheet = openpyxl.load_workbook(out)["Lieux"]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert cells == [["id", "nom", "code_postal"], ["1", "=1+1", "01000"], ["2", "", "http://x.fr"]]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert sheet["B2"].data_type == "s"
    assert [row.cells["nom"] for row in read_table(out.getvalue()).rows()] == ["=1+1", ""]


def test_thirty_thousand_lines_are_written_in_flat_memory() -> None:
    tracemalloc.start()
    size = sum(map(len, write_csv(["id", "nom"], ([str(number), "x" * 1000] for number in range(30_000)))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024 < size / 3
