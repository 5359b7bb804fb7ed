"""Say which records are one place, and why. Pure: no Django, clock or database.

    pairs = match(candidate_of(row) for row in rows)
    explain(pairs[0])       # "même numéro, même rue, nom proche ; téléphones différents"

`match` answers the pairs of the bands "same" and "review", the most alike first. What a record does not say weighs
nothing. The answer depends neither on the day nor on the order of the rows, and is never made transitive: that A is B
and B is C is no reason to join A and C.
"""

from .candidates import IGNORABLE, Candidate, candidate_of
from .compare import compare
from .evidence import Band, Evidence, Pair, Says
from .explain import explain
from .pairs import match

__all__ = [
    "IGNORABLE",
    "Band",
    "Candidate",
    "Evidence",
    "Pair",
    "Says",
    "candidate_of",
    "compare",
    "explain",
    "match",
]
