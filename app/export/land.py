"""The land beneath the shared map: the shapes of a GeoJSON, and nothing else of it."""

from __future__ import annotations

from typing import Any, Final

from wolds.geo.errors import InputError

_SHAPES: Final = ("Polygon", "MultiPolygon")
_REMEDY: Final = "Give polygons in longitude and latitude."


def clean_land(land: dict[str, Any] | None, style: dict[str, Any]) -> dict[str, Any]:
    """A collection of the polygons in a GeoJSON object, numbers only, with a style. Raises `InputError`."""
    features = [{"type": "Feature", "geometry": shape, "properties": {"style": style}} for shape in _shapes(land)]
    return {"type": "FeatureCollection", "features": features}


def _shapes(land: Any) -> list[dict[str, Any]]:
    if land is None:
        return []
    kind = land.get("type") if isinstance(land, dict) else None
    if kind == "FeatureCollection":
        return [shape for feature in land.get("features", []) for shape in _shapes(feature)]
    if kind == "Feature":
        return _shapes(land.get("geometry"))
    if kind == "GeometryCollection":
        return [shape for geometry in land.get("geometries", []) for shape in _shapes(geometry)]
    if kind not in _SHAPES:
        raise InputError("the land is no GeoJSON polygon", remedy=_REMEDY)
    return [{"type": kind, "coordinates": _numbers(land.get("coordinates"))}]


def _numbers(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_numbers(part) for part in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e9:
        return float(value)
    raise InputError("the land holds a coordinate that is no number", remedy=_REMEDY)
