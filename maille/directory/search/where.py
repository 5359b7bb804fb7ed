"""Understanding "Où ?": a postal code, a commune, a neighbourhood known by its places, or a position."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from maille.directory.models import PlaceWord
from maille.directory.rules import Asked, read_where
from maille.territory.actions.geography import searchable_name
from maille.territory.gazetteer import departement_of, former_communes, normalise
from maille.territory.models import Commune, Network, Place, PostalCode
from maille.territory.rules import Position, middle

from .index import meant_by
from .sql import marks, read

SUGGESTIONS = 4
LONGEST_NAME = 100
ALIKE = 70
A_CITY = 20_000

COMMUNES, POSTAL_CODES, PLACES, PLACE_WORDS = (
    model._meta.db_table for model in (Commune, PostalCode, Place, PlaceWord)
)
_POINTS = f"SELECT latitude, longitude FROM {PLACES} WHERE is_published = %s AND latitude IS NOT NULL"  # noqa: S608
_TOWNS = f"SELECT code, name, search_name, departement, latitude, longitude, population FROM {COMMUNES}"  # noqa: S608
_COMMUNES_OF_CODE = f"SELECT commune_id FROM {POSTAL_CODES} WHERE code = %s"  # noqa: S608
_COMMUNES_THERE = f"SELECT code FROM {COMMUNES} WHERE departement = %s"  # noqa: S608


class Town(NamedTuple):
    """What is read of a commune to look from it."""

    code: str
    name: str
    search_name: str
    departement: str
    latitude: float | None
    longitude: float | None
    population: int


@dataclass(frozen=True)
class Located:
    """Where the search looks from, in the words people read; `others` are communes that could also be meant."""

    position: Position | None
    label: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotLocated:
    """No such place is known; `suggestions` are names close to what was typed."""

    text: str
    suggestions: tuple[str, ...]


def locate(text: str, *, network: Network | None) -> Located | NotLocated:
    """Find where a text means: "42100", "saint etienne", "Lyon 3e", "Montreynaud", or a commune that is no more.

    Communes of the network's département first.
    """
    departement = _departement(network)
    asked = read_where(text)
    towns = _towns(asked.code, asked.name, departement)
    if towns and (asked.code or not departement or towns[0].departement == departement):
        return _located(towns, asked.code)
    if not towns and (elsewhere := _beside_a_strange_code(asked)):
        return _located(elsewhere, "")
    if towns and towns[0].population >= A_CITY:  # "Paris" is the city, and no street of here
        return _located(towns, asked.code)
    # A namesake far away must not hide a commune that was here, nor a neighbourhood: Rochetaillée, in Haute-Marne too.
    nearby = _former(text, asked, departement) or _quarter(text, asked.name, departement)
    if nearby:
        return replace(nearby, others=_written(towns[:SUGGESTIONS]))
    if towns:
        return _located(towns, asked.code)
    return (
        _quarter(text, asked.name or text, departement)
        or _former(text, asked, "")
        or _by_code(asked, departement)
        or NotLocated(text, _closest(asked.name or text, departement))
    )


def _departement(network: Network | None) -> str:
    return network.main_commune.departement if network and network.main_commune else ""


def _beside_a_strange_code(asked: Asked) -> list[Town]:
    """A commune beside a code that is not its own, of the same département: "42007 Saint-Étienne Cedex"."""
    if not (asked.name and asked.code):
        return []
    there = departement_of(asked.code)
    towns = _towns("", asked.name, there)
    return [town for town in towns if town.departement == there and town.search_name == asked.name]


def _by_code(asked: Asked, departement: str) -> Located | None:
    """A name that is no more, or badly written, beside a code that says enough: "42100 Terrenoir"."""
    towns = _towns(asked.code, "", departement) if asked.name and asked.code else []
    return _located(towns, asked.code) if towns else None


def _towns(code: str, name: str, departement: str) -> list[Town]:
    """The communes of a postal code and a name.

    The exact name first, then the network's own département, then the biggest: what most people here mean.
    """
    if not (code or name):
        return []
    wanted, values = ["is_current = %s"], list[Any]([True])
    if code:
        wanted.append(f"code IN ({_COMMUNES_OF_CODE})")
        values.append(code)
    if name:
        # Words are unaccented letters and digits: none that begins with the name comes after "zzz…".
        wanted.append("(search_name = %s OR search_name BETWEEN %s AND %s)")
        values += [name, f"{name} ", f"{name} ".ljust(LONGEST_NAME, "z")]
    text = (
        f"{_TOWNS} WHERE {' AND '.join(wanted)} ORDER BY CASE WHEN search_name = %s THEN 0 ELSE 1 END,"
        " CASE WHEN departement = %s THEN 0 ELSE 1 END, population DESC, code LIMIT 20"
    )
    towns = [Town(*row) for row in read(text, [*values, name, departement])]
    towns = [town for town in towns if not name or town.search_name == name or town.search_name.startswith(f"{name} ")]
    if name and towns and towns[0].search_name == name:
        exact = [town for town in towns if town.search_name == name]
        return [town for town in exact if town.departement == departement] or exact
    return towns


def _located(towns: list[Town], code: str) -> Located:
    first = towns[0]
    label = f"{code} {first.name}" if code else first.name
    return Located(_centre(first, code), label, _written(towns[1 : SUGGESTIONS + 1]))


def _written(towns: list[Town]) -> tuple[str, ...]:
    """Other communes as one may type them: a postal code tells namesakes apart."""
    if not towns:
        return ()
    keys = [town.code for town in towns]
    codes = dict(
        read(f"SELECT commune_id, MIN(code) FROM {POSTAL_CODES} WHERE commune_id IN ({marks(keys)}) GROUP BY 1", keys)  # noqa: S608
    )
    return tuple(f"{codes.get(town.code, '')} {town.name}".strip() for town in towns)


def _centre(town: Town, code: str) -> Position | None:
    """The middle of the places with this postal code when a town has several, else the commune's centre."""
    text = f"{_POINTS} AND commune_id = %s AND postal_code = %s LIMIT 50"
    if code and (centre := middle(_points(text, town.code, code))):
        return centre
    if town.latitude is None or town.longitude is None:
        return None
    return Position(town.latitude, town.longitude)


