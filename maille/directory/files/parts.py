"""The parts of a workbook, measured before anything opens it: a few kilobytes may hide gigabytes.

XLSX and ODS are zip files of XML. Each part is inflated and counted here, in pieces and to a limit, without trusting
the sizes the file declares; then the extent of each sheet is measured, since a cell alone in the last corner is enough
to make a reader allocate billions of empty ones.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from .content import CHUNK, Content
from .limits import MOST_CELLS, MOST_INFLATED, MOST_INFLATED_TIMES, MOST_PARTS
from .phrases import UnreadableFile, unreadable

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_LONGEST_REFERENCE = 24
_SMALL = 1024 * 1024


def check_parts(content: Content) -> str:
    """Whether the zip is "xlsx" or "ods"; refused when it is neither, broken, or a bomb."""
    try:
        with content.open() as file, zipfile.ZipFile(file) as archive:
            return _check(archive)
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError) as error:
        raise unreadable("bad_workbook") from error


def _check(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise unreadable("bomb")
    names = {part.filename for part in parts}
    kind = "xlsx" if "xl/workbook.xml" in names else "ods" if "content.xml" in names else ""
    if not kind:
        raise unreadable("unknown_kind", kind="zip")
    total = 0
    for part in parts:
        extent = _extent(kind, part.filename)
        for piece in _inflated(archive, part, total):
            total += len(piece)
            extent.see(piece)
        extent.check()
    return kind


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> Iterator[bytes]:
    """The part piece by piece, refused as soon as it is too much."""
    if part.flag_bits & 1:
        raise unreadable("locked_workbook")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable("bad_workbook")
    own = 0
    with archive.open(part) as file:
        while piece := file.read(CHUNK):
            own += len(piece)
            is_suspect = own > _SMALL and own > MOST_INFLATED_TIMES * max(part.compress_size, 1)
            if before + own > MOST_INFLATED or is_suspect:
                raise unreadable("bomb")
            yield piece


def _extent(kind: str, name: str) -> "Extent":
    if kind == "ods" and name == "content.xml":
        return OdsExtent()
    return XlsxExtent() if kind == "xlsx" and _SHEET.search(name) else Extent()


class Extent:
    """How far the cells of a part go; a part without cells goes nowhere."""

    rows = 0
    columns = 0

    def see(self, piece: bytes) -> None:
        """Look at the next bytes of the part."""

    def check(self) -> None:
        """Refuse a sheet no reader could hold."""
        if self.rows * self.columns > MOST_CELLS:
            raise unreadable("sheet_too_large", count=self.rows * self.columns, most=MOST_CELLS)


class XlsxExtent(Extent):
    """A sheet of XLSX, whose cells say where they are."""

    tail = b""

    def see(self, piece: bytes) -> None:
        """Find the furthest reference."""
        text = self.tail + piece
        for letters, digits in set(_CELL.findall(text)):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column_number(letters))
        self.tail = text[-_LONGEST_REFERENCE:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


class OdsExtent(Extent):
    """The sheets of ODS, whose rows and cells say how many times they repeat."""

    def __init__(self) -> None:
        """Read the XML as it comes; entities are refused, since they can multiply."""
        self.row = self.column = self.row_times = 0
        self.is_row_filled = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._entity

    def see(self, piece: bytes) -> None:
        """Follow the rows."""
        self.parser.Parse(piece)
        self.check()

    def _entity(self, *_: object) -> None:
        raise unreadable("bomb")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.row = self.rows = self.columns = 0
        elif name == "table:table-row":
            self.row_times, self.column, self.is_row_filled = _times(attributes, "rows"), 0, False
        elif name == "table:table-cell":
            self.column += _times(attributes, "columns")
            if "office:value-type" in attributes or "calcext:value-type" in attributes:
                self.is_row_filled = True
                self.columns = max(self.columns, self.column)
        elif name == "table:covered-table-cell":
            self.column += _times(attributes, "columns")

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.row_times
            if self.is_row_filled:
                self.rows = self.row


def _times(attributes: dict[str, str], of: str) -> int:
    written = attributes.get(f"table:number-{of}-repeated", "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1
