"""The name the standard gives to a file: day, publisher, and the territory it covers."""

import re
from datetime import date

from maille.language.phrases import Phrase
from maille.language.words import fold

from .findings import STANDARD

_NAME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})_(?P<publisher>\d{14}|W[0-9A-Z]{9})_lieux-de-mediation-numerique_"
    r"(?P<territory>[a-z0-9]+(?:-[a-z0-9]+)*)\.csv"
)
WANTED = "AAAA-MM-JJ_SIRET_lieux-de-mediation-numerique_territoire.csv"


def file_name(*, day: date, publisher: str, territory: str, ending: str = "csv") -> str:
    """The name of a file published on a day, by a SIRET or an RNA, for a territory."""
    place = "-".join(re.findall(r"[a-z0-9]+", fold(territory))) or "france"
    return f"{day.isoformat()}_{publisher or '0' * 14}_lieux-de-mediation-numerique_{place}.{ending}"


def check_name(name: str) -> Phrase | None:
    """What is wrong with the name of a file, if anything."""
    found = _NAME.fullmatch(name)
    if found and _is_day(found["day"]):
        return None
    return STANDARD("file_name", name=name, wanted=WANTED)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
