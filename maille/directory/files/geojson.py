"""GeoJSON: what a feature says becomes cells, its point a latitude and a longitude (RFC 7946)."""

from typing import Any

POSITION = ("latitude", "longitude")


def is_geojson(item: Any) -> bool:
    """Whether an item of the list is a feature with properties."""
    return isinstance(item, dict) and isinstance(item.get("properties"), dict)


def cells_of_feature(feature: dict[str, Any]) -> dict[str, object]:
    """The properties of a feature, then its identifier and its position where the properties do not say them."""
    properties = feature.get("properties")
    cells: dict[str, object] = dict(properties) if isinstance(properties, dict) else {}
    if feature.get("id") is not None:
        cells.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    if point := _point(geometry):
        for name, value in zip(POSITION, point, strict=True):
            # What the properties say is kept; the point then stands beside it under a name of its own.
            cells["point_" + name if cells.get(name) not in (None, "") else name] = value
    elif geometry:
        cells.setdefault("geometry", geometry)
    return cells


def _point(geometry: Any) -> tuple[float, float] | None:
    """Latitude and longitude of a point, which GeoJSON writes longitude first."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    numbers = geometry.get("coordinates")
    if not isinstance(numbers, list) or len(numbers) < 2:
        return None
    longitude, latitude = numbers[:2]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in (longitude, latitude)):
        return None
    return latitude, longitude
