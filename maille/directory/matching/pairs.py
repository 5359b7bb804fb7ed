"""From candidates to the pairs that may be one place."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .blocking import couples
from .candidates import Candidate, without
from .compare import Comparison
from .evidence import REVIEW_FROM, Pair
from .neighbourhood import neighbourhood_of
from .readings import read


def match(candidates: Iterable[Candidate], *, ignore: Iterable[str] = frozenset()) -> list[Pair]:
    """The pairs of the bands "same" and "review", the most alike first; what is not there is "different".

    `ignore` holds the national names of fields not to look at. The answer does not depend on the order of the
    candidates, and is never made transitive: that A is B and B is C does not make A and C a pair.
    """
    with _without_collecting():
        return _match(without(candidates, ignore))


def _match(candidates: Iterable[Candidate]) -> list[Pair]:
    ordered = sorted(candidates, key=lambda each: (each.key, each.source, each.name, each.address))
    readings = [read(candidate) for candidate in ordered]
    around = neighbourhood_of(readings)
    compared = (Comparison(readings[one], readings[other], around) for one, other in couples(readings))
    kept = [each.pair() for each in compared if each.may_be_one_place() and each.judge() >= REVIEW_FROM]
    return sorted(kept, key=lambda pair: (-pair.score, pair.a, pair.b))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing here makes a cycle, and looking for some among so many small objects takes a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
