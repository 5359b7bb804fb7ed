"""Where the place is: commune, postal code, street and position, made to agree with each other."""

import re
from typing import NamedTuple

from maille.language.phrases import Phrase
from maille.territory.gazetteer import Commune, Gazetteer, normalise

from .cells import Line
from .commune import read_commune, read_postal_code, read_said
from .fields import limit, read_text
from .positions import Position, check_position, read_degrees, split_pair
from .sentences import MAPPING
from .text import one_line

_END_OF_ADDRESS = re.compile(r"[\s,;-]*\b(\d{2}) ?(\d{3})\b[\s,;-]*([^\d]*)$")
_STREET_NUMBER = re.compile(r"\d")


class Whereabouts(NamedTuple):
    """The part of a record that says where the place is."""

    commune_name: str
    postal_code: str
    insee_code: str
    address: str
    address_complement: str
    latitude: float | None
    longitude: float | None


def read_whereabouts(line: Line, gazetteer: Gazetteer) -> Whereabouts:
    """Where the place is; refuse the line when its commune cannot be known."""
    written = _written_position(line)
    said = read_said(line, read_degrees(*written))
    commune = read_commune(line, gazetteer, said)
    postal_code = read_postal_code(line, gazetteer, commune, said)
    address, complement = _address(line, commune, said.name, {said.postal_code, postal_code})
    position = check_position(said.position, commune)
    _remark_position(line, written, position, said.position)
    latitude, longitude = position.latitude, position.longitude
    return Whereabouts(commune.name, postal_code, commune.code_insee, address, complement, latitude, longitude)


def _address(line: Line, commune: Commune, name: str, postal_codes: set[str]) -> tuple[str, str]:
    written = read_text(line, "address")
    without_city = _without_city(written, {normalise(name), normalise(commune.name)}, postal_codes)
    street, moved = _street_line(without_city)
    if street != written:
        line.remark("address", written, street, _told(without_city != written, bool(moved)))
    if not street:
        line.remark("address", "", "", MAPPING("no_address"))
    complement = read_text(line, "address_complement", besides=street)
    return street, limit(line, "address_complement", ", ".join(part for part in (moved, complement) if part))


def _told(city_removed: bool, complement_moved: bool) -> Phrase:
    if complement_moved:
        return MAPPING("complement_apart")
    if city_removed:
        return MAPPING("city_apart")
    return MAPPING("one_line")


def _without_city(address: str, names: set[str], postal_codes: set[str]) -> str:
    found = _END_OF_ADDRESS.search(address)
    if not found or found[1] + found[2] not in postal_codes or normalise(found[3]) not in {"", *names}:
        return address
    return address[: found.start()]


def _street_line(address: str) -> tuple[str, str]:
    """The line of an address that holds the street, and the others; a street is known by its number."""
    lines = [one for text in address.split("\n") if (one := one_line(text).strip(" ,;"))]
    numbered = [one for one in lines if _STREET_NUMBER.match(one)]
    if len(numbered) == 1:
        return numbered[0], ", ".join(one for one in lines if one != numbered[0])
    return ", ".join(lines), ""


def _remark_position(line: Line, written: tuple[str, str], position: Position, read: Position) -> None:
    problems = dict.fromkeys(one for one in (read.problem, position.problem) if one)
    if not problems:
        return
    before = ", ".join(filter(None, written))
    after = f"{position.latitude}, {position.longitude}" if position.latitude is not None else ""
    for problem in problems:
        verdict = "position_corrected" if after else "position_left"
        line.remark("latitude", before, after, MAPPING(verdict, problem=problem))


def _written_position(line: Line) -> tuple[str, str]:
    rule = line.mapping.coordinates
    if rule is None:
        return "", ""
    if not rule.pair:
        return line.text(rule.latitude), line.text(rule.longitude)
    pair = line.text(rule.pair)
    return split_pair(pair) or (pair, "")
