"""Draw a text, or draw one of its segments again with all the others locked. No segment comes twice in a text."""

import random
from collections import defaultdict
from collections.abc import Iterator

from .lexicon import MEMORY, Pool, lexicon, versions
from .plans import Choice
from .text import Drawn, write


class NothingElse(ValueError):
    """A pool has no other segment to give."""


class _Dice:
    """Draws without ever giving the same segment twice, the heavy ones more often."""

    def __init__(self, dice: random.Random) -> None:
        self.random = dice.random
        self.taken: dict[str, set[int]] = defaultdict(set)

    def __call__(self, pool: Pool) -> int:
        taken, faces = self.taken[pool.name], pool.faces
        if len(taken) >= len(pool.entries):
            raise NothingElse(pool.name)
        while True:  # a pool is much larger than a text, so that a second throw is rare
            index = faces[int(self.random() * len(faces))]
            if index not in taken:
                taken.add(index)
                return index


def draw(choice: Choice, dice: random.Random, version: int | None = None) -> Drawn:
    """Draw a whole text; the same dice give the same text on every machine."""
    return write(choice, lexicon(version or versions()[-1]), _Dice(dice))


def redraw(text: Drawn, position: int, dice: random.Random) -> Drawn:
    """The same text with another segment at one position; what stood inside the old one goes with it.

    IndexError when there is no such position; NothingElse when no other segment is left.
    """
    if not 0 <= position < len(text.indices):
        raise IndexError(position)
    return write(text.choice, lexicon(text.version), _Locked(text, position, dice))


class _Locked:
    """Gives the segments of a text back, but those of one position, which are drawn."""

    def __init__(self, text: Drawn, position: int, dice: random.Random) -> None:
        self.before = iter(text.indices[:position])
        self.after = iter(text.indices[text.ends[position] :])
        self.dice = _Dice(dice)
        self.to_draw = 1
        kept = [*range(position + 1), *range(text.ends[position], len(text.indices))]
        for index in kept:
            self.dice.taken[text.pools[index]].add(text.indices[index])

    def __call__(self, pool: Pool) -> int:
        for index in self.before:
            return index
        if not self.to_draw:
            return next(self.after)
        index = self.dice(pool)
        # What the memory has bound is not drawn again inside the new segment.
        self.to_draw += sum(asked not in MEMORY for asked in pool.entries[index].asks) - 1
        return index


def many(choice: Choice, dice: random.Random, number: int) -> Iterator[Drawn]:
    """As many texts as asked for."""
    return (draw(choice, dice) for _ in range(number))
