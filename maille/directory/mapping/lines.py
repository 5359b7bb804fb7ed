"""Each line of a file with what its mapping makes of it, and its cells; as a database keeps them, when it does."""

import math
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Cells
from typing import Any, NamedTuple

from maille.directory.record import Outcome, Row
from maille.territory.gazetteer import Gazetteer

from .apply import apply_all
from .rules import Mapping


class ReadLine(NamedTuple):
    """What a line became, and what its cells hold."""

    outcome: Outcome
    cells: Cells[str, Any]


def read_lines(mapping: Mapping, rows: Iterable[Row], gazetteer: Gazetteer) -> Iterator[ReadLine]:
    """The lines of a file, in order, one at a time."""
    passing: dict[int, Cells[str, object]] = {}

    def remembered() -> Iterator[Row]:
        for row in rows:
            passing[row.line_number] = row.cells
            yield row

    for outcome in apply_all(mapping, remembered(), gazetteer):
        cells = passing.pop(outcome.line_number)
        yield ReadLine(outcome, cells)


def storable_cells(cells: Cells[str, Any]) -> dict[str, Any]:
    """The cells of a line as both databases keep them."""
    return {storable(column): storable(value) for column, value in cells.items()}


def storable(value: Any) -> Any:
    """A cell as both databases keep it: no NUL nor half a character, no number that is none, dates as text."""
    if isinstance(value, str):
        return value if value.isprintable() else _LOST.sub("\ufffd", value.replace("\x00", ""))
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, int | bool) else str(value)


# Half of a character that JSON writes in two ("\\ud83d"): no text holds it.
_LOST = re.compile("[\ud800-\udfff]")
