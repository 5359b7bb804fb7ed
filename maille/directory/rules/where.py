"""What "Où ?" says: a postal code, a name, a district of Paris, Lyon or Marseille, a CEDEX."""

import re
from typing import NamedTuple

from maille.language.words import searched_words, singular

CEDEX = singular("cedex")
# Three cities have one postal code a district: what it begins with, and how many there are.
_CITIES = {"paris": ("750", 20), "lyon": ("690", 9), "marseille": ("130", 16)}
_SAID = {singular(city): city for city in _CITIES}
_CITY = "|".join(_SAID)
_RANK = r"0?(?P<rank>\d{1,2})(?:er|e|eme|ieme|ere|nd|nde)?"
_DISTRICTS = (
    re.compile(rf"(?P<city>{_CITY}) {_RANK}(?: (?:arr|arrdt|arrondissement))?"),
    re.compile(rf"{_RANK} (?:arr|arrdt|arrondissement)(?: (?P<city>{_CITY}))"),
)


class Asked(NamedTuple):
    """A postal code and a name reduced to its words, as far as they are said."""

    code: str
    name: str


def read_where(text: str) -> Asked:
    """Read "42100 Saint-Étienne Cedex 2" as ("42100", "saint etienne"), "Lyon 3e" as ("69003", "lyon")."""
    found = searched_words(text)
    code = next((word for word in found if len(word) == 5 and word.isdigit()), "")
    named = [word for word in found if word != code]
    if CEDEX in named:  # what follows is the number of an office
        named = named[: named.index(CEDEX)]
    name = " ".join(named)
    for form in _DISTRICTS:
        if (said := form.fullmatch(name)) and (district := _district(_SAID[said["city"]], int(said["rank"]))):
            return Asked(code or district, said["city"])
    return Asked(code, name)


def _district(city: str, rank: int) -> str:
    """The postal code of a district, or nothing when the city has none of that rank."""
    beginning, districts = _CITIES[city]
    return f"{beginning}{rank:02d}" if 1 <= rank <= districts else ""
