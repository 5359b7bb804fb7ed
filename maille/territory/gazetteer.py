"""Find a French commune offline from what people write, and say how it was found.

Pure: the standard library, rapidfuzz and the rules of distance.
Data and their licences stand in `maille/territory/data/`.
"""

import csv
import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from rapidfuzz import fuzz

from .rules import Position, distance_km

How = Literal["exact", "name", "former", "spelling", "postal_code"]
"""exact: name and postal code agree; name: unique in its département; former: replaced by its successor."""

# Among the communes of one postal code there are few candidates, so one or two wrong letters are safe to forgive;
# a whole département holds many look-alikes (Saint-Priest-la-Roche, Saint-Priest-la-Prugne).
LIKENESS_IN_POSTAL_CODE = 85
LIKENESS_IN_DEPARTEMENT = 92
LIKENESS_LEAD = 4

REMEMBERED = 50_000
"""Answers kept, a name and a postal code each."""


@dataclass(frozen=True)
class Commune:
    """A commune of today; latitude and longitude are those of its centre, in degrees, or None when unknown."""

    code_insee: str
    name: str
    postal_codes: tuple[str, ...]
    departement: str
    population: int
    latitude: float | None
    longitude: float | None

    def distance_km(self, latitude: float, longitude: float) -> float | None:
        """Kilometres from the commune's centre, None when the centre is unknown."""
        if self.latitude is None or self.longitude is None:
            return None
        return distance_km(Position(self.latitude, self.longitude), Position(latitude, longitude))


@dataclass(frozen=True)
class Match:
    """The commune a text points at, under its official name, and how that was decided."""

    code_insee: str
    name: str
    how: How


@dataclass(frozen=True)
class Epci:
    """The intercommunality a commune belongs to."""

    siren: str
    name: str
    kind: str


_SAINT_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_DISTRICT = re.compile(r"(paris|lyon|marseille) (?:0?[1-9]|1\d|20) ?(?:er|e|eme|ieme)?(?: arr(?:ondissement)?)?")
_COMMON_WORDS = {
    "saint",
    "sainte",
    "saints",
    "mont",
    "ville",
    "bourg",
    "grand",
    "petit",
    "sous",
    "pres",
    "pays",
    "dans",
}
_ARTICLE = re.compile(r"^(?:le|la|les|l) ")
_PARENTHESES = re.compile(r"\([^)]*\)")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}


def _plain(letter: str) -> str:
    """One lower-case letter without its accent, a space for anything that is neither letter nor digit."""
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return "".join(part if part.isascii() and part.isalnum() else " " for part in bare.lower())


# One table look-up a letter instead of a Unicode decomposition a name: 37,000 names are read at the first search.
_PLAIN = {code: _LIGATURES.get(chr(code)) or _plain(chr(code)) for code in range(0x250)}


@lru_cache(maxsize=1 << 16)  # the 37,000 names, and what one file writes of them
def normalise(name: str) -> str:
    """Reduce a commune's name to comparable words: lower case, no accent, "saint" in full, no CEDEX, no district."""
    words = _spelled(name).split()
    if "cedex" in words:
        words = words[: words.index("cedex")]
    if len(words) > 1 and (district := _DISTRICT.fullmatch(" ".join(words))):
        return district[1]
    # What is left of digits is a postal code or a box number written beside the name.
    return " ".join(word for word in words if not word.isdigit())


def _spelled(name: str) -> str:
    """A name in lower case without accent or sign, its numbers kept."""
    text = name.casefold().translate(_PLAIN)
    if not text.isascii():
        text = "".join(_plain(letter) for letter in text)
    return " ".join(_SAINT_WORDS.get(word, word) for word in text.split())


def departement_of(code_insee: str) -> str:
    """The département of an INSEE code: two characters, three overseas ("42", "2A", "974")."""
    return code_insee[:3] if code_insee[:2] in ("97", "98") else code_insee[:2]


