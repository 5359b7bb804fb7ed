"""Statements: immutable versions, and the word that each change must bear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from maille.language.phrases import Phrase, Phrasebook

from .differences import changes, tokens

PUBLICATION, EDIT, CORRECTION, REACTION, TYPO, WITHDRAWAL = (
    "publication", "edit", "rectificatif", "reaction", "coquille", "retrait",
)  # fmt: skip
KINDS = (EDIT, CORRECTION, REACTION, TYPO, WITHDRAWAL)
MOST_WORDS_OF_A_TYPO = 5

SAYS = Phrasebook(
    "statements",
    {
        "kind": (
            "Dites ce que c’est\u00a0: EDIT ajoute, RECTIFICATIF corrige, RÉACTION répond, COQUILLE, RETRAIT.",
            "Say what it is: EDIT adds, RECTIFICATIF corrects, RÉACTION answers, COQUILLE, RETRAIT withdraws.",
        ),
        "note": (
            "Dites en quelques mots ce qui change et pourquoi\u00a0: les lecteurs le liront au-dessus du texte.",
            "Say in a few words what changes and why: readers will see it above the text.",
        ),
        "nothing": (
            "Le texte n’a pas changé\u00a0: corrigez d’abord le brouillon.",
            "The text has not changed: correct the draft first.",
        ),
        "first": (
            "Un texte publié une fois ne se publie pas de nouveau\u00a0: dites ce qui change.",
            "A text that was published once is not published again: say what changes.",
        ),
        "withdrawn": (
            "Ce texte a été retiré\u00a0: écrivez-en un autre.",
            "This text was withdrawn: write another one.",
        ),
        "digit": (
            "Une coquille ne change pas un chiffre ({word:q})\u00a0: choisissez RECTIFICATIF.",
            "A COQUILLE does not change a figure ({word:q}): choose RECTIFICATIF.",
        ),
        "date": (
            "Une coquille ne change pas une date ({word:q})\u00a0: choisissez RECTIFICATIF.",
            "A COQUILLE does not change a date ({word:q}): choose RECTIFICATIF.",
        ),
        "name": (
            "Une coquille ne change pas un nom ({word:q})\u00a0: choisissez RECTIFICATIF.",
            "A COQUILLE does not change a name ({word:q}): choose RECTIFICATIF.",
        ),
        "negation": (
            "Une coquille ne change pas une négation ({word:q})\u00a0: choisissez RECTIFICATIF.",
            "A COQUILLE does not change a negation ({word:q}): choose RECTIFICATIF.",
        ),
        "words": (
            "Une coquille change {limit} mots au plus, ici {words}\u00a0: choisissez EDIT ou RECTIFICATIF.",
            "A COQUILLE changes {limit} words at most, here {words}: choose EDIT or RECTIFICATIF.",
        ),
    },
)
DATES = re.compile(
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|demain|aujourd[’']hui)$",
    re.IGNORECASE,
)
NEGATIONS = re.compile(
    r"(?:ne|n|pas|plus|jamais|rien|aucune?s?|sans|ni|non|nulle?s?|personne|guère|sauf)$|n[’']|.*[’'](?:aucune?|un)$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]")


def why_not(kind: str, *, note: str, before: str, after: str, is_withdrawn: bool = False) -> Phrase | None:
    """Why a published text may not change so; nothing when it may. Texts are whole: title, then body."""
    if is_withdrawn:
        return SAYS("withdrawn")
    if kind not in KINDS:
        return SAYS("kind")
    if kind != TYPO and not note.strip():
        return SAYS("note")
    if kind in (CORRECTION, TYPO) and before == after:
        return SAYS("nothing")
    return _why_no_typo(before, after) if kind == TYPO else None


def _why_no_typo(before: str, after: str) -> Phrase | None:
    texts = [text for change in changes(before, after) for text in (change.before, change.after)]
    words = [word for text in texts for word in tokens(text) if WORD.search(word)]
    names = _names(before) ^ _names(after)
    for code, touched in (
        ("digit", [word for word in words if any(map(str.isdigit, word))]),
        ("date", [word for word in words if DATES.match(word)]),
        ("negation", [word for word in words if NEGATIONS.match(word)]),
        ("name", sorted(names)),
    ):
        if touched:
            return SAYS(code, word=touched[0])
    count = max(_words_of(before, after))
    return SAYS("words", limit=MOST_WORDS_OF_A_TYPO, words=count) if count > MOST_WORDS_OF_A_TYPO else None


def _words_of(before: str, after: str) -> tuple[int, int]:
    """How many words the changes take together, before and after."""
    found = changes(before, after)
    old, new = " ".join(one.before for one in found), " ".join(one.after for one in found)
    return _count(old), _count(new)


def _count(text: str) -> int:
    return sum(1 for word in tokens(text) if WORD.search(word))


def _names(text: str) -> set[str]:
    """Words with a capital where a sentence does not ask for one."""
    inside = re.finditer(r"(?<![.!?…:\n#*>-])(?<!^)[ \u00a0’'](?P<name>[A-ZÀ-ÖØ-Þ][^\W_]*(?:-[^\W_]+)*)", text)
    return {found["name"] for found in inside}


def fingerprint(
    previous: str, words: Sequence[str], signatories: Sequence[str], published_at: datetime, dated_on: date | None
) -> str:
    """What seals a version to the one before: its words, who signs, its days. No version changes without its seal."""
    days = (published_at.astimezone(UTC).isoformat(), str(dated_on or ""))
    parts = (previous, *days, *words, *signatories)
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Dated:
    """A version as its page names it: what it is, its day, how many of its kind came that day before it."""

    kind: str
    day: date
    earlier: int = 0

    @property
    def anchor(self) -> str:
        """Where its note stands in the page: "edit-2018-12-18", the second of the day "edit-2018-12-18-2"."""
        return f"{self.kind}-{self.day.isoformat()}" + (f"-{self.earlier + 1}" if self.earlier else "")


def anchors(versions: list[tuple[str, date]]) -> list[str]:
    """The anchor of each version, the oldest first."""
    seen: dict[tuple[str, date], int] = {}
    found = []
    for version in versions:
        found.append(Dated(*version, earlier=seen.get(version, 0)).anchor)
        seen[version] = seen.get(version, 0) + 1
    return found
