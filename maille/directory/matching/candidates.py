"""A place as the matcher sees it: what can tell that two records speak of one place."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .contacts import phone_numbers, pivot_of


class Candidate(NamedTuple):
    """One record that may be a double; empty text, empty tuple or None means that the record does not say.

    `key` names the record for the caller: pairs carry it back. Phones are national ("0477332211"), mails are lower
    case. Positions are WGS84 degrees.
    """

    key: str
    name: str
    commune_name: str = ""
    address: str = ""
    complement: str = ""
    postal_code: str = ""
    insee_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    pivot: str = ""
    typologies: tuple[str, ...] = ()
    source: str = ""
    website: str = ""
    parent_name: str = ""


IGNORABLE = {
    "adresse": "address",
    "complement_adresse": "complement",
    "telephone": "phones",
    "courriels": "emails",
    "pivot": "pivot",
    "typologie": "typologies",
    "site_web": "website",
    "structure_parente": "parent_name",
}
"""The national fields that one may ask not to look at, and what bears them here."""

_EMPTY = Candidate(key="", name="")


def candidate_of(row: Mapping[str, object]) -> Candidate:
    """Read a row that has the national standard's field names (v1); fields it does not have say nothing."""
    get = row.get
    latitude, longitude = _position(get("latitude"), get("longitude"))
    return Candidate(
        key=_text(get("id")),
        name=_text(get("nom")),
        commune_name=_text(get("commune")),
        address=_text(get("adresse")),
        complement=_text(get("complement_adresse")),
        postal_code=_text(get("code_postal")),
        insee_code=_text(get("code_insee")),
        latitude=latitude,
        longitude=longitude,
        phones=phone_numbers(_text(get("telephone"))),
        emails=_several(_text(get("courriels")).lower()),
        pivot=pivot_of(_text(get("pivot"))),
        typologies=_several(_text(get("typologie"))),
        source=_text(get("source")),
        website=_text(get("site_web")),
        parent_name=_text(get("structure_parente")),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else str(value).strip()


def _several(text: str) -> tuple[str, ...]:
    if "|" not in text and ";" not in text:
        return (text,) if text else ()
    return tuple(part.strip() for part in text.replace(";", "|").split("|") if part.strip())


def _position(latitude: object, longitude: object) -> tuple[float | None, float | None]:
    """A position on Earth, or nothing: 0,0 is how many files say that they do not know."""
    if latitude is None or longitude is None:
        return None, None
    try:
        north, east = float(str(latitude).replace(",", ".")), float(str(longitude).replace(",", "."))
    except ValueError:
        return None, None
    on_earth = -90 <= north <= 90 and -180 <= east <= 180
    return (north, east) if on_earth and (north or east) else (None, None)


def without(candidates: Iterable[Candidate], ignored: Iterable[str]) -> list[Candidate]:
    """The candidates as if they did not say the ignored fields (national names); ValueError for another name."""
    if unknown := sorted(set(ignored) - IGNORABLE.keys()):
        raise ValueError(f"{', '.join(unknown)}: not among {', '.join(IGNORABLE)}")
    blank = {IGNORABLE[name]: getattr(_EMPTY, IGNORABLE[name]) for name in ignored}
    return [candidate._replace(**blank) for candidate in candidates] if blank else list(candidates)
