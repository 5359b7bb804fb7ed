"""Latitude and longitude as files write them, checked against the commune."""

import math
import re
from typing import NamedTuple

from maille.language.phrases import Phrase
from maille.territory.gazetteer import Commune

from .lambert import degrees_of_lambert, is_lambert
from .sentences import MAPPING

MAX_KM = 15.0
# Communes of Guyane are as large as a département; those of the Pacific spread over islands.
MAX_KM_OF_DEPARTEMENT = {"973": 250.0, "987": 2000.0, "988": 200.0, "984": 5000.0}

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_METRES = re.compile(r"[+-]?\d{5,8}(?:[.,]\d+)?")
_POINTED = r"[+-]?\d{1,3}(?:\.\d+)?"
_COMMAED = r"[+-]?\d{1,3},\d+"
_PAIR = re.compile(rf"[\[(]?\s*(?:({_POINTED})\s*[,;| ]\s*({_POINTED})|({_COMMAED})\s*[,;| ]\s*({_COMMAED}))\s*[\])]?")


class Position(NamedTuple):
    """A position in WGS84 degrees, or none, and what was done to it."""

    latitude: float | None = None
    longitude: float | None = None
    problem: Phrase | None = None


def read_number(text: str) -> float | None:
    """A decimal number of degrees, with a point or a comma."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def split_pair(text: str) -> tuple[str, str] | None:
    """ "45.43, 4.39" or "45,43 ; 4,39" as two texts, None when it is not a pair."""
    found = _PAIR.fullmatch(text.strip())
    return (found[1] or found[3], found[2] or found[4]) if found else None


def read_position(latitude: str, longitude: str, commune: Commune) -> Position:
    """The position of a place of this commune: nothing when absent, unreadable, at 0,0 or far from the commune."""
    return check_position(read_degrees(latitude, longitude), commune)


def read_degrees(latitude: str, longitude: str) -> Position:
    """What two cells say, in degrees, wherever it is; `problem` tells what had to be done, or why nothing is read."""
    if not latitude.strip() and not longitude.strip():
        return Position()
    north, east = read_number(latitude), read_number(longitude)
    if north is not None and east is not None:
        return Position(problem=MAPPING("null_island")) if north == 0 == east else Position(north, east)
    return _from_one_cell(latitude, longitude) or _from_metres(latitude, longitude)


def check_position(read: Position, commune: Commune) -> Position:
    """A position that was read, kept when it is near its commune; put right when the two were swapped."""
    north, east = read.latitude, read.longitude
    if north is None or east is None:
        return read
    if _is_near(north, east, commune):
        return read
    if _is_near(east, north, commune):
        return Position(east, north, MAPPING("swapped"))
    far = commune.distance_km(north, east) if _is_on_earth(north, east) else None
    if far is None:
        return Position(problem=MAPPING("off_earth"))
    return Position(problem=MAPPING("far", km=math.floor(far), commune=commune.name))


def is_near(read: Position, commune: Commune) -> bool:
    """Is a position that was read near the centre of a commune? Not when either is unknown."""
    if read.latitude is None or read.longitude is None or commune.latitude is None:
        return False
    return _is_near(read.latitude, read.longitude, commune)


def _from_one_cell(latitude: str, longitude: str) -> Position | None:
    """Both coordinates in the first cell, the second one being empty, the same, or saying the longitude again."""
    cell, other = latitude.strip() or longitude.strip(), longitude.strip()
    pair = split_pair(cell)
    if pair is None:
        return None
    north, east = read_number(pair[0]), read_number(pair[1])
    if other not in ("", cell):
        # "41.93414,8" beside "8.7386": the longitude begins as the pair says, and goes on.
        east = read_number(other) if other.startswith(pair[1]) else None
    if north is None or east is None:
        return None
    return Position(north, east, MAPPING("pair_in_one"))


def _from_metres(latitude: str, longitude: str) -> Position:
    one, other = _read_metres(latitude), _read_metres(longitude)
    if one is None or other is None:
        return Position(problem=MAPPING("unreadable"))
    east, north = sorted((one, other))
    if not is_lambert(east, north):
        return Position(problem=MAPPING("metres"))
    return Position(*degrees_of_lambert(east, north), MAPPING("lambert"))


def _read_metres(text: str) -> float | None:
    compact = "".join(text.split())
    return float(compact.replace(",", ".")) if _METRES.fullmatch(compact) else None


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180


def _is_near(latitude: float, longitude: float, commune: Commune) -> bool:
    if not _is_on_earth(latitude, longitude):
        return False
    away = commune.distance_km(latitude, longitude)
    return away is None or away <= MAX_KM_OF_DEPARTEMENT.get(commune.departement, MAX_KM)
