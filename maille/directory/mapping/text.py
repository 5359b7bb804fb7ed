"""Text as people typed it, made fit to show: no HTML, no stray spaces, no control characters."""

import html
import re
import unicodedata
from functools import cache, lru_cache

import nh3

NO_BREAK_SPACE = "\u00a0"

_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" *\n *")
_WORDS = re.compile(r"[a-z0-9]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def quoted(text: str, limit: int = 80) -> str:
    """A value between French quotation marks for a sentence, cut when too long to be read in one."""
    shown = " ".join(text.split())
    if len(shown) > limit:
        shown = shown[: limit - 1].rstrip() + "…"
    return f"«{NO_BREAK_SPACE}{shown}{NO_BREAK_SPACE}»"


def strip_html(text: str) -> str:
    """The words of a piece of HTML, entities read, tags and scripts gone; plain text comes back unchanged."""
    while "<" in text or "&" in text:
        # nh3 escapes what it keeps, and an escaped tag hides one more level: go on until nothing changes.
        words = html.unescape(nh3.clean(text, tags=set()))
        if words == text:
            break
        text = words
    return text


def tidy(text: str) -> str:
    """One spacing: single spaces, at most one blank line, no control character, composed accents."""
    if text.isprintable():
        # Most cells are so: no control character, and no space but the plain one.
        return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter in "\n\t" or not _is_control(letter))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _BLANK_LINES.sub("\n\n", _AROUND_LINE_END.sub("\n", text)).strip()


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn")


def one_line(text: str) -> str:
    """Tidy text on a single line."""
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text) if text.isprintable() else tidy(text)
    return " ".join(text.split())


@lru_cache(maxsize=20_000)  # a column of services repeats the same few cells
def split_outside_parentheses(text: str, separators: tuple[str, ...]) -> tuple[str, ...]:
    """Cut a text at its separators, longest first, leaving alone those between parentheses."""
    pieces, start, depth = [], 0, 0
    for mark in _marks(separators).finditer(text):
        if mark[0] in "()":
            depth = max(0, depth + (1 if mark[0] == "(" else -1))
        elif depth == 0:
            pieces.append(text[start : mark.start()])
            start = mark.end()
    pieces.append(text[start:])
    return tuple(piece for piece in map(one_line, pieces) if piece)


@cache
def _marks(separators: tuple[str, ...]) -> re.Pattern[str]:
    """Parentheses and separators, the longest separator tried first."""
    longest_first = sorted(separators, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, longest_first), r"[()]"]))


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between two words and ended by an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:.") + "…"


@lru_cache(maxsize=50_000)  # names of communes, kinds of places: a file repeats the same few
def slug(text: str) -> str:
    """The letters and digits of a text without accent or case, words joined by hyphens: "Le Crêt" is "le-cret"."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return "-".join(_WORDS.findall(plain))
