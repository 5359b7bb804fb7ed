"""From candidates to the pairs that may be one place."""

from collections.abc import Iterable

from .blocking import couples
from .candidates import Candidate, without
from .compare import Comparison
from .evidence import Pair
from .neighbourhood import neighbourhood_of
from .readings import read


def match(candidates: Iterable[Candidate], *, ignore: Iterable[str] = frozenset()) -> list[Pair]:
    """The pairs of the bands "same" and "review", the most alike first; what is not there is "different".

    `ignore` holds the national names of fields not to look at. The answer does not depend on the order of the
    candidates, and is never made transitive: that A is B and B is C does not make A and C a pair.
    """
    ordered = sorted(without(candidates, ignore), key=lambda each: (each.key, each.source, each.name, each.address))
    readings = [read(candidate) for candidate in ordered]
    around = neighbourhood_of(readings)
    compared = (Comparison(readings[one], readings[other], around) for one, other in couples(readings))
    pairs = (comparison.pair() for comparison in compared if comparison.may_be_one_place())
    kept = [pair for pair in pairs if pair.band != "different"]
    return sorted(kept, key=lambda pair: (-pair.score, pair.a, pair.b))
