"""The refused lines of an import, as the same kind of file with the reasons, to correct and import again."""

import csv
import io
import json
from collections.abc import Iterator

from django.http import HttpResponse

from .models import Import, ImportLine

REASON = "raison_du_refus"
"""The column added at the end: no mapping reads it, so that the file comes back as it is."""


def refused_lines(of_import: Import) -> "Iterator[ImportLine]":
    """In their order."""
    return of_import.lines.filter(state=ImportLine.State.REFUSED).order_by("number").iterator(chunk_size=500)


def refused_file(of_import: Import) -> HttpResponse:
    """The file to correct."""
    lines = list(refused_lines(of_import))
    columns = list(dict.fromkeys(column for line in lines for column in line.row))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*columns, REASON])
    for line in lines:
        writer.writerow([*(_text(line.row.get(column)) for column in columns), line.reason_in_words])
    response = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"lignes-refusees-{of_import.pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _text(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
