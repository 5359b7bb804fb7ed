"""Distances on the map, and what a place's dates and hours must respect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM


@dataclass(frozen=True)
class Position:
    """A point in WGS 84 degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"not a position on Earth: {self.latitude}, {self.longitude}")


def distance_km(one: Position, other: Position) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half_lat = math.sin((lat2 - lat1) / 2)
    half_lon = math.sin(math.radians(other.longitude - one.longitude) / 2)
    chord = half_lat**2 + math.cos(lat1) * math.cos(lat2) * half_lon**2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def flat_scale(around: Position) -> float:
    """Length of a degree of longitude over one of latitude near a point, to compare distances without trigonometry."""
    return math.cos(math.radians(around.latitude))


def middle(positions: Sequence[Position]) -> Position | None:
    """The mean of a few nearby points, or nothing when there is none."""
    if not positions:
        return None
    return Position(
        sum(p.latitude for p in positions) / len(positions), sum(p.longitude for p in positions) / len(positions)
    )


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last