class Gazetteer:
    """Every commune of France, by code, by name and by postal code."""

    def __init__(
        self,
        communes: Iterable[Commune],
        former: Iterable[tuple[str, str]] = (),
        *,
        successors: Table[str, str] | None = None,
        districts: Table[str, str] | None = None,
    ) -> None:
        """Index communes of today and the former ones as (name, successor's code).

        `successors` gives today's code for the code of a former commune or of a city district, `districts` the postal
        code of a city district by its INSEE code.
        """
        # A file names the same few communes: each is searched once.
        self._found: dict[tuple[str, str], Match | None] = {}
        self._successors, self._districts = dict(successors or {}), dict(districts or {})
        self._by_code = {commune.code_insee: commune for commune in communes}
        self._by_name: dict[str, list[Commune]] = defaultdict(list)
        self._by_short_name: dict[str, list[Commune]] = defaultdict(list)
        self._by_postal_code: dict[str, list[Commune]] = defaultdict(list)
        self._by_departement: dict[str, list[Commune]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._former: dict[str, list[Commune]] = defaultdict(list)
        for commune in self._by_code.values():
            self._index(commune)
        for name, successor in former:
            if successor in self._by_code:
                self._former[normalise(name)].append(self._by_code[successor])

    @classmethod
    def load(cls) -> "Gazetteer":
        """Read the packaged communes (about 37,000), once per process."""
        return _load()

    def commune(self, code_insee: str) -> Commune | None:
        """The commune of today with this code, None when there is none."""
        return self._by_code.get(code_insee)

    def today(self, code_insee: str) -> Commune | None:
        """The commune of today that a code means, be it that of a former commune or of a city district."""
        return self._by_code.get(code_insee) or self._by_code.get(self._successors.get(code_insee, ""))

    def district_postal_code(self, written: str, commune: Commune) -> str:
        """The postal code of the district that "Lyon 3e" or the INSEE code 69383 names; empty when it names none."""
        if written in self._districts:
            return self._districts[written]
        found = _DISTRICT.fullmatch(_spelled(written))
        number = re.search(r"\d+", found[0]) if found else None
        code = f"{commune.departement}0{int(number[0]):02}" if number else ""
        return code if code in commune.postal_codes else ""

    def communes(self) -> tuple[Commune, ...]:
        """Every commune of today."""
        return tuple(self._by_code.values())

    def in_postal_code(self, postal_code: str) -> tuple[Commune, ...]:
        """The communes served by a postal code, none when it is unknown or a CEDEX one."""
        return tuple(self._by_postal_code.get(postal_code, ()))

    def knows(self, name: str) -> bool:
        """Does a commune of today or of before bear this name, wherever it is?"""
        wanted = normalise(_PARENTHESES.sub(" ", name))
        return bool(self._named(wanted)) or wanted in self._former

    def bearing(self, name: str) -> tuple[Commune, ...]:
        """The communes of today that bear this name, or have succeeded one that did, wherever they are."""
        wanted = normalise(_PARENTHESES.sub(" ", name))
        found = [*self._named(wanted), *self._former.get(wanted, ())] if wanted else []
        return tuple({commune.code_insee: commune for commune in found}.values())

    def around(self, latitude: float, longitude: float, postal_code: str) -> list[tuple[float, Commune]]:
        """The communes of the postal code's département with the kilometres to their centres, the nearest first."""
        departement = [one for code in self._departements(postal_code) for one in self._by_departement.get(code, ())]
        distances = ((one.distance_km(latitude, longitude), one) for one in departement)
        return sorted(((km, one) for km, one in distances if km is not None), key=lambda pair: pair[0])

    def find(self, name: str, postal_code: str = "") -> Match | None:
        """The commune meant by a name and a postal code, None when they contradict each other or are too vague."""
        if (key := (name, postal_code)) not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[key] = self._find(name, postal_code)
        return self._found[key]

    def _find(self, name: str, postal_code: str) -> Match | None:
        postal_code = postal_code.strip()
        if "(" in name:
            # Part of a few names ("Château-Chinon (Ville)"), somebody's comment in all the others ("Feurs (Loire)").
            if match := self._find_by_name(normalise(name), postal_code):
                return match
            name = _PARENTHESES.sub(" ", name)
        wanted = normalise(name)
        if not wanted:
            return _only(self._by_postal_code.get(postal_code, ()), "postal_code")
        return (
            self._find_by_name(wanted, postal_code)
            or self._find_former(wanted, postal_code)
            or self._find_by_likeness(wanted, postal_code)
            or self._find_by_postal_code(wanted, postal_code)
        )

    def _index(self, commune: Commune) -> None:
        name = normalise(commune.name)
        self._names[commune.code_insee] = name
        self._by_name[name].append(commune)
        self._by_short_name[_ARTICLE.sub("", name)].append(commune)
        self._by_departement[commune.departement].append(commune)
        for postal_code in commune.postal_codes:
            self._by_postal_code[postal_code].append(commune)

    def _named(self, wanted: str) -> list[Commune]:
        return self._by_name.get(wanted) or self._by_short_name.get(_ARTICLE.sub("", wanted), [])

    def _departements(self, postal_code: str) -> set[str]:
        known = {commune.departement for commune in self._by_postal_code.get(postal_code, ())}
        if postal_code.startswith("20"):
            return known | {"2A", "2B"}
        return known | {departement_of(postal_code)} if postal_code else known

    def _find_by_name(self, wanted: str, postal_code: str) -> Match | None:
        named = self._named(wanted)
        if not postal_code:
            return _only(named, "name")
        if agreed := _only([one for one in named if postal_code in one.postal_codes], "exact"):
            return agreed
        return _only([one for one in named if one.departement in self._departements(postal_code)], "name")

    def _find_former(self, wanted: str, postal_code: str) -> Match | None:
        departements = self._departements(postal_code)
        successors = self._former.get(wanted, [])
        return _only([one for one in successors if not postal_code or one.departement in departements], "former")

    def _find_by_likeness(self, wanted: str, postal_code: str) -> Match | None:
        if not postal_code:
            return None
        near = self._by_postal_code.get(postal_code, [])
        beginning = [one for one in near if self._names[one.code_insee].startswith(f"{wanted} ")]
        departement = [one for code in self._departements(postal_code) for one in self._by_departement.get(code, ())]
        return (
            _only(beginning, "spelling")
            or _only([one for one in near if share_their_words(wanted, one.name)], "spelling")
            or self._most_alike(wanted, near, LIKENESS_IN_POSTAL_CODE)
            or self._most_alike(wanted, departement, LIKENESS_IN_DEPARTEMENT)
        )

    def _most_alike(self, wanted: str, communes: Iterable[Commune], threshold: float) -> Match | None:
        scored = sorted(
            ((fuzz.ratio(wanted, self._names[one.code_insee], score_cutoff=threshold), one) for one in communes),
            key=lambda pair: -pair[0],
        )
        if not scored or not scored[0][0]:
            return None
        if len(scored) > 1 and scored[0][0] - scored[1][0] < LIKENESS_LEAD:
            return None
        return Match(scored[0][1].code_insee, scored[0][1].name, "spelling")

    def _find_by_postal_code(self, wanted: str, postal_code: str) -> Match | None:
        # A name that is a commune somewhere else contradicts the postal code: guessing would move the place.
        if self._named(wanted) or wanted in self._former:
            return None
        return _only(self._by_postal_code.get(postal_code, ()), "postal_code")


def share_their_words(one: str, other: str) -> bool:
    """Does one name hold every word of the other ("Cosne-sur-Loire", "Cosne-Cours-sur-Loire"), a telling one at least?

    The words that half of France shares tell nothing.
    """
    words, others = set(normalise(one).split()), set(normalise(other).split())
    shared = words & others
    return shared in (words, others) and any(len(word) > 3 and word not in _COMMON_WORDS for word in shared)


def _only(communes: Iterable[Commune], how: How) -> Match | None:
    distinct = {commune.code_insee: commune for commune in communes}
    if len(distinct) != 1:
        return None
    (commune,) = distinct.values()
    return Match(commune.code_insee, commune.name, how)


@cache
def _load() -> Gazetteer:
    rows = list(_read("communes-france.csv.gz"))
    centres = _district_centres(rows)
    communes = [_commune(row, centres) for row in rows if row["type"] == "commune-actuelle"]
    past = list(_read("anciennes-communes.csv.gz"))
    districts = {row["code_insee"]: row["codes_postaux"].split("|")[0] for row in rows if row["type"] == _DISTRICT_TYPE}
    return Gazetteer(
        communes,
        [(row["nom"], row["code_insee_successeur"]) for row in past],
        successors={row["code_insee"]: row["code_insee_successeur"] for row in past}
        | {code: _CITIES[departement_of(code)] for code in districts},
        districts=districts,
    )


_DISTRICT_TYPE = "arrondissement-municipal"
_CITIES = {"75": "75056", "69": "69123", "13": "13055"}


@cache
def former_communes() -> dict[str, tuple[tuple[str, str], ...]]:
    """The communes that are no more, by their reduced name: its official form, and the INSEE code of today's."""
    found: dict[str, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for row in _read("anciennes-communes.csv.gz"):
        found[normalise(row["nom"])] += ((row["nom"], row["code_insee_successeur"]),)
    return dict(found)


@cache
def load_epci() -> dict[str, Epci]:
    """The intercommunality of each commune, by the commune's INSEE code."""
    rows = _read("epci-france.csv.gz")
    return {row["code_insee"]: Epci(row["siren_epci"], row["nom_epci"], row["type"]) for row in rows}


def _commune(row: dict[str, str], centres: dict[str, tuple[float, float]]) -> Commune:
    latitude, longitude = _centre(row) or centres.get(row["code_insee"]) or (None, None)
    return Commune(
        code_insee=row["code_insee"],
        name=row["nom"],
        postal_codes=tuple(row["codes_postaux"].split("|")) if row["codes_postaux"] else (),
        departement=row["departement"],
        population=int(row["population"] or 0),
        latitude=latitude,
        longitude=longitude,
    )


def _centre(row: dict[str, str]) -> tuple[float, float] | None:
    if not row["latitude"] or not row["longitude"]:
        return None
    return float(row["latitude"]), float(row["longitude"])


def _district_centres(rows: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    """The source gives no centre for Paris, Lyon and Marseille: take the middle of their districts'."""
    by_city: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row["type"] == _DISTRICT_TYPE and (centre := _centre(row)):
            by_city[_CITIES[row["departement"]]].append(centre)
    return {
        city: (sum(north for north, _ in all_) / len(all_), sum(east for _, east in all_) / len(all_))
        for city, all_ in by_city.items()
    }


def _read(name: str) -> Iterator[dict[str, str]]:
    packed = (files("maille.territory") / "data" / name).read_bytes()
    return csv.DictReader(gzip.decompress(packed).decode("utf-8").splitlines())
