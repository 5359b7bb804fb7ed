"""What was compared, what it says, and how much it weighs."""

import math
from dataclasses import dataclass
from typing import Literal

Says = Literal["same", "near", "differs", "missing"]
Band = Literal["same", "review", "different"]

SAME_FROM = 90
REVIEW_FROM = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing compared on both records: what it says, its weight (positive for one place), and its values.

    `missing` means that one record does not say, and always weighs nothing.
    """

    kind: str
    says: Says
    weight: float
    details: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The short form of files: "way:same"."""
        return f"{self.kind}:{self.says}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, how likely they are one place (0 to 100), the band of that score, and why.

    `a` and `b` are the candidates' keys, the smaller first.
    """

    a: str
    b: str
    score: int
    band: Band
    evidence: tuple[Evidence, ...]


def band_of(score: int) -> Band:
    """The band of a score: same from 90, review from 50."""
    return "same" if score >= SAME_FROM else "review" if score >= REVIEW_FROM else "different"


def score_of(weight: float) -> int:
    """A sum of weights as a score of 0 to 100: weights are natural logarithms of odds."""
    return round(100 / (1 + math.exp(-weight)))
