"""How an SMS is written and counted: 160 characters of the GSM alphabet, or 70 of any other.

French typography and some accents are not in the GSM alphabet, and one of them would make the whole SMS cost twice or
three times as much: ’ « » … œ ê â ç and their kin are written ' " ... oe e a c. When something else remains (Arabic,
Cyrillic, an emoji), nothing is changed at all: a name is not spelt in another alphabet to spare a few cents.
Source: 3GPP TS 23.038, 6.2.1 (GSM 7 bit default alphabet and its extension table).
"""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
_PLAIN = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", "—": "-", "•": "-", "−": "-",
    "œ": "oe", "Œ": "OE", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "°": "o", "→": ">", "×": "x",
    "\u00ad": "", "\u200b": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sms:
    """The text as it leaves, how it is coded ("gsm-7" or "ucs-2"), and how many SMS it makes."""

    text: str
    coding: str
    segments: int


def as_sms(text: str) -> Sms:
    """Write a text as an SMS: spaces of typography drawn in, the GSM alphabet if a plainer spelling allows it."""
    tidy = text.replace("« ", "«").replace("«\u00a0", "«").replace(" »", "»").replace("\u00a0»", "»").strip()
    plain = "".join(map(_plain, unicodedata.normalize("NFC", tidy)))
    if all(letter in BASIC or letter in EXTENDED for letter in plain):
        return Sms(plain, "gsm-7", _parts(_septets(plain), single=160, joined=_joined_septets(plain)))
    units = len(tidy.encode("utf-16-be")) // 2
    return Sms(tidy, "ucs-2", _parts(units, single=70, joined=_joined_units(tidy)))


def _plain(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED:
        return letter
    if letter in _PLAIN:
        return _PLAIN[letter]
    without_accent = unicodedata.normalize("NFD", letter)[0]
    return without_accent if without_accent in BASIC else letter


def _septets(text: str) -> int:
    return sum(2 if letter in EXTENDED else 1 for letter in text)


def _parts(size: int, *, single: int, joined: int) -> int:
    return 1 if size <= single else joined


def _joined_septets(text: str) -> int:
    """A long SMS is cut in parts of 153, never inside an escaped character."""
    return _count_parts([2 if letter in EXTENDED else 1 for letter in text], 153)


def _joined_units(text: str) -> int:
    """A long SMS is cut in parts of 67, never between the two halves of a character."""
    return _count_parts([len(letter.encode("utf-16-be")) // 2 for letter in text], 67)


def _count_parts(sizes: list[int], room: int) -> int:
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
