"""A file once it is understood: its columns, its lines, and what was noticed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from maille.directory.record import Row
from maille.language.phrases import Phrase

from .limits import LONGEST_CELL, MOST_COLUMNS
from .phrases import FILES, unreadable

Format = Literal["csv", "json", "geojson", "xlsx", "xls", "ods"]


@dataclass(frozen=True)
class Table:
    """A table file. `rows()` can be called as often as needed; it reads the file again each time.

    `columns` are in the order of the file; for JSON, in the order they are first met. `encoding` and `delimiter` are
    empty where they mean nothing; `sheets` names every sheet of a workbook and `sheet` the one that is read.
    """

    format: Format
    columns: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    remarks: tuple[Phrase, ...] = ()
    name: str = ""

    def rows(self) -> Iterator[Row]:
        """Every line of the file, in order."""
        return map(refuse_long_cells, self.read())


def checked_columns(names: Iterable[object]) -> tuple[str, ...]:
    """The names of the columns, tidy; a column without a name takes its rank, one named twice is refused."""
    tidied = [" ".join(str(name).replace("\ufeff", "").split()) for name in names]
    refuse_too_many(len(tidied))
    named = tuple(name or f"colonne {rank}" for rank, name in enumerate(tidied, start=1))
    if twice := repeated(named):
        raise unreadable("column_twice", name=twice[0])
    return named


def refuse_too_many(count: int) -> None:
    """Refuse a table wider than any list of places."""
    if count > MOST_COLUMNS:
        raise unreadable("too_many_columns", count=count, most=MOST_COLUMNS)


def repeated(names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand more than once."""
    return tuple(name for name, times in Counter(names).items() if times > 1)


def refuse_long_cells(row: Row) -> Row:
    """The same line, refused with its reason when one cell is an accident."""
    if row.problem:
        return row
    for column, value in row.cells.items():
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            problem = FILES("cell_too_long", column=column, count=len(value))
            return Row(row.line_number, row.cells, problem)
    return row
