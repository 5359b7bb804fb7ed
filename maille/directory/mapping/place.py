"""Where the place is: commune, postal code, street and position, made to agree with each other."""

import re
from dataclasses import dataclass
from typing import Literal

from maille.language.phrases import Phrase
from maille.territory.gazetteer import Commune, Gazetteer, How, Match, normalise

from .cells import Line
from .fields import limit, read_text
from .positions import read_position, split_pair
from .rules import BadCell
from .sentences import MAPPING
from .text import one_line

_END_OF_ADDRESS = re.compile(r"[\s,;-]*\b(\d{2}) ?(\d{3})\b[\s,;-]*([^\d]*)$")
_STREET_NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Whereabouts:
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
    name = read_text(line, "commune_name")
    written_code = _postal_code(line)
    commune = _commune(line, gazetteer, name, written_code)
    postal_code = _agreed_postal_code(line, commune, written_code)
    address, complement = _address(line, commune, name, {written_code, postal_code})
    latitude, longitude = _position(line, commune)
    return Whereabouts(commune.name, postal_code, commune.code_insee, address, complement, latitude, longitude)


def _postal_code(line: Line) -> str:
    text = read_text(line, "postal_code")
    code = re.sub(r"\D", "", text)
    code = code.zfill(5) if len(code) == 4 else code
    code = code if len(code) == 5 else ""
    if code != text:
        line.remark("postal_code", text, code, MAPPING("postal_code_form"))
    return code


def _commune(line: Line, gazetteer: Gazetteer, name: str, postal_code: str) -> Commune:
    by_name = gazetteer.find(name, postal_code)
    by_code = gazetteer.commune(_insee_code(line))
    commune = by_code if by_code and _trusts_code(by_code, by_name, name) else None
    if commune is None and by_name:
        commune = gazetteer.commune(by_name.code_insee)
    if commune is None:
        said = " ".join(part for part in (postal_code, name) if part)
        if not said:
            raise BadCell(MAPPING("nowhere"))
        raise BadCell(MAPPING("unknown_commune", said=said))
    _remark_commune(line, commune, by_name, name)
    return commune


def _insee_code(line: Line) -> str:
    text = read_text(line, "insee_code").upper()
    return text.zfill(5) if len(text) == 4 else text


def _trusts_code(by_code: Commune, by_name: Match | None, name: str) -> bool:
    """The file's INSEE code loses only to a name and a postal code that both say another commune."""
    if by_name is None or by_name.how != "exact" or normalise(name) == normalise(by_code.name):
        return True
    return by_name.code_insee == by_code.code_insee


def _remark_commune(line: Line, commune: Commune, match: Match | None, name: str) -> None:
    written = read_text(line, "insee_code")
    if written and _insee_code(line) != commune.code_insee:
        line.remark("insee_code", written, commune.code_insee, MAPPING("insee_corrected"))
    if name != commune.name:
        how: How | Literal["code"] = match.how if match and match.code_insee == commune.code_insee else "code"
        line.remark("commune_name", name, commune.name, MAPPING(f"by_{how}"))


def _agreed_postal_code(line: Line, commune: Commune, postal_code: str) -> str:
    if postal_code in commune.postal_codes:
        return postal_code
    if len(commune.postal_codes) == 1:
        (only,) = commune.postal_codes
        line.remark(
            "postal_code", postal_code, only, MAPPING("only_postal_code", postal_code=only, commune=commune.name)
        )
        return only
    if not postal_code:
        raise BadCell(MAPPING("which_postal_code", commune=commune.name, codes=commune.postal_codes))
    told = MAPPING("cedex", postal_code=postal_code, commune=commune.name)
    line.remark("postal_code", postal_code, postal_code, told)
    return postal_code


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


def _position(line: Line, commune: Commune) -> tuple[float | None, float | None]:
    latitude, longitude = _written_position(line)
    position = read_position(latitude, longitude, commune)
    if position.problem:
        before = ", ".join(part for part in (latitude, longitude) if part)
        after = f"{position.latitude}, {position.longitude}" if position.latitude is not None else ""
        verdict = "position_corrected" if after else "position_left"
        line.remark("latitude", before, after, MAPPING(verdict, problem=position.problem))
    return position.latitude, position.longitude


def _written_position(line: Line) -> tuple[str, str]:
    rule = line.mapping.coordinates
    if rule is None:
        return "", ""
    if not rule.pair:
        return line.text(rule.latitude), line.text(rule.longitude)
    pair = line.text(rule.pair)
    return split_pair(pair) or (pair, "")
