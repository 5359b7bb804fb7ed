"""CSV as it comes: any separator, any letters, and a fault costs its own line only."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maille.core.formulas import unguarded
from maille.directory.files import Table, UnreadableFile, read_table
from maille.directory.files.limits import LONGEST_CELL, MOST_COLUMNS, MOST_LINES_IN_A_CELL

FRENCH = "id;nom;ville\n1;Médiathèque « l’Îlot »;Saint-Étienne\n2;Café numérique à côté;Bœuf-sur-Œuvre\n"


def cells(table: Table) -> list[dict[str, object]]:
    return [dict(row.cells) for row in table.rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["id", "nom, long; très|long"], ["1", "a,b"], ["2", "c;d\te"]])
    table = read_table(out.getvalue().encode())
    assert table.delimiter == delimiter
    assert [list(row.values()) for row in cells(table)] == [["1", "a,b"], ["2", "c;d\te"]]


def test_services_cut_by_pipes_are_no_columns() -> None:
    table = read_table(b"id,services\n1,a|b|c\n2,d|e|f\n3,g\n")
    assert table.columns == ("id", "services")


def test_a_single_column_is_a_table() -> None:
    assert cells(read_table(b"nom\nun\ndeux\n")) == [{"nom": "un"}, {"nom": "deux"}]


def test_the_separator_excel_says_is_no_title() -> None:
    assert read_table(b"sep=;\nid;nom\n1;a\n").columns == ("id", "nom")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac-roman", "mac-roman"),
        ("cp850", "cp850"),
    ],
)
def test_the_letters_are_found(encoding: str, found: str) -> None:
    text = FRENCH if encoding != "cp850" else FRENCH.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe")
    table = read_table(text.encode(encoding))
    assert table.encoding == found
    assert cells(table)[0]["ville"] == "Saint-Étienne"
    assert str(cells(table)[0]["nom"]).startswith("Médiathèque «")
    assert table.remarks == ()


@pytest.mark.parametrize("word", ["é", "Étienne", "l’eau", "naïf", "ça", "20 °C", "Forêt-d’Orient"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_one_french_word_is_enough(word: str, encoding: str) -> None:
    if encoding == "mac-roman" and word == "Étienne":
        word = "Étienne, forêt"  # a single capital É of a Mac is an ellipsis elsewhere: nobody could tell
    line_end = "\r" if encoding == "mac-roman" else "\r\n"
    data = f"id;nom{line_end}1;{word}{line_end}".encode(encoding)
    assert cells(read_table(data)) == [{"id": "1", "nom": word}]


def test_an_old_mac_file_has_carriage_returns_alone() -> None:
    table = read_table(FRENCH.replace("\n", "\r").encode("mac-roman"))
    assert [row.line_number for row in table.rows()] == [2, 3]
    assert cells(table)[1]["ville"] == "Bœuf-sur-Œuvre"


def test_half_a_character_is_told_with_its_line() -> None:
    data = "id;nom\n1;Médiathèque\n2;Caf".encode() + b"\xc3" + b";\n3;\xc3\xa9t\xc3\xa9\n"
    table = read_table(data)
    assert table.encoding == "utf-8"
    assert [str(remark) for remark in table.remarks] == [
        "1\u00a0caractère abîmé à la ligne 3\u00a0; retrouvez le fichier d’origine ou corrigez ces mots."
    ]
    assert [row.cells["id"] for row in table.rows()] == ["1", "2", "3"]


def test_a_file_cut_inside_its_last_character_is_still_utf8() -> None:
    table = read_table(b"id;nom\n1;Caf\xc3")
    assert table.encoding == "utf-8"
    assert [remark.params["lines"] for remark in table.remarks] == ["2"]


def test_characters_lost_before_are_counted() -> None:
    lines = "".join(f"{number};m\ufffddiath\ufffdque\n" for number in range(100))
    (remark,) = read_table(f"id;nom\n{lines}".encode()).remarks
    assert remark.params == {"count": 200, "lines": "2, 3, 4, 5, 6, 7, 8, 9, 10, 11"}


def test_the_encoding_that_is_asked_for_is_held_to() -> None:
    data = "id;nom\n1;é\n".encode("cp1252")
    assert cells(read_table(data, encoding="cp1252"))[0]["nom"] == "é"
    with pytest.raises(UnreadableFile, match="ligne 2 n’est pas écrite en utf-8"):
        read_table(data, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="n’est pas un encodage connu"):
        read_table(data, encoding="latin-42")


def test_a_quoted_cell_keeps_its_lines_and_the_next_number_is_right() -> None:
    table = read_table(b'id;nom\n1;"a\nb"\n\n2;c\n')
    assert [(row.line_number, row.cells["nom"]) for row in table.rows()] == [(2, "a\nb"), (5, "c")]


def test_a_forgotten_quote_costs_its_line_only() -> None:
    lines = "".join(f"{number};nom {number}\n" for number in range(2, 1000))
    rows = list(read_table(f'id;nom\n1;"oublié\n{lines}'.encode()).rows())
    assert [row.line_number for row in rows] == list(range(2, 1001))
    assert "jamais refermé" in str(rows[0].problem)
    assert rows[0].cells["id"] == "1"
    assert [row for row in rows if row.problem] == rows[:1]


def test_a_forgotten_quote_near_the_end_costs_its_line_only() -> None:
    rows = list(read_table(b'id;nom\n1;a\n2;"b\n3;c\n').rows())
    assert [(row.cells["id"], bool(row.problem)) for row in rows] == [("1", False), ("2", True), ("3", False)]


def test_a_cell_as_long_as_a_real_description_is_read() -> None:
    text = "\n".join(["ligne"] * (MOST_LINES_IN_A_CELL - 2))
    (row,) = read_table(f'id;nom\n1;"{text}"\n'.encode()).rows()
    assert row.cells["nom"] == text
    assert row.problem is None


def test_a_million_characters_cost_their_line_only() -> None:
    long, good = read_table(b"id;nom\n1;" + b"x" * 1_000_000 + b"\n2;a\n").rows()
    assert "trop longue (1\u202f000\u202f000\u00a0caractères)" in str(long.problem)
    assert len(str(long.cells["nom"])) == 1_000_000 > LONGEST_CELL
    assert good.problem is None


def test_a_ragged_line_is_told_and_empty_ends_are_not() -> None:
    short, long, fine = read_table(b"id;nom;ville\n1;a\n2;a;b;c\n3;a;b;;\n").rows()
    assert "2 colonnes et l’en-tête 3" in str(short.problem)
    assert long.cells["colonne 4"] == "c"
    assert fine.problem is None
    assert dict(fine.cells) == {"id": "3", "nom": "a", "ville": "b"}


def test_a_column_without_a_title_takes_its_rank() -> None:
    assert read_table(b"id;;nom;\n1;a;b;c\n").columns == ("id", "colonne 2", "nom", "colonne 4")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "vide"),
        (b"\n \n", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b"id;nom;nom\n1;a;b\n", "«\u00a0nom\u00a0» y est deux fois"),
        (b";".join([b"c%d" % rank for rank in range(MOST_COLUMNS + 1)]), "1\u202f001\u00a0colonnes"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html><html>", "page web"),
        (b"\x00\x01\x02\x03binaire", "octets"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence) as refusal:
        list(read_table(data).rows())
    assert refusal.value.sentence("en") != str(refusal.value)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), st.sampled_from(",;\t|"))
def test_whatever_csv_writes_is_read_back(lines: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "nom", "ville"], *lines])
    table = read_table(out.getvalue().encode("utf-8-sig"), delimiter=delimiter)
    kept = [[unguarded(cell) for cell in line] for line in lines if any(map(str.strip, line))]
    assert [list(row.values()) for row in cells(table)] == kept


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    """Any other exception is a fault of ours."""
    with suppress(UnreadableFile):
        assert all(row.line_number >= 1 for row in read_table(data).rows())
