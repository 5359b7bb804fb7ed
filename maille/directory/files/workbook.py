"""Workbooks: XLSX, XLS and ODS through calamine, once their parts have been measured."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from maille.directory.record import Row
from maille.language.phrases import Phrase
from maille.language.words import fold

from .content import Content
from .limits import MOST_CELLS
from .phrases import FILES, SheetNotChosen, UnreadableFile, unreadable
from .table import Format, Table, checked_columns

LINES_BEFORE_THE_TITLES = 20
LINES_LOOKED_AT = 500
LARGEST_EXACT_INTEGER = 2**53
CODES = ("postal", "cp", "insee", "siret", "siren", "pivot", "tel", "phone", "code", "finess")
"""Words in the name of a column whose values are digits but no numbers: a zero in front of them counts."""


def read_workbook(content: Content, kind: str, *, name: str = "", sheet: str = "") -> Table:
    """The one sheet that holds a table, or the sheet that is asked for."""
    with _said():
        return _read(content, kind, name, sheet)


def _read(content: Content, kind: str, name: str, sheet: str) -> Table:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content.whole()))
    names = tuple(book.sheet_names)
    chosen, tables = sheet, {}
    for each in [sheet] if sheet else names:
        if each not in names:
            raise unreadable("unknown_sheet", sheet=each, sheets=names)
        tables[each] = _header(book.get_sheet_by_name(each))
    held = [each for each, header in tables.items() if header]
    if not held:
        raise unreadable("empty_sheet", sheet=sheet, sheets=names) if sheet else unreadable("no_table", sheets=names)
    if len(held) > 1:
        raise SheetNotChosen(tuple(held))
    (chosen,) = held
    number, titles = cast(tuple[int, list[object]], tables[chosen])
    columns = checked_columns(map(as_text, _without_empty_end(titles)))
    found = book.get_sheet_by_name(chosen)
    return Table(
        format=cast(Format, kind),
        columns=columns,
        read=lambda: _rows(found, number, columns),
        sheets=names,
        sheet=chosen,
        remarks=tuple(_remarks(found, number, columns)),
        name=name,
    )


@contextmanager
def _said() -> Iterator[None]:
    """The faults of the reader, as sentences."""
    try:
        yield
    except UnreadableFile:
        raise
    except PasswordError as error:
        raise unreadable("locked_workbook") from error
    except (CalamineError, OSError, ValueError) as error:
        raise unreadable("bad_workbook") from error
    except BaseException as error:
        # A fault inside the Rust reader comes as an exception of no ordinary kind.
        if type(error).__name__ == "PanicException":
            raise unreadable("bad_workbook") from error
        raise


def _lines(sheet: CalamineSheet, most: int | None = None) -> Iterator[tuple[int, list[Any]]]:
    """The lines that hold something, each with its number in the sheet."""
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise unreadable("sheet_too_large", count=sheet.total_height * sheet.total_width, most=MOST_CELLS)
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False, nrows=most), start=1):
        if any(cell not in ("", None) for cell in cells):
            yield number, cells


def _header(sheet: CalamineSheet) -> tuple[int, list[object]] | None:
    """The line of the titles: words alone, at least two, as wide as what follows; and something does follow."""
    first = list(islice(_lines(sheet, LINES_LOOKED_AT), LINES_BEFORE_THE_TITLES))
    widest = max((_filled(cells) for _, cells in first), default=0)
    for number, cells in first[:-1]:
        are_words = all(isinstance(cell, str) for cell in cells if cell not in ("", None))
        if are_words and _filled(cells) >= max(2, widest / 2):
            return number, cells
    return None


def _filled(cells: list[Any]) -> int:
    return sum(cell not in ("", None) for cell in cells)


def _without_empty_end(titles: list[object]) -> list[object]:
    while titles and not str(titles[-1]).strip():
        titles = titles[:-1]
    return titles


def _rows(sheet: CalamineSheet, header: int, columns: tuple[str, ...]) -> Iterator[Row]:
    for number, cells in _lines(sheet):
        if number > header:
            yield _row(number, [as_text(cell) for cell in cells], columns)


def _row(number: int, values: list[str], columns: tuple[str, ...]) -> Row:
    width = len(columns)
    cells = dict(zip(columns, values[:width] + [""] * (width - len(values)), strict=True))
    surplus = {f"colonne {rank + 1}": value for rank, value in enumerate(values) if rank >= width and value.strip()}
    problem = FILES("ragged", found=width + len(surplus), wanted=width) if surplus else None
    return Row(number, cells | surplus, problem)


def _remarks(sheet: CalamineSheet, header: int, columns: tuple[str, ...]) -> Iterator[Phrase]:
    if header > 1:
        yield FILES("header_below", line=header)
    numbers = Counter[str]()
    codes = [(rank, name) for rank, name in enumerate(columns) if any(word in fold(name) for word in CODES)]
    for number, cells in _lines(sheet) if codes else ():
        if number > header:
            numbers.update(name for rank, name in codes if rank < len(cells) and _is_number(cells[rank]))
    for name, count in numbers.items():
        yield FILES("numbers_in_codes", column=name, count=count)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_text(value: Any) -> str:
    """A cell as one would type it: 42000, not 42000.0; dates and times as ISO 8601 writes them."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < LARGEST_EXACT_INTEGER else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="minutes")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return "" if value is None else str(value)
