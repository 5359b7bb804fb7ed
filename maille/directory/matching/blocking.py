"""Which records are worth comparing: those that stand near, or share a number, a street or a rare word.

Every record meets a bounded number of others, so that the work grows like sorting does.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from .positions import METRES_A_DEGREE, within
from .readings import Reading

NEAR_METRES = 300
_STEP = NEAR_METRES / METRES_A_DEGREE
SMALL = 12
"""A block of at most so many records is compared whole; in a larger one, each with its neighbours in order."""
WINDOW = 12
BEGINNING = 4
"""Words are brought together by so many first letters: most typos come later."""

Couple = tuple[int, int]


def couples(readings: Sequence[Reading]) -> set[Couple]:
    """The couples of indexes to compare, the smaller first."""
    found: set[Couple] = set()
    for block in _blocks(readings):
        found.update(_within(block))
    found.update(_neighbours(readings))
    return found


def _within(block: list[int]) -> Iterator[Couple]:
    """All the couples of a small block; of a large one, those that stand close in its order."""
    reach = len(block) if len(block) <= SMALL else WINDOW
    for place, one in enumerate(block):
        for other in block[place + 1 : place + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def _blocks(readings: Sequence[Reading]) -> Iterator[list[int]]:
    """Records that share something, in an order where the most alike stand side by side."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        for key in _keys(reading):
            blocks[key].append(index)
    for block in blocks.values():
        if len(block) > SMALL:
            block.sort(key=lambda index: (readings[index].name.words, readings[index].address.words, index))
        if len(block) > 1:
            yield block


def _keys(reading: Reading) -> Iterator[Hashable]:
    yield from reading.contacts
    for area in (reading.area,) if reading.area else (reading.candidate.postal_code, *sorted(reading.commune)):
        if reading.address.words:
            yield area, "way", reading.address.words[-1][:BEGINNING]
        for word in reading.name.own:
            yield area, "word", word[:BEGINNING]
        for trade in reading.trades:
            yield area, "trade", trade


def _neighbours(readings: Sequence[Reading]) -> Iterator[Couple]:
    """Those that stand within some 300 metres, across the boundaries of communes too."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        candidate = reading.candidate
        if candidate.latitude is not None and candidate.longitude is not None:
            cells[_cell(candidate.latitude, candidate.longitude)].append(index)
    for (row, column), here in cells.items():
        beside = [
            index
            for cell in ((row, column + 1), (row + 1, column - 1), (row + 1, column), (row + 1, column + 1))
            for index in cells.get(cell, ())
        ]
        for place, one in enumerate(here):
            mine = readings[one].candidate
            for other in here[place + 1 :] + beside:
                if within(mine, readings[other].candidate, NEAR_METRES):
                    yield (one, other) if one < other else (other, one)


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    row = math.floor(latitude / _STEP)
    return row, math.floor(longitude * max(0.05, math.cos(math.radians(row * _STEP))) / _STEP)
