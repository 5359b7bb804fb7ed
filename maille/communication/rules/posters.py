"""Posters: what each kind must say, what keeps one from being printed, and when a printed one is out of date."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from maille.core.documents.characters import undrawable
from maille.language.phrases import Phrase

from .colours import contrast
from .poster_phrases import CHANGES, NAMES, SAYS
from .statements import EDIT

CAMPAIGN, SESSION, WEEK, CLOSURE, STATEMENT, TABS = (
    "campagne", "seance", "semaine", "fermeture", "position", "languettes",
)  # fmt: skip
ASKED: Mapping[str, tuple[str, ...]] = {
    CAMPAIGN: ("title", "slogan", "facts", "source"),
    SESSION: ("title", "slogan", "when", "where", "price", "phone", "facts"),
    WEEK: ("title", "where", "lines", "phone", "facts"),
    CLOSURE: ("title", "slogan", "when", "where", "phone", "facts"),
    STATEMENT: ("title", "slogan", "facts", "source"),
    TABS: ("title", "slogan", "when", "where", "phone", "facts"),
}
"""The fields of each kind of poster, in the order in which they are read; all bear a signature besides."""
REQUIRED: Mapping[str, tuple[str, ...]] = {
    CAMPAIGN: ("title", "slogan", "facts", "source"),
    SESSION: ("slogan", "when", "where"),
    WEEK: ("title", "where", "lines"),
    CLOSURE: ("slogan", "when"),
    STATEMENT: ("title", "slogan", "source"),
    TABS: ("slogan", "phone"),
}
BETTER: Mapping[str, tuple[str, ...]] = {
    SESSION: ("price", "phone"),
    WEEK: ("phone",),
    CLOSURE: ("phone", "facts"),
    TABS: ("when", "where"),
}
"""What a poster may lack, and people will ask for."""
LONGEST: Mapping[str, int] = {
    "title": 80, "slogan": 200, "facts": 800, "source": 200, "when": 120, "where": 200, "price": 80, "phone": 40,
    "lines": 1_600, "signature": 240,
}  # fmt: skip
MOST_LINES: Mapping[str, int] = {"slogan": 8, "lines": 16}
HEX = re.compile(r"#[0-9a-fA-F]{6}")
LEAST_CONTRAST = 4.5
PUBLISHED = "published"
ON_GROUNDS = (CAMPAIGN,)
"""Kinds whose colour is a ground: the others also write with it, on white."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a poster says. `slogan` keeps its own line breaks; each line of `lines` is "when | what"."""

    template: str
    title: str = ""
    slogan: str = ""
    facts: str = ""
    source: str = ""
    when: str = ""
    where: str = ""
    price: str = ""
    phone: str = ""
    lines: str = ""
    signature: str = ""
    colour: str = "#b4431f"
    is_parody: bool = False

    def said(self, name: str) -> str:
        """One of its texts; nothing for a field that its kind does not have."""
        return str(getattr(self, name)) if name in (*ASKED[self.template], "signature") else ""

    def rows(self, name: str) -> list[str]:
        """The lines of one of its texts, without the empty ones."""
        return [line.strip() for line in self.said(name).splitlines() if line.strip()]

    @property
    def name(self) -> str:
        """What it is called in a list: its slogan in one line, or its title."""
        return " ".join(self.rows("slogan")) or self.said("title")

    def to_json(self) -> dict[str, Any]:
        """What the database keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Words":
        """What was kept, by whatever version of this program."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: a refusal must be corrected, a remark is only said."""

    field: str
    phrase: Phrase
    is_refusal: bool = True


def faults(words: Words, *, until: date | None, on: date) -> list[Fault]:
    """All that keeps a poster from being printed, then what is worth adding; `until` is the last day it is true."""
    return [*_missing(words), *_lengths(words), *_characters(words), *_colours(words), *_past(until, on)]


def _missing(words: Words) -> Iterator[Fault]:
    for name in (*REQUIRED[words.template], "signature"):
        if not words.rows(name):
            yield Fault(name, SAYS(f"no_{name}"))
    for name in BETTER.get(words.template, ()):
        if not words.rows(name):
            yield Fault(name, SAYS("better", field=NAMES(name)), is_refusal=False)


