"""Telephones, mails and register numbers, brought to one form so that they can be equal."""

import re
from functools import lru_cache

_BETWEEN = re.compile(r"[/|;,\n]|\bou\b|\bet\b", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"\D+")
_ALPHANUMERIC = re.compile(r"[^0-9A-Z]+")
_OVERSEAS = ("590", "594", "596", "262", "269")


@lru_cache(maxsize=1 << 16)
def phone_numbers(text: str) -> tuple[str, ...]:
    """The national numbers of a text, ten digits each: "+33 (0)4 77 33 22 11" and "477332211" are "0477332211".

    Short numbers (3646) and what is no number are left out: a number that everyone may call tells no place.
    """
    numbers = (_national(_NOT_DIGIT.sub("", piece)) for piece in _BETWEEN.split(text)) if text else ()
    return tuple(dict.fromkeys(number for number in numbers if number))


def _national(digits: str) -> str:
    digits = digits.removeprefix("00")
    for country in ("33", *_OVERSEAS):
        if digits.startswith(country) and len(digits) in (len(country) + 9, len(country) + 10):
            digits = digits[len(country) :]
            break
    digits = digits if digits.startswith("0") else f"0{digits}"
    return digits if len(digits) == 10 and digits[1] != "0" else ""


def is_landline(number: str) -> bool:
    """Whether a national number belongs to a place rather than to a person (06, 07) or a platform (08)."""
    return number[1] not in "678"


def pivot_of(text: str) -> str:
    """A SIRET or another register number; the zeros that stand for "none" are nothing."""
    pivot = _ALPHANUMERIC.sub("", text.upper())
    return pivot if pivot.strip("0") else ""


def same_company(one: str, other: str) -> bool:
    """Whether two SIRET belong to one legal person (their first nine digits, the SIREN)."""
    return one[:9] == other[:9]


def website_of(text: str) -> str:
    """An address without what varies for one page: protocol, www, last slash."""
    return text.lower().partition("://")[2].removeprefix("www.").rstrip("/") if "://" in text else text.lower()
