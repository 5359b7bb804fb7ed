"""Tables whose cells are separated by a sign: CSV, as spreadsheets of every country write it."""

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice

from maille.core.formulas import unguarded
from maille.directory.record import Row
from maille.language.phrases import Phrase

from .content import Content
from .encodings import Letters, find_encoding
from .limits import LARGEST_FILE, MOST_LINES_IN_A_CELL
from .phrases import FILES, unreadable
from .table import Table, checked_columns

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_RECORDS = 60

# The csv module refuses a file for one cell over 128 kB; here only the line that holds one is refused.
csv.field_size_limit(LARGEST_FILE)

Record = tuple[int, list[str], bool]
"""The number of its first line in the file, its cells, and whether a quote opened there is never closed."""


def read_delimited(content: Content, *, name: str = "", encoding: str = "", delimiter: str = "") -> Table:
    """A CSV file as a table; its encoding and its sign are found when they are not given."""
    letters = find_encoding(content, encoding)
    sign = delimiter or _find_delimiter(content, letters)
    header = next(_records(content, letters, sign), None)
    if header is None:
        raise unreadable("empty")
    columns = checked_columns(header[1])
    return Table(
        format="csv",
        columns=columns,
        read=lambda: _rows(content, letters, sign, columns),
        encoding=letters.encoding.removesuffix("-sig"),
        delimiter=sign,
        remarks=letters.remarks(),
        name=name,
    )


def _rows(content: Content, letters: Letters, delimiter: str, columns: tuple[str, ...]) -> Iterator[Row]:
    for line, cells, is_open in islice(_records(content, letters, delimiter), 1, None):
        yield _row(line, cells, columns, FILES("open_quote") if is_open else None)


def _row(line: int, values: list[str], columns: tuple[str, ...], problem: Phrase | None) -> Row:
    cells = dict(zip(columns, values, strict=False))
    if len(values) == len(columns) or problem:
        return Row(line, cells | _surplus(values, len(columns)), problem)
    if not any(value.strip() for value in values[len(columns) :]) and len(values) > len(columns):
        return Row(line, cells)
    problem = FILES("ragged", found=len(values), wanted=len(columns))
    return Row(line, cells | _surplus(values, len(columns)), problem)


def _surplus(values: list[str], width: int) -> dict[str, str]:
    return {f"colonne {rank + 1}": value for rank, value in enumerate(values) if rank >= width}


def _records(content: Content, letters: Letters, delimiter: str) -> Iterator[Record]:
    """The records that hold something, each with the line it begins on; the csv module joins quoted lines."""
    with content.open() as file:
        text = io.TextIOWrapper(file, encoding=letters.encoding, errors=letters.errors, newline="")
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            start = lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                reader, cells = csv.reader(lines, delimiter=delimiter), []
            if lines.is_too_long() or lines.is_unclosed():
                # The quote was never closed: its line is told, and the lines it swallowed are read again.
                cells = _as_if_unquoted(lines.give_back(), delimiter)
                reader = csv.reader(lines, delimiter=delimiter)
                yield start, cells, True
            elif any(cell.strip() for cell in cells) and not _is_hint(start, cells):
                yield start, [unguarded(cell) if cell[:1] == "'" else cell for cell in cells], False


def _as_if_unquoted(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])


def _is_hint(line: int, cells: list[str]) -> bool:
    """Excel's own first line, "sep=;", which says the separator and is no title."""
    return line == 1 and len(cells) <= 2 and cells[0].startswith("sep=")


class _Lines:
    """The lines of a text, which remembers those of the record being read and can take them back."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.text, self.waiting = text, deque[str]()
        self.record: list[str] = []
        self.number = 1
        self.is_over = False

    def begin(self) -> int:
        """Begin a record; the number of its first line."""
        self.number += len(self.record)
        self.record = []
        return self.number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.record) > MOST_LINES_IN_A_CELL:
            raise StopIteration
        line = self.waiting.popleft() if self.waiting else self.text.readline()
        if not line:
            self.is_over = True
            raise StopIteration
        self.record.append(line.replace("\0", ""))
        return self.record[-1]

    def is_too_long(self) -> bool:
        """Whether a quoted cell goes on further than any real one."""
        return len(self.record) > MOST_LINES_IN_A_CELL

    def is_unclosed(self) -> bool:
        """Whether the text ended inside quotes."""
        return self.is_over and len(self.record) > 1 and sum(line.count('"') for line in self.record) % 2 == 1

    def give_back(self) -> str:
        """Keep the first line of the record only; the others are read again."""
        first, *others = self.record
        self.waiting.extendleft(reversed(others))
        self.record = [first]
        self.is_over = False
        return first


def _find_delimiter(content: Content, letters: Letters) -> str:
    """The sign that cuts the first records into the same number of cells, more than one, the most often."""
    found = {sign: _evenness(content, letters, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: found[sign])


def _evenness(content: Content, letters: Letters, delimiter: str) -> tuple[float, int]:
    widths = [len(cells) for _, cells, _ in islice(_records(content, letters, delimiter), SAMPLE_RECORDS)]
    if not widths or widths[0] < 2:
        return 0.0, 0
    usual = Counter(widths).most_common(1)[0][0]
    return sum(width == widths[0] for width in widths) / len(widths) * (usual > 1), widths[0]
