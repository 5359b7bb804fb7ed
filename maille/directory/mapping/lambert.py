"""From Lambert 93, the metres in which French maps are drawn, to degrees.

Formula and constants: IGN, "Projection cartographique conique conforme de Lambert", NTG_71, algorithms ALG0002 and
ALG0004, on the ellipsoid GRS80; RGF93 and WGS84 differ by less than a metre.
"""

import math

EASTS = (50_000.0, 1_300_000.0)
NORTHS = (6_000_000.0, 7_200_000.0)
"""The metres, eastwards and northwards, within which the mainland and Corsica lie."""

_ECCENTRICITY = 0.08181919104281579
_N = 0.7256077650532670
_C = 11_754_255.4261
_X_SOUTH, _Y_SOUTH = 700_000.0, 12_655_612.0499
_MERIDIAN = math.radians(3)
_PRECISION = 1e-11


def degrees_of_lambert(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude in degrees, rounded to a tenth of a metre, of a point in Lambert 93."""
    x, y = east - _X_SOUTH, _Y_SOUTH - north
    longitude = _MERIDIAN + math.atan(x / y) / _N
    latitude = _latitude(-math.log(math.hypot(x, y) / _C) / _N)
    return round(math.degrees(latitude), 6), round(math.degrees(longitude), 6)


def _latitude(isometric: float) -> float:
    """The latitude whose isometric latitude this is, in radians."""
    before, latitude = math.inf, 2 * math.atan(math.exp(isometric)) - math.pi / 2
    while abs(latitude - before) > _PRECISION:
        before, bent = latitude, _ECCENTRICITY * math.sin(latitude)
        ratio = ((1 + bent) / (1 - bent)) ** (_ECCENTRICITY / 2)
        latitude = 2 * math.atan(ratio * math.exp(isometric)) - math.pi / 2
    return latitude


def is_lambert(east: float, north: float) -> bool:
    """Can these metres only be Lambert 93, eastwards first?"""
    return EASTS[0] <= east <= EASTS[1] and NORTHS[0] <= north <= NORTHS[1]
