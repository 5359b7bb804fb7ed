"""Which commune a line speaks of, and its postal code: name, codes, position and words made to agree."""

import re
from typing import Literal, NamedTuple

from maille.language.phrases import Phrase
from maille.territory.gazetteer import Commune, Gazetteer, How, Match, normalise, share_their_words

from .cells import Line
from .fields import read_text
from .positions import MAX_KM, Position, is_near
from .rules import BadCell
from .sentences import MAPPING

# A place further from a centre than this, or nearly as near another one, may well be over the border.
NEAREST_KM = 6.0
NEAREST_LEAD = 2.0

Known = Literal["code", "position", "words", "near_spelling", "nearest"] | How
"""How a commune was known: see the remarks `by_…`."""

_POSTAL_CODE = re.compile(r"\b(\d{2}) ?(\d{3})\b")


class Said(NamedTuple):
    """What a line says of its commune: a name and the two codes, "" when absent, and a position wherever it is."""

    name: str
    postal_code: str
    insee_code: str
    position: Position


def read_said(line: Line, position: Position) -> Said:
    """Gather what a line says of its commune, with the codes brought to five characters."""
    return Said(read_text(line, "commune_name"), _postal_code(line), read_text(line, "insee_code"), position)


def _postal_code(line: Line) -> str:
    text = read_text(line, "postal_code")
    if len(text) == 5 and text.isascii() and text.isdigit() and text != "00000":
        return text
    code = re.sub(r"[^0-9]", "", text)
    code = code.zfill(5) if len(code) == 4 else code
    if code and not code.strip("0"):
        return ""  # zeros say "unknown", as they do in a SIRET; the remark on what is found instead says the rest
    code = code if len(code) == 5 else ""
    if code != text:
        line.remark("postal_code", text, code, MAPPING("postal_code_form"))
    return code


def read_commune(line: Line, gazetteer: Gazetteer, said: Said) -> Commune:
    """The commune of today that a line means; refuse the line when what it says does not point at one."""
    code = _five(said.insee_code)
    by_code = gazetteer.today(code) if code else None
    match = gazetteer.find(said.name, said.postal_code)
    commune, how = _settled(gazetteer, by_code, match, said)
    if commune is None or how is None:
        commune, how = _by_evidence(line, gazetteer, said)
    if said.insee_code and code != commune.code_insee:
        told = "insee_former" if gazetteer.today(code) == commune else "insee_corrected"
        line.remark("insee_code", said.insee_code, commune.code_insee, MAPPING(told))
    if said.name != commune.name or how in ("position", "words"):
        line.remark("commune_name", said.name, commune.name, MAPPING(f"by_{how}"))
    return commune


def _five(code: str) -> str:
    code = code.upper()
    return code.zfill(5) if len(code) == 4 else code


def _settled(
    gazetteer: Gazetteer, by_code: Commune | None, match: Match | None, said: Said
) -> tuple[Commune | None, Known | None]:
    """The commune that the name and the codes give by themselves."""
    by_name = gazetteer.commune(match.code_insee) if match else None
    if by_code and match and by_code == by_name:
        return by_code, match.how
    if by_code and not _is_denied(gazetteer, by_code, match, said):
        return by_code, "code"
    return by_name, match.how if match else None


def _is_denied(gazetteer: Gazetteer, by_code: Commune, match: Match | None, said: Said) -> bool:
    """The file's INSEE code loses to a name and a postal code that both say another, or to a name and a position."""
    if match:
        return match.how == "exact" and normalise(said.name) != normalise(by_code.name)
    named = [one for one in gazetteer.bearing(said.name) if is_near(said.position, one)]
    return len(named) == 1 and not is_near(said.position, by_code)


def _by_evidence(line: Line, gazetteer: Gazetteer, said: Said) -> tuple[Commune, Known]:
    """A name and a postal code contradict each other: what else the line says decides, or the line is refused."""
    named = gazetteer.bearing(said.name)
    near = [one for one in named if is_near(said.position, one)]
    if len(near) == 1:
        return near[0], "position"
    if len(named) == 1 and _is_repeated(line, said.name):
        return named[0], "words"
    if not named and (guessed := _guessed(gazetteer, said)):
        return guessed
    raise BadCell(_contradiction(gazetteer, named, said))


def _is_repeated(line: Line, name: str) -> bool:
    """Does the place's own name or its address say the commune's name again ("PIMMS Blois")?"""
    words = normalise(f"{read_text(line, 'name')} / {read_text(line, 'address')}")
    return len(name) > 3 and f" {normalise(name)} " in f" {words} "


def _guessed(gazetteer: Gazetteer, said: Said) -> tuple[Commune, Known] | None:
    """The commune near the position whose name is nearly the one written, or the nearest of the postal code."""
    north, east = said.position.latitude, said.position.longitude
    if north is None or east is None:
        return None
    around = [(km, one) for km, one in gazetteer.around(north, east, said.postal_code) if km <= MAX_KM]
    alike = [one for _, one in around if share_their_words(said.name, one.name)]
    if len(alike) == 1:
        return alike[0], "near_spelling"
    if not around or around[0][0] > NEAREST_KM or said.postal_code not in around[0][1].postal_codes:
        return None
    is_clear = len(around) == 1 or around[1][0] >= NEAREST_LEAD * around[0][0]
    return (around[0][1], "nearest") if is_clear else None


def _contradiction(gazetteer: Gazetteer, named: tuple[Commune, ...], said: Said) -> Phrase:
    words = " ".join(part for part in (said.postal_code, said.name) if part)
    if not words:
        return MAPPING("nowhere")
    if len(named) == 1 and gazetteer.in_postal_code(said.postal_code):
        (one,) = named
        return MAPPING("contradiction", commune=one.name, departement=one.departement, postal_code=said.postal_code)
    return MAPPING("unknown_commune", said=words)


def read_postal_code(line: Line, gazetteer: Gazetteer, commune: Commune, said: Said) -> str:
    """The postal code of the place: what is written when it can be so, else the only one that it can be."""
    written = said.postal_code
    if written in commune.postal_codes:
        return written
    found, told = _only_postal_code(line, gazetteer, commune, said)
    if found:
        line.remark("postal_code", written, found, MAPPING(told, postal_code=found, commune=commune.name))
        return found
    if not written:
        raise BadCell(MAPPING("which_postal_code", commune=commune.name, codes=commune.postal_codes))
    if not _could_be_cedex(written, commune):
        codes = commune.postal_codes
        raise BadCell(MAPPING("postal_code_elsewhere", postal_code=written, commune=commune.name, codes=codes))
    line.remark("postal_code", written, written, MAPPING("cedex", postal_code=written, commune=commune.name))
    return written


def _only_postal_code(line: Line, gazetteer: Gazetteer, commune: Commune, said: Said) -> tuple[str, str]:
    if len(commune.postal_codes) == 1:
        return commune.postal_codes[0], "only_postal_code"
    for text in (_five(said.insee_code), said.name):
        if code := gazetteer.district_postal_code(text, commune):
            return code, "district_postal_code"
    in_address = {"".join(found) for found in _POSTAL_CODE.findall(read_text(line, "address"))}
    agreed = in_address & set(commune.postal_codes)
    return (agreed.pop(), "postal_code_of_address") if len(agreed) == 1 else ("", "")


def _could_be_cedex(postal_code: str, commune: Commune) -> bool:
    """A code for heavy users of the post begins as those of the commune's département."""
    beginnings = {one[:2] for one in commune.postal_codes} or {commune.departement[:2]}
    return postal_code[:2] in beginnings
