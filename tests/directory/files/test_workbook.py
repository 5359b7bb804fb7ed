"""Workbooks, written by other libraries than the one that reads them, and those that would bring a server down."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P

from maille.directory.files import SheetNotChosen, UnreadableFile, read_table
from maille.directory.files import limits as file_limits

Sheets = dict[str, list[list[Any]]]


def as_xlsx(sheets: Sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(sheets: Sheets) -> bytes:
    book = OpenDocumentSpreadsheet()
    for name, lines in sheets.items():
        table = OdfTable(name=name)
        for line in lines:
            row = TableRow()
            for value in line:
                row.addElement(ods_cell(value))
            table.addElement(row)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def ods_cell(value: Any) -> Any:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value)
    if isinstance(value, dt.date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value))
    return cell


WRITERS = pytest.mark.parametrize("write", [as_xlsx, as_ods])
Write = Callable[[Sheets], bytes]

LINES = [
    ["id", "nom", "code_postal", "latitude", "date_maj", "ouvert"],
    ["1", "Médiathèque « l’Îlot »", 42000, 45.43, dt.date(2022, 12, 1), True],
    [None, None, None, None, None, None],
    [2, "=HYPERLINK", "01000", -4, dt.datetime(2022, 12, 1, 9, 30), False],  # noqa: DTZ001 - a spreadsheet has no zone
]


@WRITERS
def test_a_sheet_is_read_as_one_would_type_it(write: Write) -> None:
    table = read_table(write({"Lieux": LINES}))
    first, second = table.rows()
    assert table.columns == tuple(LINES[0])
    assert list(first.cells.values()) == ["1", "Médiathèque « l’Îlot »", "42000", "45.43", "2022-12-01", "VRAI"]
    assert (first.line_number, second.line_number) == (2, 4)
    assert [second.cells["id"], second.cells["code_postal"], second.cells["latitude"]] == ["2", "01000", "-4"]
    assert second.cells["date_maj"] == "2022-12-01T09:30"


@WRITERS
def test_numbers_where_zeros_count_are_told(write: Write) -> None:
    (remark,) = read_table(write({"Lieux": LINES})).remarks
    assert "«\u00a0code_postal\u00a0», 1\u00a0cellule est un nombre" in str(remark)


def test_a_siret_typed_as_a_number_keeps_its_digits() -> None:
    lines = [["pivot", "nom"], [79200000000018, "a"], [35600000049837.0, "b"]]
    assert [row.cells["pivot"] for row in read_table(as_xlsx({"x": lines})).rows()] == [
        "79200000000018",
        "35600000049837",
    ]


@WRITERS
def test_titles_may_stand_below_a_heading(write: Write) -> None:
    lines = [["Liste des lieux", None, None], [None, None, None], ["id", "nom", "ville"], ["1", "a", "b"]]
    table = read_table(write({"Lieux": lines}))
    assert [row.line_number for row in table.rows()] == [4]
    assert "ligne 3" in str(table.remarks[0])


NOTES = [["Ce classeur est à remplir."], ["Merci."]]
TABLE = [["id", "nom"], ["1", "a"]]


@WRITERS
def test_the_only_sheet_that_holds_a_table_is_read(write: Write) -> None:
    table = read_table(write({"Lisez-moi": NOTES, "Vide": [], "Lieux": TABLE}))
    assert (table.sheet, table.sheets) == ("Lieux", ("Lisez-moi", "Vide", "Lieux"))


@WRITERS
def test_several_tables_are_named_and_one_is_asked_for(write: Write) -> None:
    data = write({"2021": TABLE, "2022": [["id", "nom"], ["2", "b"]]})
    with pytest.raises(SheetNotChosen, match="«\u00a02021\u00a0», «\u00a02022\u00a0»") as refusal:
        read_table(data)
    assert refusal.value.sheets == ("2021", "2022")
    assert [row.cells["id"] for row in read_table(data, sheet="2022").rows()] == ["2"]


@pytest.mark.parametrize(
    ("sheets", "sheet", "sentence"),
    [
        ({"Notes": NOTES}, "", "Aucune feuille"),
        ({"Notes": NOTES, "Lieux": TABLE}, "Notes", "ne contient pas de tableau"),
        ({"Lieux": TABLE}, "Feuil1", "n’a pas de feuille «\u00a0Feuil1\u00a0»"),
        ({"Lieux": [["id", "id"], ["1", "2"]]}, "", "deux fois"),
        ({"Lieux": [["id", "nom"]]}, "", "Aucune feuille"),
    ],
)
def test_a_wrong_sheet_is_a_sentence(sheets: Sheets, sheet: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_table(as_xlsx(sheets), sheet=sheet)


def test_a_cell_beyond_the_titles_is_told() -> None:
    bad, good = read_table(as_xlsx({"x": [["id", "nom"], ["1", "a", "oups"], ["2", "b"]]})).rows()
    assert "3 colonnes et l’en-tête 2" in str(bad.problem)
    assert good.problem is None


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def with_sheet(data: bytes, change: Callable[[bytes], bytes], part: str) -> bytes:
    """The same workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    assert part in dict(parts)
    return zipped([(name, change(content) if name == part else content) for name, content in parts])