def _lengths(words: Words) -> Iterator[Fault]:
    for name, most in LONGEST.items():
        if (excess := len(words.said(name)) - most) > 0:
            yield Fault(name, SAYS("length", field=NAMES(name), excess=excess, most=most))
        elif (count := len(words.rows(name))) > MOST_LINES.get(name, count):
            yield Fault(name, SAYS("rows", field=NAMES(name), count=count, most=MOST_LINES[name]))


def _characters(words: Words) -> Iterator[Fault]:
    for name in LONGEST:
        if found := undrawable(words.said(name)):
            yield Fault(name, SAYS("character", field=NAMES(name), characters=found[:5]))


def _colours(words: Words) -> Iterator[Fault]:
    if not HEX.fullmatch(words.colour):
        yield Fault("colour", SAYS("colour"))
        return
    if words.template in ON_GROUNDS:
        return
    ratio = contrast(words.colour, "#ffffff")
    if ratio < LEAST_CONTRAST:
        yield Fault("colour", SAYS("contrast", ratio=f"{ratio:.1f}".replace(".", ",")))


def _past(until: date | None, on: date) -> Iterator[Fault]:
    if until is not None and until < on:
        yield Fault("until", SAYS("past", day=f"{until:%d/%m/%Y}"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed poster, as found on a wall: its version, the last day it is true, what was true of its subject."""

    number: int
    until: date | None = None
    then: Mapping[str, str] | None = None


def why_outdated(
    printed: Printed, *, latest: int, replaced_on: date | None, now: Mapping[str, str] | None, on: date
) -> Phrase | None:
    """Why nobody should trust a printed poster any more; nothing while it is right.

    `then` and `now` hold what its subject says in words, under the same names; `now` is none when it is gone.
    """
    if printed.then and (phrase := _moved(printed.then, now)):
        return phrase
    if printed.number < latest:
        return SAYS("replaced", day=f"{replaced_on:%d/%m/%Y}" if replaced_on else "", number=latest)
    if printed.until is not None and printed.until < on:
        return SAYS("over", day=f"{printed.until:%d/%m/%Y}")
    return None


SAID_IN: Mapping[str, str] = {"when": "when", "where": "where", "programme": "lines", "version": "source"}
"""Which field of a poster says each thing that is compared with its subject."""


def told_by(words: Words, now: Mapping[str, str], *, before: Words, then: Mapping[str, str]) -> dict[str, str]:
    """What the next version of a poster tells of its subject: what is true now, but for the fields left as they were.

    Another colour does not make an old day right: a field that nobody wrote again still says what was true then.
    """
    left = {name for name, field in SAID_IN.items() if words.said(field) == before.said(field) and name in then}
    return {name: then[name] if name in left else value for name, value in now.items()}


def _moved(then: Mapping[str, str], now: Mapping[str, str] | None) -> Phrase | None:
    if now is None:
        return SAYS("gone")
    # A session in preparation that is published since is what the poster announces.
    if now.get("state", PUBLISHED) not in (then.get("state"), PUBLISHED):
        return SAYS(now["state"] if now["state"] in ("cancelled", "withdrawn") else "gone")
    if now.get("version") != then.get("version"):
        change = CHANGES(now.get("change", EDIT))
        return SAYS("version", number=then.get("version", ""), change=change, day=now.get("changed_on", ""))
    changed = next((name for name in then if name != "state" and name in now and now[name] != then[name]), None)
    if changed is None:
        return None
    return SAYS("programme") if changed == "programme" else SAYS("moved", now=now[changed], then=then[changed])


def too_long(field: str, times: float, text: str) -> Fault:
    """Say of a field that does not fit how many signs to take off, when it is so many times too large."""
    excess = max(1, round(len(text) * (1 - 1 / times))) if times > 1 else 1
    return Fault(field, SAYS("no_room", field=NAMES(field), excess=excess, text=text))
