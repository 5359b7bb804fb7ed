"""Rules that sort what is read: words in a title, a text, or a source; then a theme, aside, or an alert."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maille.language.words import fold, singular

TITLE, ANYWHERE, SOURCE = "title", "anywhere", "source"
THEME, ASIDE, ALERT = "theme", "aside", "alert"
MOST_WORDS = 20
# "Too many alerts kill the alert": one wakes people for a few words only.
MOST_ALERT_WORDS = 3
_SPLIT = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Text:
    """What a rule looks at."""

    title: str
    summary: str = ""
    source: str = ""


@dataclass(frozen=True)
class Sieve:
    """If `where` holds one of `words`, and none of `unless`. A word may be several ("maison de quartier")."""

    where: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def picks(self, text: Text) -> bool:
        looked = {TITLE: text.title, SOURCE: text.source}.get(self.where, f"{text.title} · {text.summary}")
        said = _said(looked)
        return any(_holds(said, word) for word in self.words) and not any(_holds(said, word) for word in self.unless)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a field: one a line, or separated by commas; each once, as first written."""
    found: dict[str, str] = {}
    for piece in re.split(r"[\n,;]+", text):
        word = " ".join(piece.split())
        if stems(word):
            found.setdefault(stems(word), word)
    return tuple(found.values())


def stems(text: str) -> str:
    """Words without accents, case or plural, between spaces."""
    return " ".join(singular(word) for word in _SPLIT.split(fold(text)) if word)


def _said(text: str) -> str:
    return f" {stems(text)} "


def _holds(said: str, word: str) -> bool:
    stemmed = stems(word)
    return bool(stemmed) and f" {stemmed} " in said


def picked(sieve: Sieve, texts: Iterable[Text]) -> list[int]:
    """The ranks of what a rule picks."""
    return [rank for rank, text in enumerate(texts) if sieve.picks(text)]


def fate(outcomes: Sequence[str]) -> str:
    """Of several rules that pick the same thing: an alert is stronger than putting aside, which is than a theme."""
    return next((kind for kind in (ALERT, ASIDE, THEME) if kind in outcomes), "")
