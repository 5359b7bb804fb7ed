"""Tables written as they come, in flat memory: CSV, JSON, GeoJSON, XLSX. No cell of them runs as a formula."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import IO, Any

from maille.core.formulas import safe_cell

LINES_A_PIECE = 500
UTF8_MARK = "\ufeff"
WIDEST_COLUMN = 60


def write_csv(
    columns: Sequence[str], lines: Iterable[Sequence[object]], *, delimiter: str = ",", with_mark: bool = False
) -> Iterator[bytes]:
    """CSV in UTF-8, piece by piece. French spreadsheets open it by a click with the mark and semicolons."""
    head = ((UTF8_MARK if with_mark else "") + _csv([columns], delimiter)).encode()
    yield head
    for piece in batched(lines, LINES_A_PIECE):
        yield _csv(piece, delimiter).encode()


def _csv(lines: Iterable[Sequence[object]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [safe_cell(value) for value in line] for line in lines
    )
    return out.getvalue()


def write_json(items: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A JSON list, one item a line."""
    yield from _listed("[\n", items, "\n]\n")


def write_geojson(items: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A GeoJSON collection; an item without `latitude` and `longitude` is a feature without a geometry (RFC 7946)."""
    yield from write_features(map(_feature, items))


def write_features(features: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A GeoJSON collection of features that are already made."""
    yield from _listed('{"type": "FeatureCollection", "features": [\n', features, "\n]}\n")


def _listed(before: str, items: Iterable[Mapping[str, Any]], after: str) -> Iterator[bytes]:
    yield before.encode()
    separator = ""
    for piece in batched(items, LINES_A_PIECE):
        written = ",\n".join(json.dumps(item, ensure_ascii=False, allow_nan=False) for item in piece)
        yield (separator + written).encode()
        separator = ",\n"
    yield after.encode()


def _feature(item: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in item.items() if name not in ("latitude", "longitude")}
    latitude, longitude = item.get("latitude"), item.get("longitude")
    is_placed = latitude not in (None, "") and longitude not in (None, "")
    point = {"type": "Point", "coordinates": [float(longitude), float(latitude)]} if is_placed else None  # type: ignore[arg-type]  # neither is None
    return {"type": "Feature", "geometry": point, "properties": properties}


def write_xlsx(out: IO[bytes], columns: Sequence[str], lines: Iterable[Sequence[object]], *, sheet: str) -> None:
    """One sheet whose cells are all text, written row after row; the titles stay in sight and can be filtered."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # a quarter of a second, for those who ask for a workbook

    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        for rank, name in enumerate(columns):
            page.set_column(rank, rank, min(WIDEST_COLUMN, max(12, len(name) + 2)))
        for rank, name in enumerate(columns):
            page.write_string(0, rank, name, bold)
        last = 0
        for last, line in enumerate(lines, start=1):
            for rank, value in enumerate(line):
                page.write_string(last, rank, "" if value is None else str(value))
        page.autofilter(0, 0, max(last, 1), max(len(columns) - 1, 0))
