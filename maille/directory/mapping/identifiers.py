"""The identifier of an establishment (SIRET) or of an association (RNA)."""

import re
from dataclasses import dataclass

from stdnum.fr import siret

from maille.language.phrases import Phrase

from .sentences import MAPPING

_RNA = re.compile(r"W[0-9A-Z]{9}")
_NOT_KEPT = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True)
class Pivot:
    """A valid SIRET or RNA, or nothing and the reason."""

    value: str
    problem: Phrase | None = None


def read_pivot(text: str) -> Pivot:
    """A SIRET (La Poste's rule included) or an RNA; zeros, which mean "unknown", give nothing without a problem."""
    compact = _NOT_KEPT.sub("", text).upper()
    if not compact.strip("0"):
        return Pivot("")
    if _RNA.fullmatch(compact):
        return Pivot(compact)
    if len(compact) == 9 and compact.isdigit():
        return Pivot("", MAPPING("pivot_siren"))
    if not (compact.isascii() and compact.isdigit()) or len(compact) != 14:
        return Pivot("", MAPPING("pivot_length"))
    if compact.endswith("00000"):
        return Pivot("", MAPPING("pivot_end_lost"))
    if not siret.is_valid(compact):
        return Pivot("", MAPPING("pivot_check"))
    return Pivot(compact)
