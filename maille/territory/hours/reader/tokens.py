"""From a French text to tokens: dirt cleaned, times recognised in their many spellings, words known or refused."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

from maille.language.phrases import Phrase
from maille.territory.hours.reader.refusals import REFUSALS
from maille.territory.hours.reader.words import NOISE, PHRASES, WORDS, Kind
from maille.territory.hours.sentences import HOURS
from maille.territory.hours.spans import HoursError, minutes_of


class Token(NamedTuple):
    """A word of the grammar; `value` is minutes, a weekday, a month… by kind."""

    kind: Kind
    value: int
    text: str


_SIGNS = {
    "-": Kind.DASH, "/": Kind.SLASH, ",": Kind.COMMA, ":": Kind.COLON, ";": Kind.BREAK, ".": Kind.BREAK,
    "\n": Kind.BREAK, ">": Kind.BREAK, "(": Kind.BREAK, ")": Kind.BREAK, "|": Kind.BREAK, "*": Kind.BREAK,
    "&": Kind.AND, "+": Kind.AND, "[": Kind.BREAK, "]": Kind.BREAK,
}  # fmt: skip
_CLEAN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−~_→➜", "-") | dict.fromkeys("’‘`´ʼ", "'") | dict.fromkeys("•·●▪➢►", ";")
    | dict.fromkeys("\t\u00a0\u202f\u2007\u2009", " ") | {"\r": "\n", "»": " ", "«": " ", '"': " ", "…": ".", "º": "°"}
)  # fmt: skip
_BLOCK_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|td|th|table|h\d)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ELISION = re.compile(r"\b[ldcnsj]' ?")
_ABBREVIATION = re.compile(r"\b(lun|mar|mer|merc|jeu|ven|vend|sam|dim|janv|fevr|fev|juil|sept|oct|nov|dec)\. ?")
_SPACES = re.compile(r" {2,}")
_ABBREVIATED = re.compile(r"[a-z]\.")

# An hour, then its minutes unless they are the next hour: "9h30", "9 h 30", "9h12h", "12h3019h", "14h0", "8h30 h".
_TIME = r"""
    (?P<round_the_clock>h\ ?24\b|24\ ?h?\ ?(?:/|sur)\ ?24\ ?h?\b) | (?P<hour>\d{1,2}) (?:
        \ ?h(?:eures?\b|rs?\b)?
        (?: \ ?(?P<quarter>00|15|30|45)(?:\ h\b|\ ?mn?\b|\ ?min\b|(?![\dh])(?!\ ?[h:]))
          | (?P<minute>[0-5]\d)(?=\d{1,2}\ ?h) | (?P<tight>[0-5]\d)(?!\d)(?!\ ?h) | 0(?!\d) )?
      | \ ?:\ ?(?P<after_colon>\d\d)(?!\d)(?::00)?(?:\ ?h\b)? | :(?=\ ?[-/]|\s*$)
      | \.(?P<after_dot>[0-5]\d)(?![\d.])
    )
