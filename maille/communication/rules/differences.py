"""Two versions of a text compared word by word, as an official journal does: "au lieu de… lire…"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|[^\W_]+(?:[’'-][^\W_]+)*|[^\w\s]|_")
AROUND = 3  # words shown on each side of a change


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are in both texts, in the first only, or in the second only."""

    kind: str  # same, removed, added
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One place that changed: what was written, what is to be read, with a few words around."""

    before: str
    after: str
    lead: str
    tail: str


def tokens(text: str) -> list[str]:
    """Words, marks and spaces, in order: joined, they are the text."""
    return TOKEN.findall(text)


def _operations(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def runs(before: str, after: str) -> list[Run]:
    """The second text with what left it and what came in."""
    old, new = tokens(before), tokens(after)
    return list(_runs(old, new))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    for tag, start, end, new_start, new_end in _operations(old, new):
        if tag == "equal":
            yield Run("same", "".join(old[start:end]))
            continue
        if start < end:
            yield Run("removed", "".join(old[start:end]))
        if new_start < new_end:
            yield Run("added", "".join(new[new_start:new_end]))


def changes(before: str, after: str) -> list[Change]:
    """Each place that changed, in order."""
    old, new = tokens(before), tokens(after)
    return [
        Change(
            "".join(old[start:end]).strip(),
            "".join(new[new_start:new_end]).strip(),
            "".join(new[max(0, new_start - 2 * AROUND) : new_start]).strip(),
            "".join(new[new_end : new_end + 2 * AROUND]).strip(),
        )
        for tag, start, end, new_start, new_end in _operations(old, new)
        if tag != "equal"
    ]
