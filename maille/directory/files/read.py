"""The one door: any table file, by what it holds rather than by its name."""

from importlib.resources.abc import Traversable
from pathlib import Path

from .content import Content, content_of
from .delimited import read_delimited
from .encodings import find_encoding
from .items import read_json
from .parts import check_parts
from .phrases import unreadable
from .table import Table
from .workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
}
_MARKUP = (b"<!doctype html", b"<html", b"<?xml")


def read_table(
    data: bytes | Path | Traversable, *, name: str = "", sheet: str = "", encoding: str = "", delimiter: str = ""
) -> Table:
    """Understand a table file: CSV, JSON, GeoJSON, XLSX, XLS or ODS.

    What is not given is found: the kind and the encoding by the bytes, the separator by the lines, the sheet when only
    one holds a table. Raise UnreadableFile, whose phrase says what to do; SheetNotChosen names those to choose from.
    """
    content = content_of(data)
    name = name or (data.name if isinstance(data, Path) else "")
    head = content.head(4096)
    if head.startswith(_ZIP):
        return read_workbook(content, check_parts(content), name=name, sheet=sheet)
    if head.startswith(_OLE):
        return read_workbook(content, "xls", name=name, sheet=sheet)
    _refuse_other_kinds(head)
    if _opens_json(content, encoding):
        return read_json(content, name=name, encoding=encoding)
    return read_delimited(content, name=name, encoding=encoding, delimiter=delimiter)


def _refuse_other_kinds(head: bytes) -> None:
    for mark, kind in _OTHERS.items():
        if head.startswith(mark):
            raise unreadable("unknown_kind", kind=kind)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        raise unreadable("unknown_kind", kind="page web ou XML")


def _opens_json(content: Content, encoding: str) -> bool:
    """Whether the first sign of the text opens a list or an object."""
    head = content.head(4096)
    if b"\0" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode(find_encoding(content, encoding).encoding, "ignore")
    else:
        text = head.decode("utf-8-sig", "ignore")
    return text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")
