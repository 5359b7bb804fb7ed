"""Telephone numbers: read from what people write, kept in the international form, said as one dials them here.

Pure: phonenumbers knows every country's plan. The only place of the project that reads a number.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

_REGIONS = {
    "971": "GP",
    "972": "MQ",
    "973": "GF",
    "974": "RE",
    "975": "PM",
    "976": "YT",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
_NATIONAL_PATTERN = re.compile(r"\+(?:33|590|594|262|596|269|687|689|508|681)\d{6,9}")
_COUNTRY_WITHOUT_PLUS = re.compile(r"(?:33|590|594|262|596|269|687|689|508|681)\d{6,9}")
_TEN_DIGITS = re.compile(r"(?<!\d)0[1-9](?:[ .-]?\d\d){4}(?!\d)")
_SHORT = re.compile(r"3\d ?\d\d|1\d ?\d\d|11[2-9]|1[578]")
_BETWEEN_NUMBERS = re.compile(r"[/;|,\n]|\bou\b|\bet\b", re.IGNORECASE)


@dataclass(frozen=True)
class Phones:
    """The numbers read from a text, in international form, and what could not be read as a number."""

    numbers: tuple[str, ...]
    unread: str = ""


def read_number(text: str) -> str:
    """The one number a person typed, in international form; French unless it begins with +, "" when it is none."""
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return ""
    return _international(number) if phonenumbers.is_valid_number(number) else ""


def say_number(number: str) -> str:
    """A number as one dials it here: "+33477332222" is "04 77 33 22 22"; what is no number stays as it is."""
    try:
        parsed = phonenumbers.parse(number, "FR")
    except phonenumbers.NumberParseException:
        return number
    here = phonenumbers.region_code_for_country_code(parsed.country_code or 0) == "FR"
    style = phonenumbers.PhoneNumberFormat.NATIONAL if here else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def is_short(text: str) -> bool:
    """Is it a short number ("3960"), which is dialled but has no international form?"""
    return bool(_SHORT.fullmatch(text.strip()))


def region_of(postal_code: str) -> str:
    """The region whose numbering plan a place without country code uses."""
    return _REGIONS.get(postal_code[:3], "FR")


@lru_cache(maxsize=20_000)  # a file repeats its numbers: an organisation has one for all its places
def read_phones(text: str, postal_code: str = "") -> Phones:
    """Every valid French number of a text, in order, once each; overseas by postal code."""
    region = region_of(postal_code)
    numbers: dict[str, None] = {}
    unread = []
    for piece in _BETWEEN_NUMBERS.split(text):
        if not (piece := " ".join(piece.split())):
            continue
        found = _whole(_mended(piece), region) or _inside(piece, region)
        if not found:
            unread.append(piece)
        numbers.update(dict.fromkeys(found))
    return Phones(tuple(numbers), ", ".join(unread))


def _mended(piece: str) -> str:
    """A country code that lost its plus gets it back; a plus before a national number goes."""
    digits = re.sub(r"[ .-]", "", piece)
    if digits.startswith("+0"):
        return digits[1:]
    return f"+{digits}" if _COUNTRY_WITHOUT_PLUS.fullmatch(digits) and len(digits) > 10 else piece


def _whole(piece: str, region: str) -> list[str]:
    try:
        number = phonenumbers.parse(piece, region)
    except phonenumbers.NumberParseException:
        return []
    # An extension or letters read as digits ("poste 12", "0800 MAIRIE") would change the number.
    if number.extension or any(letter.isalpha() for letter in piece):
        return []
    return _national([number])


def _inside(piece: str, region: str) -> list[str]:
    found = _national([one.number for one in phonenumbers.PhoneNumberMatcher(piece, region)])
    return found or [number for one in _TEN_DIGITS.findall(piece) for number in _whole(one, region)]


def _national(numbers: list[phonenumbers.PhoneNumber]) -> list[str]:
    valid = [one for one in numbers if phonenumbers.is_valid_number(one)]
    return [number for one in valid if _NATIONAL_PATTERN.fullmatch(number := _international(one))]


def _international(number: phonenumbers.PhoneNumber) -> str:
    # What format_number says in E.164, without looking again for the country's rules: a file has thousands of them.
    return f"+{number.country_code}{phonenumbers.national_significant_number(number)}"
