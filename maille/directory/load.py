"""Places of the base as the pure cores see them."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maille.territory.models import Place

from .mapping.load import load_packaged_mapping, packaged_mappings
from .matching import Candidate, Evidence, Pair, candidate_of, explain
from .models import PlacePair, SavedMapping
from .rules import GROUPS, SAID_FIELDS, Side, noted


def said(place: Place) -> dict[str, Any]:
    """What a place says of itself, field by field, as JSON holds it."""
    return {name: as_json(getattr(place, name)) for name in SAID_FIELDS}


def as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def as_field(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def origin_of(place: Place, name: str) -> tuple[str, date]:
    """Who said a field ("" is the place itself) and when; when nothing is noted, its source on the record's day."""
    source, day = place.origins.get(noted(name)) or (place.source, "")
    return source, date.fromisoformat(day) if day else place.updated_on


def sides(kept: Place, absorbed: Place) -> Mapping[str, tuple[Side, Side]]:
    """For each group of fields, what the record kept and the one absorbed say."""
    return {group: (_side(kept, names), _side(absorbed, names)) for group, names in GROUPS.items()}


def _side(place: Place, names: tuple[str, ...]) -> Side:
    source, day = max((origin_of(place, name) for name in names), key=lambda origin: (origin[1], not origin[0]))
    return Side(tuple(as_json(getattr(place, name)) for name in names), source, day)


def says_who(place: Place, name: str) -> str:
    """Who said a field and when, in words: "Hinaura, octobre 2022"; nothing for a field nobody has filled."""
    if noted(name) not in place.origins and getattr(place, name) in (None, "", ()):
        return ""
    source, day = origin_of(place, name)
    when = date_format(day, "F Y" if source else "j F Y")
    if not source:
        return _("le lieu lui-même, le %(day)s") % {"day": when}
    return f"{source_title(source)}, {when}"


def source_title(name: str) -> str:
    """What a source is called: by Maille when it comes with it, else by the network that saved how to read it."""
    return _packaged_title(name) or _saved_title(name)


@lru_cache(maxsize=500)
def _packaged_title(name: str) -> str:
    return load_packaged_mapping(name).source.title if name in packaged_mappings() else ""


def _saved_title(name: str) -> str:
    """A source that nobody saved has its name alone."""
    return SavedMapping.objects.filter(name=name).values_list("title", flat=True).first() or name


def candidate_of_place(place: Place) -> Candidate:
    """A place as the matcher compares it, its commune read; its key is the place's own."""
    row = {
        "id": str(place.pk),
        "nom": place.name,
        "commune": place.commune.name,
        "adresse": place.address,
        "complement_adresse": place.address_complement,
        "code_postal": place.postal_code,
        "code_insee": place.commune_id,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "telephone": place.phone,
        "courriels": "|".join(place.emails),
        "pivot": place.pivot,
        "typologie": "|".join(place.typologies),
        "source": place.source,
        "site_web": place.website,
        "structure_parente": place.parent_name,
    }
    return candidate_of(row)


def evidence_in_words(pair: PlacePair, language: str) -> str:
    """Why two records look like one place, as a sentence."""
    found = tuple(Evidence(**{**one, "details": tuple(one["details"])}) for one in pair.evidence)
    compared = Pair(str(pair.first_id), str(pair.second_id), pair.score, pair.band, found)  # type: ignore[arg-type]
    return explain(compared, language)
