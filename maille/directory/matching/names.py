"""What a name says: the trade of the place, and the words that are its own."""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from .trades import GENERIC, MARKS, trades_in
from .words import all_words_of, plain, reduced_words, words_of

CLOSE_WORD = 84
CLOSE_NAME = 86
_SHORTEST_LOOSE_WORD = 4
_ACRONYM = range(3, 8)
MARKED = frozenset(MARKS)
NONE: frozenset[str] = frozenset()


class Name(NamedTuple):
    """A name read: its words, the trades they say, its own words (without the commune's), what sets it apart."""

    words: tuple[str, ...]
    trades: frozenset[str]
    own: tuple[str, ...]
    marks: frozenset[str]
    initials: str


@lru_cache(maxsize=1 << 16)
def commune_words(commune_name: str) -> frozenset[str]:
    """The words of a commune's name, which say little in the name of a place there; no arrondissement, no CEDEX."""
    return frozenset(word for word in words_of(plain(commune_name)) if word.isalpha() and word != "cedex")


def read_name(name: str, commune: frozenset[str]) -> Name:
    """Read the name of a place of this commune."""
    text = plain(name)
    written = all_words_of(text)
    words = reduced_words(written)
    trades, left = trades_in(words)
    if words and words[0] in ("commune", "ville"):
        trades.add("mairie")
    marks = frozenset(MARKS[word] for word in words if word in MARKS) if not MARKED.isdisjoint(words) else NONE
    own = tuple(dict.fromkeys([word for word in left if word not in commune and _tells(word)]))
    initials = "".join([word[0] for word in written])
    return Name(tuple(words), frozenset(trades), own, marks, initials)


def _tells(word: str) -> bool:
    return word not in GENERIC and (len(word) > 1 or word.isdigit())


def same_commune(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names are one commune's, however cut: "La Barben" and "Labarben", "Le Mont-Dore" and "Mont-Dore"."""
    return one == other or ratio("".join(sorted(one)), "".join(sorted(other))) >= CLOSE_WORD


@lru_cache(maxsize=1 << 16)
def close_words(one: str, other: str) -> bool:
    """Whether two words are one word but for a typo."""
    if min(len(one), len(other)) < _SHORTEST_LOOSE_WORD or one.isdigit() or other.isdigit():
        return one == other
    return ratio(one, other) >= CLOSE_WORD


def compare_own_words(one: Name, other: Name) -> str:
    """How two names agree by their own words: same, near, partly, differs; missing when one has none."""
    if not one.own or not other.own:
        return "missing"
    fewer, more = (one.own, other.own) if len(one.own) <= len(other.own) else (other.own, one.own)
    common = sum([1 for word in fewer if word in more or _is_close_to_one(word, more)])
    if common == len(more):
        return "same"
    if common == len(fewer) or _one_word(one.own, other.own) or _is_acronym(one, other) or _is_acronym(other, one):
        return "near"
    return "partly" if common else "differs"


def _is_close_to_one(word: str, others: tuple[str, ...]) -> bool:
    """Whether a word is one of the others but for a typo, which leaves the first or the last letter."""
    return any(close_words(word, other) for other in others if word[0] == other[0] or word[-1] == other[-1])


def _one_word(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words are the same letters cut otherwise: "fab manager", "fabmanager"."""
    mine, theirs = "".join(one), "".join(other)
    return abs(len(mine) - len(theirs)) <= len(mine) // 3 and ratio(mine, theirs, score_cutoff=CLOSE_NAME) > 0


def _is_acronym(short: Name, long: Name) -> bool:
    """Whether a word of one name is made of the initials of the other, small words left out or not."""
    initials = long.initials
    words = [word for word in short.own if len(word) in _ACRONYM and word[0] in initials and word not in long.own]
    return any(word.isalpha() and _are_initials(word, initials) for word in words)


def _are_initials(word: str, initials: str) -> bool:
    """Whether the letters of a word follow each other in the initials, one small word at most between two."""
    places = {place for place, letter in enumerate(initials) if letter == word[0]}
    for letter in word[1:]:
        places = {
            after for place in places for after in (place + 1, place + 2) if initials[after : after + 1] == letter
        }
    return bool(places)