XLSX_SHEET = "xl/worksheets/sheet1.xml"


def test_a_part_that_inflates_beyond_reason_is_refused_before_it_is_opened() -> None:
    bomb = with_sheet(as_xlsx({"x": TABLE}), lambda text: text + b" " * 60_000_000, XLSX_SHEET)
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableFile, match="démesuré"):
        read_table(bomb)


def test_many_parts_that_are_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maille.directory.files.parts.MOST_INFLATED", 100_000)
    with pytest.raises(UnreadableFile, match="démesuré"):
        read_table(zipped([("xl/workbook.xml", b""), *((f"{rank}", bytes(9_000)) for rank in range(12))]))
    parts = ((f"{rank}", b"") for rank in range(file_limits.MOST_PARTS))
    with pytest.raises(UnreadableFile, match="démesuré"):
        read_table(zipped([("xl/workbook.xml", b""), *parts]))


def test_a_lie_about_the_size_of_a_part_changes_nothing() -> None:
    bomb = bytearray(with_sheet(as_xlsx({"x": TABLE}), lambda text: text + b" " * 60_000_000, XLSX_SHEET))
    # The central directory declares the inflated size at 24 bytes of each record.
    at = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(XLSX_SHEET.encode()))
    bomb[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        read_table(bytes(bomb))


def test_a_cell_in_the_last_corner_is_refused() -> None:
    far = with_sheet(as_xlsx({"x": TABLE}), lambda text: text.replace(b'r="B2"', b'r="XFD1048576"'), XLSX_SHEET)
    with pytest.raises(UnreadableFile, match="s’étend sur 17\u202f179\u202f869\u202f184\u00a0cellules"):
        read_table(far)


def repeated(text: bytes, times: int) -> bytes:
    row = f'<table:table-row table:number-rows-repeated="{times}">'.encode()
    return row.join(text.rsplit(b"<table:table-row>", 1))


def test_rows_repeated_a_million_times_are_refused_when_they_hold_something() -> None:
    data = as_ods({"x": TABLE})
    with pytest.raises(UnreadableFile, match="s’étend sur"):
        read_table(with_sheet(data, lambda text: repeated(text, 100_000_000), "content.xml"))


def test_empty_rows_repeated_to_the_end_of_the_sheet_are_nothing() -> None:
    data = as_ods({"x": [*TABLE, [None]]})
    table = read_table(with_sheet(data, lambda text: repeated(text, 1_048_574), "content.xml"))
    assert [row.cells["id"] for row in table.rows()] == ["1"]


def test_entities_that_multiply_are_refused() -> None:
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def with_entity(text: bytes) -> bytes:
        return entity + text.split(b"?>", 1)[1]

    with pytest.raises(UnreadableFile):
        read_table(with_sheet(as_ods({"x": TABLE}), with_entity, "content.xml"))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 et puis rien",
        as_xlsx({"x": TABLE})[:2000],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000),
        with_sheet(as_xlsx({"x": TABLE}), lambda _: b"<worksheet><", XLSX_SHEET),
        with_sheet(as_ods({"x": TABLE}), lambda text: text[:200], "content.xml"),
    ],
)
def test_a_broken_workbook_is_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"enregistrez-le|sans mot de passe"):
        list(read_table(data).rows())


def test_a_part_that_is_locked_or_packed_otherwise_is_a_sentence() -> None:
    locked = bytearray(as_xlsx({"x": TABLE}))
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(UnreadableFile, match="mot de passe"):
        read_table(bytes(locked))
    locked[at + 8] ^= 1
    locked[at + 10] = 99
    with pytest.raises(UnreadableFile, match="ne s’ouvre pas"):
        read_table(bytes(locked))


def test_another_zip_is_no_workbook() -> None:
    with pytest.raises(UnreadableFile, match="zip"):
        read_table(zipped([("lieux.csv", b"id;nom")]))


def test_a_file_on_disk_is_weighed_before_it_is_read(tmp_path: Any) -> None:
    path = tmp_path / "lieux.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="pèse 200\u00a0Mo et Maille en lit 50"):
        read_table(path)
    with pytest.raises(UnreadableFile, match="introuvable"):
        read_table(tmp_path / "absent.csv")
