"""From drawn indices to a text: agreement, élision, the first capital, and what each segment means in plain words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from maille.language import agreement as french

from .lexicon import AGREEMENTS, Agreed, Entry, Lexicon, Part, Pool, Slot
from .plans import Choice, lines_of, memory_of

# Gives the index in its pool of the next segment.
Next = Callable[[Pool], int]


@dataclass(slots=True)
class Piece:
    """Words of a text, and the position of the segment they come from: None for those of the plan."""

    words: str
    position: int | None = None


@dataclass(slots=True)
class Said:
    """One line of a text."""

    kind: str
    pieces: list[Piece]
    entries: list[Entry]

    @property
    def plain(self) -> str:
        """The line as one text."""
        return "".join(piece.words for piece in self.pieces)

    @property
    def clear(self) -> str:
        """What the line says in plain words: its sentence's own translation, or what its columns amount to."""
        by_pool = {entry.pool: entry for entry in self.entries}
        if "entree" in by_pool:
            lead, duty, term = (by_pool[pool].clear for pool in ("entree", "devoir", "terme"))
            return f"{lead}, {duty} faire quelque chose, {term}."
        return " ".join(entry.clear for entry in self.entries if entry.pool in SENTENCES)

    @property
    def words(self) -> list[tuple[str, str, str]]:
        """The segments of the line that hide something simpler: its words, plain words, where heard."""
        return [
            (entry.forms[0], entry.clear, entry.source)
            for entry in self.entries
            if entry.clear and "{" not in entry.forms[0] and entry.pool not in SENTENCES
        ]


SENTENCES = frozenset({"considerant", "constatant", "declare", "decide", "cloture", "actu_institution", "actu_marche"})


@dataclass(frozen=True)
class Drawn:
    """A text: what was asked for, the lexicon it comes from, the drawn indices, and its lines."""

    choice: Choice
    version: int
    indices: tuple[int, ...]
    pools: tuple[str, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)  # where the segments inside each segment stop
    lines: tuple[Said, ...] = field(repr=False)

    @cached_property
    def plain(self) -> str:
        """The whole text, a line to a line."""
        return "\n".join(line.plain for line in self.lines)


class _Writer:
    """Writes one text, segment after segment, remembering what the next words must agree with."""

    def __init__(self, pools: dict[str, Pool], following: Next) -> None:
        self.pools, self.following = pools, following
        self.indices: list[int] = []
        self.drawn: list[str] = []
        self.ends: list[int] = []
        self.memory: dict[str, tuple[int, Entry]] = {}
        self.start_line()

    def start_line(self) -> None:
        self.pieces: list[Piece] = []
        self.entries: list[Entry] = []
        self.last, self.is_plural = "ms", False

    def draw(self, pool: str) -> tuple[int, Entry]:
        """The next segment of a pool, or the one that the text has bound for good."""
        if pool in self.memory:
            return self.memory[pool]
        found = self.pools[pool]
        index = self.following(found)
        self.indices.append(index)
        self.drawn.append(pool)
        self.ends.append(len(self.indices))
        return len(self.indices) - 1, found.entries[index]

    def add(self, words: str, position: int | None) -> None:
        if self.pieces and self.pieces[-1].words.endswith("e "):
            self.pieces[-1].words = french.before(self.pieces[-1].words, words)
        self.pieces.append(Piece(words, position))

    def write(self, parts: tuple[Part, ...], position: int | None = None) -> None:
        for part in parts:
            if isinstance(part, str):  # a space or a comma alone is nobody's segment
                self.add(part, position if any(map(str.isalnum, part)) else None)
            elif isinstance(part, Agreed):
                self.add(self.agreed(part), position)
            else:
                self.fill(part)

    def agreed(self, part: Agreed) -> str:
        if len(part.words) == len(AGREEMENTS):
            return part.words[AGREEMENTS.index(self.last)]
        return part.words[self.is_plural]

    def fill(self, slot: Slot) -> None:
        position, entry = self.draw(slot.pool)
        self.entries.append(entry)
        if slot.kind == "expression":
            self.write(entry.parts, position)
            if slot.pool not in self.memory:
                self.ends[position] = len(self.indices)
        elif slot.kind == "noun":
            self.last = entry.gender + ("p" if slot.plural else "s")
            self.is_plural = slot.plural if slot.subject else self.is_plural
            self.add(entry.noun(slot), position)
        elif slot.kind == "adjective":
            self.add(entry.forms[AGREEMENTS.index(slot.form or self.last)], position)
        else:
            self.add(self.verb(entry, slot), position)

    def verb(self, entry: Entry, slot: Slot) -> str:
        infinitive, singular, plural, we, *participles = entry.forms
        if slot.form == "pr":
            return plural if self.is_plural else singular
        if slot.form in AGREEMENTS:
            return participles[AGREEMENTS.index(slot.form)]
        return {"ils": plural, "nous": we}.get(slot.form) or french.infinitive(infinitive, slot.preposition)


def write(choice: Choice, lexicon: Lexicon, following: Next) -> Drawn:
    """Write the text that a choice and a way to draw give."""
    writer = _Writer(lexicon.tones[choice.tone], following)
    for pool in memory_of(choice.plan, choice.length):
        writer.memory[pool] = writer.draw(pool)
    lines = [_line(writer, line.kind, line.parts) for line in lines_of(choice)]
    return Drawn(choice, lexicon.version, tuple(writer.indices), tuple(writer.drawn), tuple(writer.ends), tuple(lines))


def _line(writer: _Writer, kind: str, parts: tuple[Part, ...]) -> Said:
    writer.start_line()
    writer.write(parts)
    if kind not in ("item", "subtitle"):
        first = writer.pieces[0]
        first.words = first.words[:1].upper() + first.words[1:]
    return Said(kind, writer.pieces, writer.entries)
