"""Sheets of stickers: where each sticker stands on an A4 page. Millimetres, from the top left corner."""

from collections.abc import Iterator
from dataclasses import dataclass

A4 = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class StickerSheet:
    """A sheet as it is sold: stickers across and down, the size of one, what is before the first and between two."""

    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    between: float = 0.0

    @property
    def count(self) -> int:
        return self.across * self.down

    def corner(self, rank: int) -> tuple[float, float]:
        """Where the sticker of this rank begins, the first at 0, row after row."""
        row, column = divmod(rank, self.across)
        return self.left + column * (self.width + self.between), self.top + row * self.height


SHEETS = {
    "24": StickerSheet(3, 8, 70.0, 37.0, 0.0, 0.5),
    "65": StickerSheet(5, 13, 38.1, 21.2, 4.75, 10.7, 2.5),
}
"""By how many there are on one: 24 of 70 × 37 mm, 65 of 38.1 × 21.2 mm."""


def pages_of(count: int, start: int, sheet: StickerSheet) -> Iterator[list[int | None]]:
    """The stickers page by page, by their rank; nothing where one is left as it is, before the `start`th (from 1)."""
    if not 1 <= start <= sheet.count:
        raise ValueError(f"a sheet has stickers 1 to {sheet.count}: {start}")
    slots: list[int | None] = [None] * (start - 1) + list(range(count))
    for first in range(0, len(slots), sheet.count):
        yield slots[first : first + sheet.count]
