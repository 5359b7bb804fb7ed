"""What the map of a list stands on: tiles when an installation names some, else the outlines that we carry."""

from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from maille.territory.models import Network
from maille.territory.rules import Position

# Where the map opens when it has no point to show.
MIDDLE_OF_FRANCE = Position(46.6, 2.4)


@cache
def outlined() -> frozenset[str]:
    """Départements whose communes are drawn: one file each, beside map.js."""
    names = [path.name for path in (files("maille.directory") / "static" / "directory").iterdir()]
    return frozenset(
        name.removeprefix("communes-").removesuffix(".geojson") for name in names if name.endswith(".geojson")
    )


def ground_of(network: Network | None) -> dict[str, Any]:
    """Give the tiles, the outlines of the network's own département (empty when there are none), and where to open."""
    home = network.main_commune if network else None
    departement = home.departement if home else ""
    is_known = home is not None and home.latitude is not None and home.longitude is not None
    centre = Position(home.latitude, home.longitude) if is_known else MIDDLE_OF_FRANCE
    return {
        "tiles": settings.MAP_TILES_URL,
        "credit": settings.MAP_TILES_CREDIT,
        "outlines": static(f"directory/communes-{departement}.geojson") if departement in outlined() else "",
        "centre": f"{centre.latitude:.4f},{centre.longitude:.4f},{11 if is_known else 5}",
    }
