"""One line being read: its cells as text, and the remarks made on the way."""

import re

from maille.directory.record import Remark, Row
from maille.language.phrases import Phrase

from .rules import NOTHING_TAKEN_OFF, BadCell, Cleaning, Mapping
from .sentences import MAPPING
from .text import one_line, strip_html, tidy
from .values import value_key

MAX_CELL = 20_000
"""Characters beyond which a cell is an accident (a picture, a whole file) rather than a description."""

_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


class Line:
    """A row with its mapping, and the remarks gathered while it is read."""

    def __init__(self, mapping: Mapping, row: Row) -> None:
        """Start reading a row."""
        self.mapping, self.row = mapping, row
        self.remarks: list[Remark] = []
        # Most cells of a national file are empty: they are put aside once, not at each of its thirty fields.
        self._filled = {column: value for column, value in row.cells.items() if value is not None and value != ""}
        self._empty = {value_key(word) for word in mapping.source.empty_values}

    def remark(self, field: str, before: str, after: str, sentence: Phrase) -> None:
        """Tell one difference between the file and the record."""
        self.remarks.append(Remark(field, before, after, sentence))

    def is_empty(self, columns: tuple[str, ...]) -> bool:
        """Does the line say nothing in these columns?"""
        return self._filled.keys().isdisjoint(columns)

    def text(self, column: str) -> str:
        """A cell as text, "" when it is absent or empty; a list is refused."""
        value = self._filled.get(column)
        if value is None:
            return ""
        if isinstance(value, str) and len(value) <= MAX_CELL and not self._empty:
            return "" if value.isspace() else value
        if isinstance(value, list):
            raise BadCell(MAPPING("list_in_cell", column=column))
        return self._scalar(column, value)

    def texts(self, column: str) -> list[str]:
        """A cell as texts, for a field that holds several values: a JSON list is welcome."""
        value = self.row.cells.get(column)
        values = value if isinstance(value, list) else [value]
        return [text for one in values if (text := self._scalar(column, one))]

    def says(self, column: str, words: tuple[str, ...]) -> bool:
        """Does the whole cell say one of these words?"""
        said = value_key(one_line(strip_html(self.text(column))))
        return said in {value_key(word) for word in words}

    def clean(self, field: str, column: str, text: str, cleaning: Cleaning) -> str:
        """A cell's text with its HTML, wiki marks and number artefacts taken off, and a remark when words moved."""
        if cleaning is NOTHING_TAKEN_OFF:
            return text
        cleaned = strip_html(text) if cleaning.strip_html else text
        if cleaned != text and tidy(cleaned) != tidy(text):
            self.remark(field, text, tidy(cleaned), MAPPING("html", column=column))
        without = cleaned
        for pattern in cleaning.remove:
            without = pattern.sub("", without)
        for before, after in cleaning.replace:
            without = without.replace(before, after)
        if without != cleaned and tidy(without) != tidy(cleaned):
            self.remark(field, tidy(cleaned), tidy(without), MAPPING("stray_signs", column=column))
        return read_as_number(without) if cleaning.number else without

    def _scalar(self, column: str, value: object) -> str:
        if value is None or value == "":
            return ""
        if not isinstance(value, str | int | float):
            raise BadCell(MAPPING("no_text_in_cell", column=column))
        text = value if isinstance(value, str) else str(value)
        if len(text) > MAX_CELL:
            raise BadCell(MAPPING("cell_too_long", column=column, length=len(text)))
        if not text or text.isspace():
            return ""
        return "" if self._empty and value_key(text) in self._empty else text


def read_as_number(text: str) -> str:
    """ "7964.0" as "7964" and "4.5" as "4,5": a decimal that a table program added, or one to be read in French."""
    text = text.strip()
    if not _DECIMAL.fullmatch(text):
        return text
    whole, _, decimals = text.partition(".")
    return f"{whole},{decimals}" if decimals.strip("0") else whole
