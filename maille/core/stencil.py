"""Pages drawn once and filled in for each visitor: what changes from one to the other is all that is written anew.

    stencil = cut(page, {"name": stand_in()})       # the page was drawn for somebody called as the stand-in is
    stencil.filled({"name": "Nadia <3"})            # escaped, as the template would have

A stand-in is a word that nobody can guess, so that it is found nowhere else in the page.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape


def stand_in() -> str:
    return "standin" + secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Stencil:
    """Texts of a page, and between them the names of what is filled in."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """The page with these values, escaped unless they are HTML already."""
        escaped = {name: conditional_escape(value) for name, value in values.items()}
        filling = (part for text, name in zip(self.texts, self.names, strict=False) for part in (text, escaped[name]))
        return "".join(filling) + self.texts[-1]

    def holds(self, words: Iterable[str]) -> bool:
        """Tell whether one of these is in what every visitor reads."""
        return any(word in text for word in words for text in self.texts)


def cut(page: str, stand_ins: Mapping[str, str]) -> Stencil:
    """Cut a page at its stand-ins: name → the word that stands in for it."""
    names = {word: name for name, word in stand_ins.items()}
    pieces = re.split("(" + "|".join(map(re.escape, names)) + ")", page)
    return Stencil(tuple(pieces[::2]), tuple(names[word] for word in pieces[1::2]))
