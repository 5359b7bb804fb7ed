"""Understanding "Où ?": a postal code, a commune, a neighbourhood known by its places, or a position."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Case, Q, QuerySet, When
from rapidfuzz import fuzz, process

from maille.directory.models import PlaceWord
from maille.language.words import searched_words, singular
from maille.territory.actions.geography import searchable_name
from maille.territory.models import Commune, Network, Place, PostalCode
from maille.territory.rules import Position, middle

from .index import meant_by

SUGGESTIONS = 4
LONGEST_NAME = 100
ALIKE = 70
CEDEX = singular("cedex")


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
    """Find where a text means: "42100", "saint etienne", "Montreynaud". Communes of the network's département first."""
    departement = _departement(network)
    code, name = _parts(text)
    communes = _communes(code, name, departement)
    if communes and (code or not departement or communes[0].departement == departement):
        return _located(communes, code)
    # A namesake far away must not hide a neighbourhood of here: Rochetaillée is in Saint-Étienne, and in Haute-Marne.
    if communes and (quarter := _quarter(text, name, departement)):
        return replace(quarter, others=_written(communes[:SUGGESTIONS]))
    if communes:
        return _located(communes, code)
    if quarter := _quarter(text, name or text, departement):
        return quarter
    # A name that is no more, or badly written, beside a code that says enough: "42100 Terrenoir".
    if name and code and (communes := _communes(code, "", departement)):
        return _located(communes, code)
    return NotLocated(text, _closest(name or text, departement))


def _departement(network: Network | None) -> str:
    return network.main_commune.departement if network and network.main_commune else ""


def _parts(text: str) -> tuple[str, str]:
    """Separate the postal code from the name: "42100 Saint-Étienne" → ("42100", "saint etienne")."""
    found = searched_words(text)
    code = next((word for word in found if len(word) == 5 and word.isdigit()), "")
    return code, " ".join(word for word in found if word not in (code, CEDEX))


def _communes(code: str, name: str, departement: str) -> list[Commune]:
    candidates = Commune.objects.current()
    if code:
        candidates = candidates.filter(postal_codes__code=code)
    if name:
        # The range is what both databases find in their index; the prefix, what is meant.
        begun = Q(search_name__range=(name + " ", (name + " ").ljust(LONGEST_NAME, "z")))
        candidates = candidates.filter(Q(search_name=name) | begun & Q(search_name__startswith=name + " "))
    if not (code or name):
        return []
    # The exact name first, then the network's own département, then the biggest: what most people here mean.
    is_other = Case(When(search_name=name, then=0), default=1)
    is_far = Case(When(departement=departement, then=0), default=1)
    communes = list(candidates.distinct().order_by(is_other, is_far, "-population", "pk")[:20])
    if name and communes and communes[0].search_name == name:
        exact = [commune for commune in communes if commune.search_name == name]
        near = [commune for commune in exact if commune.departement == departement]
        return near or exact
    return communes


def _located(communes: list[Commune], code: str) -> Located:
    first = communes[0]
    label = f"{code} {first.name}" if code else first.name
    return Located(_centre(first, code), label, _written(communes[1 : SUGGESTIONS + 1]))


def _written(communes: list[Commune]) -> tuple[str, ...]:
    """Other communes as one may type them: a postal code tells namesakes apart."""
    codes = dict(PostalCode.objects.filter(commune__in=communes).order_by("-code").values_list("commune_id", "code"))
    return tuple(f"{codes.get(commune.pk, '')} {commune.name}".strip() for commune in communes)


def _centre(commune: Commune, code: str) -> Position | None:
    """The middle of the places with this postal code when a town has several, else the commune's centre."""
    if code:
        known = Place.objects.published().filter(commune=commune, postal_code=code, latitude__isnull=False)
        if centre := middle(_points(known, 50)):
            return centre
    if commune.latitude is None or commune.longitude is None:
        return None
    return Position(commune.latitude, commune.longitude)


def _quarter(text: str, name: str, departement: str) -> Located | None:
    """A neighbourhood is where the places that bear its name are: "Montreynaud"."""
    meanings = meant_by(name)
    if not meanings or not all(meanings):
        return None
    places = Place.objects.published().filter(latitude__isnull=False)
    for ids in meanings:
        places = places.filter(pk__in=PlaceWord.objects.filter(word__in=ids, weight__in=(1, 4)).values("place_id"))
    if departement:
        places = places.filter(commune__departement=departement)
    centre = middle(_points(places.order_by("pk"), 20))
    return Located(centre, text.strip()) if centre else None


def _points(places: QuerySet[Place], most: int) -> list[Position]:
    """Where these places are, those whose position is known."""
    pairs = places.values_list("latitude", "longitude")[:most]
    return [Position(lat, lon) for lat, lon in pairs if lat is not None and lon is not None]


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
