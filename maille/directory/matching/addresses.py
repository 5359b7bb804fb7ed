"""What an address says: numbers, the way, and the words that place it when it has no way."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from .words import plain, reduced, usual_forms

CLOSE_WAY = 86
_WAY_OF = usual_forms("""
    rue: rue r | avenue: avenue ave av aven | boulevard: boulevard bd bld blvd boul bvd | place: place pl plc
    route: route rte rt | chemin: chemin che chem ch chm | impasse: impasse imp | allee: allee allees all
    cours: cours crs | square: square sq | quai: quai | faubourg: faubourg fbg fg | esplanade: esplanade esp
    passage: passage pass pas | montee: montee mte | promenade: promenade prom | ruelle: ruelle | voie: voie
    parvis: parvis | venelle: venelle | traverse: traverse tra | galerie: galerie | mail: mail | cite: cite
    cour: cour | sente: sente sentier | rampe: rampe | residence: residence res | lotissement: lotissement lot
    hameau: hameau ham | rondpoint: rondpoint rpt | zone: zone za zi zac zae
""")
_PLACE_ONLY = frozenset(("residence", "lotissement", "hameau", "zone", "cite", "cour", "mail"))
"""Ways that also name what stands beside a street: a street said in the same address is preferred."""

_NOWHERE = frozenset(
    "bourg centre village mairie chef lieu lieudit nc non communique adresse bp cs tsa cedex france".split()  # noqa: SIM905
)
_COMMON_WAYS = frozenset(("mairie", "eglise", "ecole", "bourg", "village", "grand", "principal", "poste", "gare"))
_SUFFIXES = {"bis": "b", "b": "b", "ter": "t", "t": "t", "quater": "q", "a": "a", "c": "c"}
_PART = re.compile(r"[,;\n()]|\s[-–/]\s")
_TOKEN = re.compile(r"\d+|[a-z]+|[-/,&]")
_BOX = re.compile(r"\b(?:bp|cs|tsa)\s?\d[\d ]*\b|\bcedex\s*\d*\b")
_REWRITTEN = re.compile("bp|cs|tsa|cedex|rond")
_POSTAL_CODE = re.compile(r"\b\d{5}\b.*$", re.DOTALL)
NONE: frozenset[str] = frozenset()
_TITLES = frozenset("general marechal docteur president colonel commandant capitaine professeur abbe".split())  # noqa: SIM905


class Address(NamedTuple):
    """An address read: its numbers with their suffix, the kind of way, the words of the way; empty when not said."""

    numbers: frozenset[str] = NONE
    suffixes: frozenset[str] = NONE
    way: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_common(self) -> bool:
        """Whether the way is one that most villages have: "place de la mairie"."""
        return bool(self.words) and all(word in _COMMON_WAYS for word in self.words)


NOWHERE = Address()


def read_address(text: str, commune: frozenset[str]) -> Address:
    """Read an address of this commune; a place-holder ("le bourg", the commune's own name) says nothing."""
    if not text:
        return NOWHERE
    text = plain(text)
    if _REWRITTEN.search(text):
        text = _BOX.sub(" ", text.replace("rond point", "rondpoint").replace("rond-point", "rondpoint"))
    text = _POSTAL_CODE.sub(" ", text)
    readings = [reading for part in _PART.split(text) if (reading := _read_part(part, commune))]
    if not readings:
        return NOWHERE
    best = readings[0] if len(readings) == 1 else max(readings, key=_worth)
    if not best.numbers and readings[0].numbers and not readings[0].words:
        return Address(readings[0].numbers, readings[0].suffixes, best.way, best.words)
    return best


def _worth(reading: Address) -> tuple[bool, bool, bool, bool]:
    """What tells most in an address: a street, then words; a number beside."""
    return (
        bool(reading.way) and reading.way not in _PLACE_ONLY,
        bool(reading.way),
        bool(reading.words),
        bool(reading.numbers),
    )


def _read_part(part: str, commune: frozenset[str]) -> Address | None:
    tokens = _TOKEN.findall(part)
    start = _start_of_way(tokens)
    before = tokens[:start] if start >= 0 else tokens
    numbers, suffixes, rest = _numbers(before, at_the_end=start >= 0)
    if start < 0:
        words = _words(rest, commune)
        return Address(numbers, suffixes, "", words) if numbers or words else None
    words = _words(_until_next_way(tokens[start + 1 :]), commune, of_a_way=True)
    if not words:
        words = _words(rest[-1:], NONE, of_a_way=True)
    return Address(numbers, suffixes, _WAY_OF[tokens[start]], words)


def _start_of_way(tokens: list[str]) -> int:
    """Where the way begins, a street rather than a zone or a residence; -1 when there is none."""
    ways = [place for place, token in enumerate(tokens) if token in _WAY_OF and _is_way(tokens, place)]
    if len(ways) < 2:
        return ways[0] if ways else -1
    streets = [place for place in ways if _WAY_OF[tokens[place]] not in _PLACE_ONLY]
    return next(iter(streets or ways), -1)


def _is_way(tokens: list[str], place: int) -> bool:
    """Whether a token is the kind of a way; one letter ("r") only at the beginning or after a number."""
    token = tokens[place]
    if token not in _WAY_OF:
        return False
    return len(token) > 2 or place == 0 or tokens[place - 1].isdigit() or tokens[place - 1] in _SUFFIXES


def _numbers(tokens: list[str], *, at_the_end: bool) -> tuple[frozenset[str], frozenset[str], list[str]]:
    """The numbers of a house, "1 et 3", "7-9", "12 bis": before the way, or first when there is none."""
    if not tokens:
        return NONE, NONE, tokens
    if len(tokens) == 1 and tokens[0].isdigit():
        number = tokens[0].lstrip("0")
        return frozenset((number,)) if number else NONE, NONE, []
    numbers: list[str] = []
    suffixes: list[str] = []
    order = list(reversed(tokens)) if at_the_end else tokens
    used = 0
    for token in order:
        if token.isdigit():
            numbers.append(str(int(token)))
        elif (token in _SUFFIXES or (len(token) == 1 and token.isalpha())) and (at_the_end or numbers):
            suffixes.append(_SUFFIXES.get(token, token))
        elif token not in ("et", "-", "/", ",", "&", "n", "no"):
            break
        used += 1
    rest = tokens[: len(tokens) - used] if at_the_end else tokens[used:]
    if not numbers:
        return NONE, NONE, tokens
    return frozenset(number for number in numbers if number != "0"), frozenset(suffixes), rest


def _until_next_way(tokens: list[str]) -> list[str]:
    """The words of a way stop where another address begins: "1 place des Aravis 1 place des Aravis"."""
    for place, token in enumerate(tokens):
        if (
            place
            and token.isdigit()
            and any(_is_way(tokens, after) for after in range(place + 1, min(place + 3, len(tokens))))
        ):
            return tokens[:place]
    return tokens


def _words(tokens: list[str], commune: frozenset[str], *, of_a_way: bool = False) -> tuple[str, ...]:
    words = [word for token in tokens if (word := reduced(token)) and word.isalnum()]
    if not of_a_way:
        words = [word for word in words if word not in commune and word not in _NOWHERE]
    elif len(kept := [word for word in words if word not in commune]) > 1:
        words = kept
    return tuple(words)


def compare_ways(one: Address, other: Address) -> str:
    """How two ways agree: same, near, differs; missing when one is not said or only one is a street."""
    if not one.words or not other.words:
        return "missing"
    if bool(one.way) != bool(other.way) and not _share(one.words, other.words):
        return "missing"
    said = _compare_words(one.words, other.words)
    if said != "differs" and one.way and other.way and one.way != other.way:
        return _other_kind_of_way(one, other) if said == "same" else "differs"
    return said


def _other_kind_of_way(one: Address, other: Address) -> str:
    """What "rue X" and "place X" say: often a slip, but a village has both a "rue" and a "place de la mairie"."""
    return "near" if not one.is_common or one.numbers & other.numbers else "differs"


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(len(word) > 2 and word in other for word in one)


@lru_cache(maxsize=1 << 16)
def _compare_words(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if one == other or sorted(one) == sorted(other):
        return "same"
    one, other = (tuple(word for word in words if word not in _TITLES) or words for words in (one, other))
    if "".join(one) == "".join(other):
        return "same"
    fewer, more = sorted((one, other), key=len)
    if ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= CLOSE_WAY:
        return "same" if [w for w in one if w.isdigit()] == [w for w in other if w.isdigit()] else "differs"
    if any(len(word) > 2 and word in more for word in fewer) and all(_is_said(word, more) for word in fewer):
        return "same" if len(fewer) == len(more) else "near"
    return "differs"


def _is_said(word: str, words: tuple[str, ...]) -> bool:
    """Whether a word is among others, whole or by its initial: "j michaud", "joseph michaud"."""
    return word in words or (
        word.isalpha() and any(min(len(word), len(each)) == 1 and each[0] == word[0] for each in words)
    )


def compare_numbers(one: Address, other: Address) -> str:
    """How two house numbers agree: same, near (bis, or next door), differs; missing when one is not said."""
    if not one.numbers or not other.numbers:
        return "missing"
    if one.numbers & other.numbers:
        return "same" if one.suffixes == other.suffixes or not (one.suffixes and other.suffixes) else "near"
    apart = min(abs(int(mine) - int(theirs)) for mine in one.numbers for theirs in other.numbers)
    return "near" if apart <= 2 else "differs"
