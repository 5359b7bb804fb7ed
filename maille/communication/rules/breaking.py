"""A sentence cut into the lines of a slogan, as one would by hand: lines alike, no small word left at an end."""

from functools import cache

WIDTH = 18
MOST_LINES = 8
SMALL = frozenset(
    ["à", "au", "aux", "ce", "ces", "de", "des", "du", "en", "et", "la", "le", "les", "leur", "ma", "mon", "ne", "on",
     "ou", "par", "pour", "sa", "se", "ses", "son", "sur", "un", "une"]
)  # fmt: skip


def in_lines(sentence: str, width: int = WIDTH) -> str:
    """The same words, with line breaks: as many lines as the width asks for, never more than a slogan holds."""
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
