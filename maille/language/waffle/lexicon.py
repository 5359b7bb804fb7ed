"""The lexicon of the langue de bois: what is drawn, with every form written out, in versions that never change.

A version is a folder of tables (`lexicon/1/`): nouns, adjectives, verbs, and expressions whose slots are filled from
the others. A published version is never edited, so that an old link says for ever what it said: what is new goes into
the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from maille.language import agreement as french

FOLDER = Path(__file__).parent.parent / "lexicon"
TONES = {"i": "institutionnel", "s": "start-up", "m": "militant"}
DOMAINS = frozenset({"inclusion", "local", "startup", "ministere"})
SINGULAR_ONLY = frozenset({"instance", "evenement"})  # proper names and single events
# Bound once in a text, wherever it is said: the place, the body, what happened, the day.
MEMORY = ("instance", "evenement", "lieu", "date")
AGREEMENTS = ("ms", "fs", "mp", "fp")
SLOT = re.compile(r"\{([^{}]*)\}")
VERB_FORMS = ("infinitif", "il", "ils", "nous", *AGREEMENTS)


class LexiconFault(ValueError):
    """A line of the lexicon cannot be used; the sentence says which, and what is missing."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill from one pool, and how what fills it is said."""

    pool: str
    kind: str  # noun, adjective, verb or expression
    preposition: str = ""
    determiner: str = "le"
    plural: bool = False
    subject: bool = False
    form: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Words that agree with the subject in number (two of them) or with the last noun in gender and number (four)."""

    words: tuple[str, ...]


Part = str | Slot | Agreed


@dataclass(frozen=True, eq=False)
class Entry:
    """One segment of the lexicon: its forms, where it is used, and what it means in plain words."""

    pool: str
    forms: tuple[str, ...]
    tones: frozenset[str]
    domain: str
    weight: int
    clear: str
    gender: str = ""
    source: str = ""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What an expression is made of."""
        return read_template(self.forms[0])

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """The pools that the slots of an expression are filled from."""
        return tuple(slot.pool for slot in slots_of(self.parts)) if len(self.forms) == 1 else ()

    @cached_property
    def said(self) -> dict[tuple[str, str, bool], str]:
        """The noun after each preposition and determiner, as it was asked for so far."""
        return {}

    def noun(self, slot: Slot) -> str:
        """The noun as a slot wants it."""
        key = (slot.preposition, slot.determiner, slot.plural)
        if key not in self.said:
            form, number = self.forms[slot.plural], "p" if slot.plural else "s"
            self.said[key] = french.determined(
                form, self.gender + number, determiner=slot.determiner, preposition=slot.preposition
            )
        return self.said[key]


@lru_cache(maxsize=4096)
def read_template(text: str) -> tuple[Part, ...]:
    """Read "Face {à contexte+}, {^acteur.p} {verbe:pr} {chose}" into its words and slots."""
    parts: list[Part] = []
    for index, piece in enumerate(SLOT.split(text)):
        if index % 2:
            parts.extend(_read_slot(piece))
        elif piece:
            parts.append(piece)
    return tuple(parts)


def _read_slot(text: str) -> Iterator[Part]:
    if text.startswith("="):
        yield Agreed(tuple(text.lstrip("=").split("/")))
        return
    *before, name = text.split(" ")
    subject, with_adjective = name.startswith("^"), name.endswith("+")
    pool, _, form = name.strip("^+").partition(":")
    pool, _, number = pool.partition(".")
    yield Slot(
        pool,
        kind_of(pool),
        preposition=next((word for word in before if word in ("de", "à")), ""),
        determiner=next((word for word in before if word in french.DETERMINERS), "le"),
        plural=number == "p",
        subject=subject,
        form=form,
    )
    if with_adjective:
        yield " "
        yield Slot("adj", "adjective")


NOUNS = frozenset({"chose", "contexte", "acteur", "public", "marche", "instance", "evenement"})


def kind_of(pool: str) -> str:
    """What a pool holds: nouns, adjectives, verbs or expressions."""
    if pool in NOUNS:
        return "noun"
    return {"adj": "adjective", "verbe": "verb"}.get(pool, "expression")


def slots_of(parts: tuple[Part, ...]) -> list[Slot]:
    """The slots of a template, in the order they are filled."""
    return [part for part in parts if isinstance(part, Slot)]


