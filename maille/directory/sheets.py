"""The refused lines of an import, as the same kind of file with the reasons, to correct and import again."""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .files.geojson import feature_of_cells
from .files.write import write_csv, write_features, write_json, write_xlsx
from .models import Import, ImportLine

REASON = "raison_du_refus"
"""The column added at the end: no mapping reads it, so that the file comes back as it is."""

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_KINDS = {"xls": "xlsx", "ods": "xlsx"}

Item = dict[str, Any]


def refused_kind(of_import: Import) -> str:
    """The kind of file the refused lines are written as: that of the file; XLSX for the other workbooks."""
    told = of_import.table.get("format", "csv")
    return _KINDS.get(told, told)


def refused_name(of_import: Import) -> str:
    """How that file is called."""
    return f"lignes-refusees-{of_import.pk}.{refused_kind(of_import)}"


def refused_file(of_import: Import) -> Iterator[bytes]:
    """The lines to correct, piece by piece: the columns of the file in their order, then the reason."""
    return _WRITERS[refused_kind(of_import)](of_import)


def refused_lines(of_import: Import) -> Iterator[ImportLine]:
    """In their order."""
    return of_import.lines.filter(state=ImportLine.State.REFUSED).order_by("number").iterator(chunk_size=500)


def _items(of_import: Import) -> Iterator[Item]:
    """The cells of each line, the reason last; that of an earlier refusal goes."""
    for line in refused_lines(of_import):
        cells = {column: value for column, value in line.row.items() if column != REASON}
        yield cells | {REASON: line.reason_in_words}


def _columns(of_import: Import) -> list[str]:
    """The columns of the file, then those that only a refused line has (it was wider than its titles)."""
    columns = dict.fromkeys(of_import.table.get("columns", ()))
    for row in of_import.lines.filter(state=ImportLine.State.REFUSED).order_by("number").values_list("row", flat=True):
        columns |= dict.fromkeys(row)
    return [column for column in columns if column != REASON] + [REASON]


def _cells(items: Iterable[Item], columns: list[str]) -> Iterator[list[str]]:
    for item in items:
        yield [_text(item.get(column)) for column in columns]


def _text(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _csv(of_import: Import) -> Iterator[bytes]:
    columns = _columns(of_import)
    sign = of_import.table.get("delimiter") or ","
    return write_csv(columns, _cells(_items(of_import), columns), delimiter=sign, with_mark=True)


def _json(of_import: Import) -> Iterator[bytes]:
    return write_json(_items(of_import))


def _geojson(of_import: Import) -> Iterator[bytes]:
    return write_features(map(feature_of_cells, _items(of_import)))


def _xlsx(of_import: Import) -> Iterator[bytes]:
    out, columns = io.BytesIO(), _columns(of_import)
    sheet = of_import.table.get("sheet") or "Lieux"
    write_xlsx(out, columns, _cells(_items(of_import), columns), sheet=sheet)
    yield out.getvalue()


_WRITERS: dict[str, Callable[[Import], Iterator[bytes]]] = {
    "csv": _csv,
    "json": _json,
    "geojson": _geojson,
    "xlsx": _xlsx,
}
