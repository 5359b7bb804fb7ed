"""Candidates read once, before any two are compared."""

from functools import lru_cache
from typing import NamedTuple

from .addresses import Address, read_address
from .candidates import Candidate
from .contacts import website_of
from .names import Name, commune_words, read_name
from .trades import SOFT_TRADES, TRADE_OF_TYPOLOGY

_CITIES = {"751": "75056", "132": "13055", "693": "69123"}
_LYON = "6938"


class Reading(NamedTuple):
    """A candidate with what its texts say."""

    candidate: Candidate
    name: Name
    address: Address
    commune: frozenset[str]
    area: str
    trades: frozenset[str]
    hard_trades: frozenset[str]
    website: str
    contacts: frozenset[str]

    @property
    def point(self) -> tuple[float | None, float | None]:
        """Its position, as it is given."""
        return self.candidate.latitude, self.candidate.longitude

    @property
    def spot(self) -> tuple[str, tuple[str, ...], frozenset[str]]:
        """Where the record says it is: the commune, the way, the numbers."""
        return self.area, self.address.words, self.address.numbers


def read(candidate: Candidate) -> Reading:
    """Read the texts of one candidate."""
    commune = commune_words(candidate.commune_name)
    name = read_name(candidate.name, commune)
    typed = {TRADE_OF_TYPOLOGY[code] for code in candidate.typologies if code in TRADE_OF_TYPOLOGY}
    trades = name.trades | typed if typed else name.trades
    website = website_of(candidate.website) if candidate.website else ""
    return Reading(
        candidate=candidate,
        name=name,
        address=read_address(candidate.address or candidate.complement, commune),
        commune=commune,
        area=_area(candidate.insee_code),
        trades=trades,
        hard_trades=trades - SOFT_TRADES,
        website=website,
        contacts=frozenset(filter(None, (*candidate.phones, *candidate.emails, candidate.pivot, website))),
    )


@lru_cache(maxsize=1 << 16)
def _area(insee_code: str) -> str:
    """The commune of a code, the arrondissements of Paris, Lyon and Marseille being their city."""
    if insee_code[:3] in _CITIES and insee_code.startswith(("751", "132", _LYON)):
        return _CITIES[insee_code[:3]]
    return insee_code