@dataclass(frozen=True, eq=False)
class Pool:
    """The segments that one slot may be filled with, in one tone."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def faces(self) -> tuple[int, ...]:
        """One face of the dice for each unit of weight."""
        return tuple(index for index, entry in enumerate(self.entries) for _ in range(entry.weight))

    @cached_property
    def kind(self) -> str:
        """Noun, adjective, verb or expression."""
        return kind_of(self.name)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """One version: its entries by pool, in the order that links count them."""

    version: int
    pools: dict[str, tuple[Entry, ...]]

    @property
    def size(self) -> int:
        """How many segments there are."""
        return sum(map(len, self.pools.values()))

    @cached_property
    def tones(self) -> dict[str, dict[str, Pool]]:
        """The segments that may be drawn in each tone, by the name of their pool."""
        return {
            tone: {name: _spoken(name, found, tone) for name, found in self.pools.items()} for tone in TONES.values()
        }


def _spoken(name: str, entries: tuple[Entry, ...], tone: str) -> Pool:
    return Pool(name, tuple(entry for entry in entries if tone in entry.tones))


COLUMNS = {
    "noms.txt": ("categorie", "genre", "singulier", "pluriel", "tons", "domaine", "poids", "clair"),
    "adjectifs.txt": (*AGREEMENTS, "tons", "domaine", "poids", "clair"),
    "verbes.txt": (*VERB_FORMS, "tons", "domaine", "poids", "clair"),
    "expressions.txt": ("categorie", "texte", "tons", "domaine", "poids", "source", "clair"),
}


def read_table(name: str, text: str) -> list[Entry]:
    """Read one table, line by line; LexiconFault says which line lacks what."""
    columns = COLUMNS[name]
    header, *lines = text.splitlines()
    if tuple(header.split("|")) != columns:
        raise LexiconFault(f"{name}\u00a0: la première ligne doit nommer les colonnes {', '.join(columns)}.")
    return [_read_line(name, number, line) for number, line in enumerate(lines, start=2)]


def _read_line(name: str, number: int, line: str) -> Entry:
    values = line.split("|")
    if len(values) != len(COLUMNS[name]):
        raise LexiconFault(
            f"{name}, ligne {number}\u00a0: il faut {len(COLUMNS[name])} colonnes, il y en a {len(values)}."
        )
    row = dict(zip(COLUMNS[name], values, strict=True))
    pool = row.get("categorie") or {"adjectifs.txt": "adj", "verbes.txt": "verbe"}[name]
    missing = [key for key in COLUMNS[name] if not row[key] and not _may_be_empty(key, pool)]
    if missing:
        raise LexiconFault(f"{name}, ligne {number}\u00a0: écrivez aussi {', '.join(missing)}.")
    if row["domaine"] not in DOMAINS or not set(row["tons"]) <= set(TONES):
        raise LexiconFault(f"{name}, ligne {number}\u00a0: domaine ou ton inconnu.")
    return Entry(
        pool,
        _forms(name, row),
        tones=frozenset(TONES[letter] for letter in row["tons"]),
        domain=row["domaine"],
        weight=int(row["poids"]),
        clear=row["clair"],
        gender=row.get("genre", ""),
        source=row.get("source", ""),
    )


def _may_be_empty(key: str, pool: str) -> bool:
    return (
        key == "source" or (key == "clair" and pool in ("lieu", "date")) or (key == "pluriel" and pool in SINGULAR_ONLY)
    )


def _forms(name: str, row: dict[str, str]) -> tuple[str, ...]:
    wanted = {
        "noms.txt": ("singulier", "pluriel"),
        "adjectifs.txt": AGREEMENTS,
        "verbes.txt": VERB_FORMS,
        "expressions.txt": ("texte",),
    }
    return tuple(row[key] for key in wanted[name])


def read_sources(text: str) -> list[tuple[str, str, str]]:
    """Where segments were heard: their pool, their words, who said them. All the others are our own."""
    header, *lines = text.splitlines()
    rows = [tuple(line.split("|")) for line in lines]
    for number, row in enumerate(rows, start=2):
        if len(row) != 3 or not all(row):
            raise LexiconFault(f"sources.txt, ligne {number}\u00a0: écrivez {header.replace('|', ', ')}.")
    return [(pool, words, source) for pool, words, source in rows]


def versions() -> list[int]:
    """The versions there are, the newest last."""
    return sorted(int(path.name) for path in FOLDER.iterdir() if path.name.isdigit())


@lru_cache(maxsize=16)
def lexicon(version: int) -> Lexicon:
    """One version, read once."""
    pools: dict[str, list[Entry]] = {}
    for name in COLUMNS:
        for entry in read_table(name, (FOLDER / str(version) / name).read_text(encoding="utf-8")):
            pools.setdefault(entry.pool, []).append(entry)
    for pool, text, source in read_sources((FOLDER / str(version) / "sources.txt").read_text(encoding="utf-8")):
        pools[pool] = [replace(entry, source=source) if entry.forms[0] == text else entry for entry in pools[pool]]
    return Lexicon(version, {pool: tuple(entries) for pool, entries in pools.items()})
