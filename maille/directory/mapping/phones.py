"""Telephone numbers in the international form the national standard asks for."""

import re
from dataclasses import dataclass

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
_BETWEEN_NUMBERS = re.compile(r"[/;|,\n]|\bou\b|\bet\b", re.IGNORECASE)


@dataclass(frozen=True)
class Phones:
    """The numbers read from a text, in international form, and what could not be read as a number."""

    numbers: tuple[str, ...]
    unread: str = ""


def region_of(postal_code: str) -> str:
    """The region whose numbering plan a place without country code uses."""
    return _REGIONS.get(postal_code[:3], "FR")


def read_phones(text: str, postal_code: str = "") -> Phones:
    """Every valid French number of a text, in order, once each; overseas by postal code."""
    region = region_of(postal_code)
    numbers: dict[str, None] = {}
    unread = []
    for piece in _BETWEEN_NUMBERS.split(text):
        if not (piece := " ".join(piece.split())):
            continue
        found = _whole(piece, region) or _inside(piece, region)
        if not found:
            unread.append(piece)
        numbers.update(dict.fromkeys(found))
    return Phones(tuple(numbers), ", ".join(unread))


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
    matcher = phonenumbers.PhoneNumberMatcher(piece, region)
    return _national([found.number for found in matcher])


def _national(numbers: list[phonenumbers.PhoneNumber]) -> list[str]:
    valid = [one for one in numbers if phonenumbers.is_valid_number(one)]
    formatted = [phonenumbers.format_number(one, phonenumbers.PhoneNumberFormat.E164) for one in valid]
    return [one for one in formatted if _NATIONAL_PATTERN.fullmatch(one)]
