"""Latitude and longitude as files write them, checked against the commune."""

import math
import re
from dataclasses import dataclass

from maille.language.phrases import Phrase
from maille.territory.gazetteer import Commune

from .sentences import MAPPING

MAX_KM = 15.0
# Communes of Guyane are as large as a département; those of the Pacific spread over islands.
MAX_KM_OF_DEPARTEMENT = {"973": 250.0, "987": 2000.0, "988": 200.0, "984": 5000.0}

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_PAIR = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class Position:
    """A position in WGS84 degrees, or none, and what was done to it."""

    latitude: float | None = None
    longitude: float | None = None
    problem: Phrase | None = None


def read_number(text: str) -> float | None:
    """A decimal number of degrees, with a point or a comma."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def split_pair(text: str) -> tuple[str, str] | None:
    """ "45.43, 4.39" as two texts, None when it is not a pair."""
    found = _PAIR.fullmatch(text)
    return (found[1], found[2]) if found else None


def read_position(latitude: str, longitude: str, commune: Commune) -> Position:
    """The position of a place of this commune: nothing when absent, unreadable, at 0,0 or far from the commune."""
    if not latitude.strip() and not longitude.strip():
        return Position()
    north, east = read_number(latitude), read_number(longitude)
    if north is None or east is None:
        return Position(problem=MAPPING("unreadable"))
    if north == 0 and east == 0:
        return Position(problem=MAPPING("null_island"))
    if _is_near(north, east, commune):
        return Position(north, east)
    if _is_near(east, north, commune):
        return Position(east, north, MAPPING("swapped"))
    far = commune.distance_km(north, east) if _is_on_earth(north, east) else None
    if far is None:
        return Position(problem=MAPPING("off_earth"))
    return Position(problem=MAPPING("far", km=math.floor(far), commune=commune.name))


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _is_near(latitude: float, longitude: float, commune: Commune) -> bool:
    if not _is_on_earth(latitude, longitude):
        return False
    away = commune.distance_km(latitude, longitude)
    return away is None or away <= MAX_KM_OF_DEPARTEMENT.get(commune.departement, MAX_KM)
