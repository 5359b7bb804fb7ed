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
    if not (_is_number(longitude) and _is_number(latitude)):
        return None
    return latitude, longitude


def feature_of_cells(cells: dict[str, Any]) -> dict[str, Any]:
    """The feature that these cells are read from: the other way of `cells_of_feature`."""
    properties = dict(cells)
    feature: dict[str, Any] = {
        "type": "Feature",
        "geometry": properties.pop("geometry", None),
        "properties": properties,
    }
    names = [next((one for one in ("point_" + name, name) if _is_number(cells.get(one))), "") for name in POSITION]
    if feature["geometry"] is None and all(names):
        latitude, longitude = (properties.pop(name) for name in names)
        feature["geometry"] = {"type": "Point", "coordinates": [longitude, latitude]}
    return feature


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
