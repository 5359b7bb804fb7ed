"""The address of a text: version of the lexicon, plan, tone, length, and all that was drawn.

`1-dit-…`: the drawn indices are the digits of one number, each in the base of its own pool, written in base 32
without the letters that are taken for others; the last two letters check the rest, so that a link badly copied says so.
"""

import re
import zlib
from collections.abc import Iterator

from maille.language.phrases import Phrase, Phrasebook

from .lexicon import TONES, Pool, lexicon, versions
from .plans import PLANS, Choice
from .text import Drawn, write

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODE = re.compile(
    r"(?P<version>[0-9]{1,4})-(?P<plan>[a-z])(?P<tone>[a-z])(?P<length>[a-z])-(?P<digits>[0-9a-z]{3,400})"
)
PLAN_OF = {name[0]: name for name in PLANS}
LENGTH_OF = {"p": "phrase", "m": "paragraphe", "t": "texte"}
LETTER_OF_PLAN = {name: letter for letter, name in PLAN_OF.items()}
LETTER_OF_LENGTH = {name: letter for letter, name in LENGTH_OF.items()}
LETTER_OF_TONE = {name: letter for letter, name in TONES.items()}

SAYS = Phrasebook(
    "waffle",
    {
        "no_code": (
            "Ce lien n’est pas celui d’un texte\u00a0: copiez-le en entier, ou tirez un nouveau texte.",
            "This is not the link of a text: copy all of it, or draw a new text.",
        ),
        "unknown_version": (
            "Ce lien vient d’un lexique inconnu ici (version {version})\u00a0: tirez un nouveau texte.",
            "This link comes from a lexicon unknown here (version {version}): draw a new text.",
        ),
        "tampered": (
            "Ce lien a été abîmé en route ou changé à la main\u00a0: copiez-le de nouveau, ou tirez un nouveau texte.",
            "This link was damaged on its way or changed by hand: copy it again, or draw a new text.",
        ),
    },
)


class BadLink(ValueError):
    """A link leads to no text; `phrase` says what to do."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase


def written(text: Drawn) -> str:
    """The code of a text, which gives the same text for ever."""
    choice, pools = text.choice, lexicon(text.version).tones[text.choice.tone]
    number = 0
    for index, pool in zip(reversed(text.indices), reversed(text.pools), strict=True):
        number = number * len(pools[pool].entries) + index
    options = LETTER_OF_PLAN[choice.plan] + LETTER_OF_TONE[choice.tone] + LETTER_OF_LENGTH[choice.length]
    head = f"{text.version}-{options}-"
    digits = _in_letters(number)
    return head + digits + _check(head + digits)


def read(code: str) -> Drawn:
    """The text of a code; BadLink when there is none."""
    match = CODE.fullmatch(code)
    if match is None or not _is_option(match):
        raise BadLink(SAYS("no_code"))
    if int(match["version"]) not in versions():
        raise BadLink(SAYS("unknown_version", version=match["version"]))
    digits = match["digits"]
    if _check(code[:-2]) != code[-2:] or not set(digits) <= set(ALPHABET):
        raise BadLink(SAYS("tampered"))
    choice = Choice(PLAN_OF[match["plan"]], TONES[match["tone"]], LENGTH_OF[match["length"]])
    text = _replay(choice, int(match["version"]), _number(digits[:-2]))
    if written(text) != code:
        raise BadLink(SAYS("tampered"))
    return text


def _is_option(match: re.Match[str]) -> bool:
    return match["plan"] in PLAN_OF and match["tone"] in TONES and match["length"] in LENGTH_OF


class _Digits:
    """Takes the indices back from the number, one pool after the other; the same segment twice is no text of ours."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.taken: set[tuple[str, int]] = set()

    def __call__(self, pool: Pool) -> int:
        self.number, index = divmod(self.number, len(pool.entries))
        if (pool.name, index) in self.taken:
            raise BadLink(SAYS("tampered"))
        self.taken.add((pool.name, index))
        return index


def _replay(choice: Choice, version: int, number: int) -> Drawn:
    return write(choice, lexicon(version), _Digits(number))


def _in_letters(number: int) -> str:
    letters = "".join(_letters(number))
    return letters[::-1] or ALPHABET[0]


def _letters(number: int) -> Iterator[str]:
    while number:
        number, digit = divmod(number, len(ALPHABET))
        yield ALPHABET[digit]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def _check(text: str) -> str:
    sum_ = zlib.crc32(text.encode()) % len(ALPHABET) ** 2
    return ALPHABET[sum_ // len(ALPHABET)] + ALPHABET[sum_ % len(ALPHABET)]
