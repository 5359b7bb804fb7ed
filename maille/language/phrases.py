"""Sentences the pure cores say: a code, the values it speaks of, its words in French and in English.

A pure core knows no page and no translation catalogue. It answers with a phrase, which the command line prints in
French, a page in the reader's language, and the database keeps as its code and its values:

    FILES = Phrasebook("files", {"twice": ("La colonne {name:q} est deux fois.", "Column {name:q} is there twice.")})
    phrase = FILES("twice", name="nom")
    str(phrase), phrase.in_("en"), phrase.to_json()

In a template `{name:q}` puts a value, or each value of a list, between quotation marks; `{lines:ligne|lignes}` counts;
`{name}` is said as it is, and a phrase among the values is said in the same language.
"""

import string
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Any

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"
LONGEST_QUOTE = 80


def quoted(text: str, limit: int = LONGEST_QUOTE, *, language: str = "fr") -> str:
    """A value between quotation marks for a sentence, cut when too long to be read in one."""
    shown = " ".join(text[: 10 * limit].split())
    if len(shown) > limit:
        shown = shown[: limit - 1].rstrip() + "…"
    return f"«{NO_BREAK_SPACE}{shown}{NO_BREAK_SPACE}»" if language == "fr" else f"“{shown}”"


def counted(number: int, forms: str, *, language: str = "fr") -> str:
    """A number and its noun, "1 ligne", "2 500 lignes": no lines are one in French and several in English."""
    one, many = forms.split("|")
    is_one = abs(number) < 2 if language == "fr" else abs(number) == 1
    digits = f"{number:,}".replace(",", NARROW_NO_BREAK_SPACE if language == "fr" else ",")
    return f"{digits}{NO_BREAK_SPACE}{one if is_one else many}"


class _Words(string.Formatter):
    """How the values of a sentence are said in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            return counted(value, format_spec, language=self.language)
        if isinstance(value, tuple | list):
            return ", ".join(self.format_field(each, format_spec) for each in value)
        text = value.in_(self.language) if isinstance(value, Phrase) else str(value)
        return quoted(text, language=self.language) if format_spec == "q" else text


_WORDS = {"fr": _Words("fr"), "en": _Words("en")}


@dataclass(frozen=True)
class Phrase:
    """One sentence, with its values, in the languages of its book; `str` says it in French.

    Values are texts, numbers, phrases, or tuples of these: whatever JSON keeps.
    """

    code: str
    templates: tuple[str, str]
    values: tuple[tuple[str, Any], ...] = ()

    def in_(self, language: str) -> str:
        """The sentence in English when the language is one, in French otherwise."""
        words = _WORDS["en" if language[:2] == "en" else "fr"]
        return words.vformat(self.templates[words.language == "en"], (), dict(self.values))

    def __str__(self) -> str:
        return self.in_("fr")

    @property
    def params(self) -> dict[str, Any]:
        """What the sentence speaks of, by name."""
        return dict(self.values)

    def to_json(self) -> dict[str, Any]:
        """What the database keeps."""
        return {"code": self.code, "params": {name: _kept(value) for name, value in self.values}}

    @classmethod
    def from_json(cls, data: Table[str, Any], *, text: str = "") -> "Phrase":
        """The phrase that was kept; `text` is said instead when no book knows its code any more."""
        book, _, name = str(data.get("code", "")).partition(".")
        values = {key: _read(value) for key, value in data.get("params", {}).items()}
        try:
            return _BOOKS[book](name, **values)
        except KeyError:
            return as_written(text or ", ".join(map(str, values.values())))


def _names(template: str) -> set[str]:
    fields: Iterable[Any] = string.Formatter().parse(template)
    return {name for _, name, _, _ in fields if name}


class Phrasebook:
    """The sentences of one subject: short codes, each with its French and its English template."""

    def __init__(self, name: str, templates: Table[str, tuple[str, str]]) -> None:
        """Refuse a sentence that does not speak of the same values in both languages."""
        self.name, self.templates = name, dict(templates)
        self._names = {code: _names(pair[0]) for code, pair in self.templates.items()}
        different = [code for code, pair in self.templates.items() if _names(pair[1]) != self._names[code]]
        if different:
            raise ValueError(f"{name}: the two languages do not say the same values in {', '.join(different)}")
        _BOOKS[name] = self

    def __call__(self, code: str, /, **values: Any) -> Phrase:
        """One sentence of the book, with its values: KeyError when it is not there or a value is missing."""
        if missing := self._names[code] - set(values):
            raise KeyError(f"{self.name}.{code}: {', '.join(sorted(missing))}")
        kept = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in values.items())
        return Phrase(f"{self.name}.{code}", self.templates[code], kept)


_BOOKS: dict[str, Phrasebook] = {}
_AS_WRITTEN = Phrasebook("text", {"as_written": ("{text}", "{text}")})


def phrasebooks() -> list[Phrasebook]:
    """Every book that was imported."""
    return list(_BOOKS.values())


def as_written(text: str) -> Phrase:
    """A sentence that is said the same in every language: what a person wrote."""
    return _AS_WRITTEN("as_written", text=text)


def _kept(value: Any) -> Any:
    if isinstance(value, Phrase):
        return value.to_json()
    return [_kept(each) for each in value] if isinstance(value, tuple) else value


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return Phrase.from_json(value)
    return tuple(_read(each) for each in value) if isinstance(value, list) else value
