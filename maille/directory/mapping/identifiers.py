"""The identifier of an establishment (SIRET) or of an association (RNA)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum.fr import siren, siret

from maille.language.phrases import Phrase

from .sentences import MAPPING

_RNA = re.compile(r"W[0-9A-Z]{9}")
_RIDET = re.compile(r"\d{6,7}(?:\d{3})?")
_NEW_CALEDONIA = "988"
_NOT_KEPT = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True)
class Pivot:
    """A valid SIRET or RNA, or nothing and the reason."""

    value: str
    problem: Phrase | None = None


@lru_cache(maxsize=50_000)  # the same organisation runs many places
def read_pivot(text: str, postal_code: str = "") -> Pivot:
    """A SIRET (La Poste's rule included) or an RNA; zeros, which mean "unknown", give nothing without a problem.

    The postal code tells a RIDET of New Caledonia from a number cut short.
    """
    compact = _NOT_KEPT.sub("", text).upper()
    if not compact.strip("0"):
        return Pivot("")
    if _RNA.fullmatch(compact):
        return Pivot(compact)
    if not (compact.isascii() and compact.isdigit()):
        return Pivot("", MAPPING("pivot_length"))
    if problem := _other_number(compact, postal_code):
        return Pivot("", problem)
    # A spreadsheet takes a number's leading zeros off; the check digit tells whether one was there.
    whole = compact.zfill(14) if len(compact) == 13 else compact
    if siret.is_valid(whole):
        return Pivot(whole)
    return Pivot("", MAPPING("pivot_check" if len(compact) == 14 else "pivot_length"))


def _other_number(digits: str, postal_code: str) -> Phrase | None:
    """What a number is when it names something else than a place."""
    if postal_code.startswith(_NEW_CALEDONIA) and _RIDET.fullmatch(digits):
        return MAPPING("pivot_ridet")
    if len(digits) == 9:
        return MAPPING("pivot_siren" if siren.is_valid(digits) else "pivot_siren_check")
    if len(digits) == 14 and digits.endswith("00000"):
        return MAPPING("pivot_end_lost")
    return None
