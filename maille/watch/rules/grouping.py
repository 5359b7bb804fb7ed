"""One card for one story: the same address, or nearly the same title within a week. Grouping never deletes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from maille.language.words import fold

WINDOW = timedelta(days=7)
# Chosen on a few titles of the press, not measured on many: rewordings by agencies stood above, two facts of one town
# below. A wrong card is parted by hand.
ALIKE = 86.0
FEWEST_WORDS = 4
_SPLIT = re.compile(r"[^0-9a-z]+")
_NUMBER = re.compile(r"\d+")
# What a paper adds after its own titles: "… - Le Progrès", "… | Ville de Rennes".
_SIGNATURE = re.compile(r"\s[-–—|]\s[^-–—|]{2,30}$")


@dataclass(frozen=True)
class Told:
    """An article as grouping sees it: the story it is in, the key of its address, its title, when, and of what feed."""

    story: int
    key: str
    title: str
    at: datetime
    source: int = 0


@lru_cache(maxsize=65_536)
def normal(title: str) -> str:
    """The words of a title without accents, case, punctuation, nor the name of the paper."""
    return " ".join(filter(None, _SPLIT.split(fold(_SIGNATURE.sub("", title)))))


def are_alike(one: str, other: str) -> bool:
    """Tell whether two titles tell one thing: long enough, the same figures, nearly the same words."""
    first, second = normal(one), normal(other)
    if min(first.count(" "), second.count(" ")) + 1 < FEWEST_WORDS:
        return False
    if set(_NUMBER.findall(first)) != set(_NUMBER.findall(second)):
        return False
    return first == second or fuzz.token_sort_ratio(first, second, score_cutoff=ALIKE) >= ALIKE


def story_of(new: Told, known: Iterable[Told]) -> int | None:
    """The story that an article belongs to, among those known; None when it begins one.

    The address comes first, whatever the day. A title joins another feed's article only, of the same week: a feed that
    tells the same title twice ("Agenda de la semaine") tells two things. The nearest in time wins.
    """
    near: Sequence[Told] = sorted(known, key=lambda one: (abs(one.at - new.at), one.story))
    if new.key:
        for one in near:
            if one.key == new.key:
                return one.story
    for one in near:
        if abs(one.at - new.at) > WINDOW:
            return None
        if one.source != new.source and are_alike(one.title, new.title):
            return one.story
    return None
