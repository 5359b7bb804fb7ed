"""The identifier of an establishment (SIRET) or of an association (RNA)."""

import re
from dataclasses import dataclass

from stdnum.fr import siret

_RNA = re.compile(r"W[0-9A-Z]{9}")
_NOT_KEPT = re.compile(r"[^0-9A-Za-z]")


@dataclass(frozen=True)
class Pivot:
    """A valid SIRET or RNA, or nothing and the French reason."""

    value: str
    problem: str = ""


def read_pivot(text: str) -> Pivot:
    """A SIRET (La Poste's rule included) or an RNA; zeros, which mean "unknown", give nothing without a problem."""
    compact = _NOT_KEPT.sub("", text).upper()
    if not compact.strip("0"):
        return Pivot("")
    if _RNA.fullmatch(compact):
        return Pivot(compact)
    if len(compact) == 9 and compact.isdigit():
        return Pivot("", "c’est un SIREN, qui désigne une organisation et non un lieu")
    if not (compact.isascii() and compact.isdigit()) or len(compact) != 14:
        return Pivot("", "un SIRET compte 14 chiffres, un RNA la lettre W et 9 signes")
    if compact.endswith("00000"):
        return Pivot("", "la fin a été perdue, sans doute par un tableur")
    if not siret.is_valid(compact):
        return Pivot("", "sa clé de contrôle est fausse")
    return Pivot(compact)