"""
_TOKEN = re.compile(
    rf"(?P<phrase>\b(?:{'|'.join(f'(?P<p{index}>{pattern})' for index, (pattern, _) in enumerate(PHRASES))})\b)"
    .replace(" ", r"\ ")
    + rf"|(?P<zero>(?<=[h\d])\ 0\ (?=\d{{1,2}}\ ?h))|(?P<time>{_TIME})"
    + r"|(?P<ordinal>\d\ ?(?:ers?|eres?|emes?|iemes?|nde?s?|e|°)(?![a-z]))|(?P<number>\d+)"
    + r"|(?P<word>[a-z]+)|(?P<sign>[-/,:;.\n>()|*&+\[\]])|(?P<other>[^\s'])",
    re.VERBOSE,
)  # fmt: skip
_PHRASE_VALUES = {f"p{index}": value for index, (_, value) in enumerate(PHRASES)}
_REFUSAL = re.compile(
    "|".join(f"(?P<r{index}>{'|'.join(patterns)})" for index, patterns in enumerate(REFUSALS.values()))
)
_REASONS = {f"r{index}": reason for index, reason in enumerate(REFUSALS)}
# Said before the refusals are looked for: "sans rendez-vous" is not "rendez-vous".
_SPARED = re.compile("|".join(pattern for pattern, value in PHRASES if value is None or value[0] is Kind.SCHOOL))
_INITIALS = re.compile(r"l?m?m?j?v?s?d?")


def normalise(text: str) -> str:
    """Bring a text to plain lower-case letters: no tag, entity, accent, odd dash, odd space or elision."""
    if "&" in text or "<" in text:
        text = _TAG.sub(" ", _BLOCK_TAG.sub("\n", html.unescape(html.unescape(text))))
    if not text.isascii():
        text = text.translate(_CLEAN)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.lower().replace("_", "-").replace("\t", " ").replace("\r", "\n")
    if "'" in text:
        text = _ELISION.sub("", text).replace("'", " ")
    return _SPACES.sub(" ", text.strip())


def tokens(text: str) -> list[Token]:
    """Cut a normalised text into tokens; raises HoursError at the first word that is not known."""
    if _ABBREVIATED.search(text):
        text = _ABBREVIATION.sub(r"\1 ", text)
    found = [token for match in _TOKEN.finditer(text) for token in _token(match)]
    if any(token.kind is Kind.LETTER for token in found):
        found = _named_initials(found)
    return found


def lossy_reason(text: str) -> Phrase | None:
    """Say what a normalised text that could not be read tells and OSM cannot, when it is one of the usual things."""
    match = _REFUSAL.search(_SPARED.sub(" ", text))
    return HOURS(_REASONS[match.lastgroup]) if match and match.lastgroup else None


def _token(match: re.Match[str]) -> tuple[Token, ...]:
    kind, text = match.lastgroup, match.group()
    if kind == "phrase" or (kind and kind[0] == "p" and kind in _PHRASE_VALUES):
        meaning = next(_PHRASE_VALUES[name] for name in _PHRASE_VALUES if match[name])
        return (Token(*meaning, text),) if meaning else ()
    if kind == "time" or match["time"]:
        return _time(match)
    if kind == "sign":
        return (Token(_SIGNS[text], 0, text),)
    if kind == "number":
        return (Token(Kind.NUMBER, int(text), text),)
    if kind == "zero":
        return (Token(Kind.TO, 0, text),)  # "9h 0 12h": the key of "à" without its shift
    if kind == "ordinal":
        return (Token(Kind.ORDINAL, int(text[0]), text),)
    return _word(text)


def _time(match: re.Match[str]) -> tuple[Token, ...]:
    text = match.group()
    if match["round_the_clock"]:
        return Token(Kind.TIME, 0, text), Token(Kind.DASH, 0, "-"), Token(Kind.TIME, 24 * 60, text)
    minute = match["quarter"] or match["minute"] or match["tight"] or match["after_colon"] or match["after_dot"] or "0"
    return (Token(Kind.TIME, minutes_of(int(match["hour"]), int(minute)), text),)


def _word(text: str) -> tuple[Token, ...]:
    known = WORDS.get(text)
    if known:
        return (Token(*known, text),)
    if text in NOISE:
        return ()
    if len(text) > 2 and _INITIALS.fullmatch(text):
        return tuple(Token(*WORDS[letter], letter) for letter in text)
    raise HoursError(HOURS("not_understood", word=text))


def _named_initials(found: list[Token]) -> list[Token]:
    """Turn L M M J V S D into weekdays; an M on its own could be Tuesday or Wednesday."""
    letters = [token.text for token in found if token.kind is Kind.LETTER]
    if letters in (["l"], ["d"]):
        return [token for token in found if token.kind is not Kind.LETTER]  # an article that lost its apostrophe
    named: list[Token] = []
    rank = 0
    for token in found:
        if token.kind is Kind.LETTER:
            follows_m = rank > 0 and letters[rank - 1] == "m"
            rank += 1
            if token.text == "m" and follows_m == (rank < len(letters) and letters[rank] == "m"):
                raise HoursError(HOURS("tuesday_or_wednesday"))
            token = Token(Kind.DAY, 2 if token.text == "m" and follows_m else token.value, token.text)
        named.append(token)
    return named
