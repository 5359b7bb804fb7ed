"""How far apart two records stand."""

import math

from .candidates import Candidate

METRES_A_DEGREE = 111_195


def distance(one: Candidate, other: Candidate) -> float | None:
    """Metres between two positions, on a flat map good to a few metres within a commune; None without positions."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = (one.latitude - other.latitude) * METRES_A_DEGREE
    narrower = math.cos(math.radians((one.latitude + other.latitude) / 2))
    return math.hypot(north, (one.longitude - other.longitude) * METRES_A_DEGREE * narrower)


def within(one: Candidate, other: Candidate, metres: float) -> bool:
    """Whether two positions are known and no farther apart than that."""
    apart = distance(one, other)
    return apart is not None and apart <= metres
