"""Words cut as one would by hand: a sentence into the lines of a slogan, the opening of a text for a sheet."""

import re
from functools import cache

WIDTH = 18
MOST_LINES = 8
SMALL = frozenset(
    ["à", "au", "aux", "ce", "ces", "de", "des", "du", "en", "et", "la", "le", "les", "leur", "ma", "mon", "ne", "on",
     "ou", "par", "pour", "sa", "se", "ses", "son", "sur", "un", "une"]
)  # fmt: skip


ENDS = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][ \u00a0]»)) +(?=[A-ZÀ-ÖØ-Ý«])")


def opening(text: str, most: int) -> str:
    """The whole sentences that a text begins with, in at most so many signs; of a longer one, its first words."""
    kept = ""
    for sentence in ENDS.split(text):
        if len(f"{kept} {sentence}".strip()) > most:
            break
        kept = f"{kept} {sentence}".strip()
    if kept or not text:
        return kept
    return text[: most - 1].rpartition(" ")[0].rstrip(" ,;:\u00a0") + "…" if " " in text[: most - 1] else text[:most]


def in_lines(sentence: str, width: int = WIDTH) -> str:
    """The same words, with line breaks, lines alike and no small word left at an end.

    As many lines as the width asks for, never more than a slogan holds.
    """
    words = sentence.split(" ")
    if len(" ".join(words)) > width * MOST_LINES:
        width = -(-len(sentence) // (MOST_LINES - 1))

    @cache
    def best(start: int) -> tuple[float, tuple[str, ...]]:
        if start == len(words):
            return 0.0, ()
        found = []
        for end in range(start + 1, len(words) + 1):
            line = " ".join(words[start:end])
            if len(line) > width and end > start + 1:
                break
            cost, rest = best(end)
            ends_badly = end < len(words) and words[end - 1].lower() in SMALL
            found.append((cost + (width - len(line)) ** 2 + (width * width if ends_badly else 0), (line, *rest)))
        return min(found)

    return "\n".join(best(0)[1])
