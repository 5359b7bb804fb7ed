"""Distances on the map, and what a place's dates and hours must respect."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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


LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA for text, as a ratio of luminances."""


@dataclass(frozen=True)
class Brand:
    """A network's own colour as text and as ground, strong enough on light paper and on dark."""

    light: str
    light_strong: str
    dark: str
    dark_strong: str
    on_dark: str


def contrast(one: str, other: str) -> float:
    """Ratio of luminances of two colours "#rrggbb", from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def brand_of(colour: str, *, light_paper: str = "#f6f1e4", dark_paper: str = "#272c36") -> Brand | None:
    """The shades a network's colour takes, or nothing when it is too pale to be read on paper.

    The papers are the least favourable grounds of the two themes (`--tint` in the style sheet).
    """
    if contrast(colour, light_paper) < LEAST_CONTRAST or contrast(colour, "#ffffff") < LEAST_CONTRAST:
        return None
    dark = next(
        shade
        for shade in (_mixed(colour, "#ffffff", part / 20) for part in range(21))
        if contrast(shade, dark_paper) >= LEAST_CONTRAST
    )
    return Brand(colour, _mixed(colour, "#000000", 0.25), dark, _mixed(dark, "#ffffff", 0.35), "#0d0f13")


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, other: str, part: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        return self.first <= other.last and other.first <= self.last


AGEING_MONTHS, OLD_MONTHS = 6, 12
"""After how many months what a place says deserves a look, then needs one."""


def whole_months(since: date, today: date) -> int:
    """Whole months from one day to another, 0 when the first is not past."""
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    return max(0, months)


def months_before(today: date, months: int) -> date:
    """The latest day so many whole months ago: `whole_months(day, today) >= months` from there back, not after."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(today.day, last))
