"""What the cells of a column look like, whatever its name: numbers to ring, postal codes, hours, words of a list…"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from maille.core.telephone import read_phones
from maille.directory.record import Row
from maille.territory.gazetteer import Gazetteer
from maille.territory.hours.french import read_french

from .dates import read_date
from .identifiers import read_pivot
from .links import read_emails, read_url
from .positions import read_number, split_pair
from .text import one_line, strip_html

SAMPLE = 150
"""Distinct cells looked at in a column; more would not change the answer."""

DATE_FORMATS = ("", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")
"""The ways of writing a day that are tried, ISO 8601 first."""

_STREET = re.compile(
    r"\b(?:rue|r\.|avenue|av\.?|boulevard|bd|bld|place|pl\.?|chemin|ch\.?|route|rte|impasse|all[ée]e|quai|cours|square"
    r"|faubourg|esplanade|mont[ée]e|passage|le bourg|lieu[ -]dit|z\.?a\.?|zone|r[ée]sidence|mairie)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:[a-z]+|#\d+);")
_ADDED_DECIMAL = re.compile(r"\d+\.0")
_OSM_HOURS = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b.*\d\d:\d\d|24/7")
_ABOUT_HOURS = re.compile(
    r"\b(?:(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|ferm[ée]\w*|ouvert\w*|horaires?|vacances|semaines?)\b",
    re.IGNORECASE,
)
_YES_NO = {"oui", "non", "yes", "no", "vrai", "faux", "true", "false", "1", "0", "x", "o", "n", "y"}


class Column:
    """The cells of one column: how full, how distinct, and what share of them looks like each kind of thing."""

    def __init__(self, name: str, rows: Sequence[Row], gazetteer: Gazetteer) -> None:
        """Gather the column's cells from the rows of the sample."""
        self.name, self._gazetteer = name, gazetteer
        cells = [row.cells.get(name) for row in rows]
        self.lists = any(isinstance(cell, list) for cell in cells)
        self.texts = [text for cell in cells for text in _texts(cell)]
        self.filled = sum(bool(list(_texts(cell))) for cell in cells) / len(rows) if rows else 0.0
        self.counts = Counter(self.texts)
        self.samples = tuple(text for text, _ in self.counts.most_common(SAMPLE))
        self._shares: dict[str, float] = {}

    @property
    def is_empty(self) -> bool:
        """Does no row of the sample fill it?"""
        return not self.texts

    @property
    def is_unique(self) -> bool:
        """Does each row fill it with something that no other row says?"""
        return self.filled == 1.0 and len(self.counts) == len(self.texts)

    @cached_property
    def length(self) -> float:
        """The mean length of its cells, in characters."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @cached_property
    def has_markup(self) -> bool:
        """Is there HTML in it?"""
        return any(_MARKUP.search(text) for text in self.samples)

    @cached_property
    def is_number(self) -> bool:
        """Are its cells whole numbers to which a table program added ".0"?"""
        return bool(self.samples) and all(_ADDED_DECIMAL.fullmatch(text.strip()) for text in self.samples)

    @cached_property
    def is_yes_no(self) -> bool:
        """Does it only say yes or no?"""
        return bool(self.samples) and all(one_line(text).casefold() in _YES_NO for text in self.samples)

    @cached_property
    def date_format(self) -> str | None:
        """The way of writing a day that reads nearly all its cells; None when there is none."""
        best = max(DATE_FORMATS, key=lambda one: self._part(lambda text: read_date(text, one) is not None))
        return best if self._part(lambda text: read_date(text, best) is not None) >= 0.8 else None

    def share(self, kind: str) -> float:
        """The share of the cells, from 0 to 1, that look like this kind of thing."""
        if kind not in self._shares:
            self._shares[kind] = self._part(lambda text: _KINDS[kind](text, self._gazetteer))
        return self._shares[kind]

    def _part(self, test: Callable[[str], bool]) -> float:
        return sum(map(test, self.samples)) / len(self.samples) if self.samples else 0.0


def _texts(cell: object) -> Iterable[str]:
    for one in cell if isinstance(cell, list) else [cell]:
        if isinstance(one, str | int | float) and str(one).strip():
            yield str(one)


def _is_phone(text: str, _: Gazetteer) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return digits >= 9 and len(text) < 60 and bool(read_phones(text).numbers) and digits != 14


def _is_email(text: str, _: Gazetteer) -> bool:
    return "@" in text and bool(read_emails(text)[0])


def _is_url(text: str, _: Gazetteer) -> bool:
    words = text.split("|")[0].split()
    return "@" not in text and len(words) == 1 and ("www." in text or "://" in text) and bool(read_url(words[0]))


def _is_postal_code(text: str, gazetteer: Gazetteer) -> bool:
    code = text.strip().removesuffix(".0").replace(" ", "")
    return len(code) in (4, 5) and code.isdigit() and bool(gazetteer.in_postal_code(code.zfill(5)))


def _is_insee_code(text: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.commune(text.strip().removesuffix(".0").upper().zfill(5)) is not None


def _is_commune(text: str, gazetteer: Gazetteer) -> bool:
    return len(text) < 60 and gazetteer.knows(text)


def _is_latitude(text: str, _: Gazetteer) -> bool:
    degrees = read_number(text)
    return degrees is not None and (41 <= degrees <= 51.5 or -24 <= degrees <= 18) and _has_decimals(text)


def _is_longitude(text: str, _: Gazetteer) -> bool:
    degrees = read_number(text)
    in_france = degrees is not None and (-5.5 <= degrees <= 10 or not -50 < degrees < 40)
    return in_france and _has_decimals(text)


def _has_decimals(text: str) -> bool:
    return len(text.replace(",", ".").partition(".")[2]) >= 2


def _is_pair(text: str, _: Gazetteer) -> bool:
    return split_pair(text) is not None


def _is_pivot(text: str, _: Gazetteer) -> bool:
    return bool(read_pivot(text).value) or text.strip() == "0" * 14


def _is_osm_hours(text: str, _: Gazetteer) -> bool:
    return bool(_OSM_HOURS.search(text))


def _is_french_hours(text: str, _: Gazetteer) -> bool:
    if not re.search(r"\d", text) or len(text) > 300:
        return False
    return read_french(one_line(strip_html(text))).osm is not None


def _is_about_hours(text: str, _: Gazetteer) -> bool:
    return bool(_ABOUT_HOURS.search(text))


def _is_street(text: str, _: Gazetteer) -> bool:
    return bool(_STREET.search(text)) and len(text) < 150


_KINDS: dict[str, Callable[[str, Gazetteer], bool]] = {
    "phone": _is_phone,
    "emails": _is_email,
    "url": _is_url,
    "postal_code": _is_postal_code,
    "insee_code": _is_insee_code,
    "commune_name": _is_commune,
    "latitude": _is_latitude,
    "longitude": _is_longitude,
    "position": _is_pair,
    "pivot": _is_pivot,
    "osm": _is_osm_hours,
    "french": _is_french_hours,
    "about_hours": _is_about_hours,
    "street": _is_street,
}