def _quarter(text: str, name: str, departement: str) -> Located | None:
    """A neighbourhood is where the places that bear its name are: "Montreynaud"."""
    centre = _middle_of_named(name, departement)
    return Located(centre, text.strip()) if centre else None


def _former(text: str, asked: Asked, departement: str) -> Located | None:
    """A commune that is no more, in the one that took it in: where its places are, else the centre of today's.

    `departement` is where to look, "" anywhere, where the name must then be the only one.
    """
    there = departement_of(asked.code) if asked.code else departement
    found = [
        (name, town)
        for name, successor in former_communes().get(normalise(text.replace(asked.code, "", 1)), ())
        for town in _towns_by_code(successor)
        if not there or town.departement == there
    ]
    if len({town.code for _name, town in found}) != 1:
        return None
    name, town = found[0]
    return Located(_middle_of_named(asked.name, town.departement) or _centre(town, ""), f"{name} ({town.name})")


def _towns_by_code(code: str) -> list[Town]:
    return [Town(*row) for row in read(f"{_TOWNS} WHERE code = %s", [code])]


def _middle_of_named(name: str, departement: str) -> Position | None:
    """The middle of some places that bear all these words in their name or their address."""
    meanings = meant_by(name)
    if not meanings or not all(meanings):
        return None
    text, values = _POINTS, list[Any]()
    if departement:
        # The places of a département are few: each is asked for its words, which the whole country may bear.
        text += f" AND commune_id IN ({_COMMUNES_THERE})"
        values.append(departement)
    for ids in meanings:
        own = f"FROM {PLACE_WORDS} WHERE word_id IN ({marks(ids)}) AND weight IN (1, 4)"
        everywhere, there = f"id IN (SELECT place_id {own})", f"EXISTS (SELECT 1 {own} AND place_id = {PLACES}.id)"
        text += f" AND {there if departement else everywhere}"
        values += ids
    return middle(_points(f"{text} ORDER BY id LIMIT 20", *values))


def _points(text: str, *values: object) -> list[Position]:
    """Where these places are, those whose position is known."""
    return [Position(latitude, longitude) for latitude, longitude in read(text, [True, *values])]


def _closest(name: str, departement: str) -> tuple[str, ...]:
    """Names of communes that look like what was typed, in the département first."""
    near = process.extract(
        searchable_name(name[:100]), _names(departement), scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=ALIKE
    )
    return tuple(official for _score_name, _score, official in near)


@lru_cache(maxsize=4)
def _names(departement: str) -> dict[str, str]:
    """Official name → searchable name of the communes of a département (names of communes do not change in a day)."""
    communes = Commune.objects.current().filter(departement=departement)
    return dict(communes.values_list("name", "search_name"))
