"""Barriers out of GeoJSON: lines with a name, minutes and a reason."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from pydantic import ValidationError

from wolds.clustering.rules import Barrier
from wolds.clustering.validating import input_error
from wolds.geo.doors import Door
from wolds.geo.errors import InputError
from wolds.geo.json_reading import geojson_values

_GRID: Final = (0.0, 0.0, 800_000.0, 1_300_000.0)
"""What the British National Grid spans in metres: west, south, east, north."""
_DEGREES: Final = (-11.0, 49.0, 4.0, 62.0)
"""Great Britain and its waters in degrees."""

BARRIERS: Final = Door("barriers", 2_000_000, "Give the few lines that cannot be crossed.", "Save the lines as GeoJSON.")

Points = list[tuple[float, float]]


def barriers_in(data: bytes, file: str) -> tuple[Barrier, ...]:
    """Barriers from the bytes of a GeoJSON file: LineStrings, or MultiLineStrings with one barrier for each part.

    Properties `name`, `minutes` (blank = kept apart) and `reason` are read. Points are EPSG:27700 metres or longitude and
    latitude, as `crs` says or, without it, as their extent shows; degrees are turned into whole metres. Raises `InputError`.
    """
    document = geojson_values(data, file, BARRIERS)
    crs = _crs(document, file)
    found = [
        _barrier(number, part, feature, crs, file)
        for number, feature in enumerate(_features(document, file), 1)
        for part in _lines(feature, number, file)
    ]
    if not found:
        raise InputError("there is no line in it", file=file, remedy="Draw each barrier as a line.")
    return tuple(found)


def _crs(document: dict[str, Any], file: str) -> str | None:
    """ "grid", "degrees", or None where the file does not say."""
    crs = document.get("crs")
    if crs is None:
        return None
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if name.endswith(":27700"):
        return "grid"
    if name.endswith((":4326", ":CRS84", ":4258")):
        return "degrees"
    raise InputError(
        f"its coordinate system {name[:60]!r} is not known here", file=file, remedy="Save it in EPSG:27700 or EPSG:4326."
    )


def _features(document: dict[str, Any], file: str) -> list[dict[str, Any]]:
    kind = document["type"]
    features = document.get("features") if kind == "FeatureCollection" else [document]
    if kind not in ("FeatureCollection", "Feature"):
        features = [{"geometry": document}]
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise InputError("its features are no list", file=file, remedy="Save the lines as GeoJSON anew.")
    return features


def _lines(feature: dict[str, Any], number: int, file: str) -> list[Any]:
    geometry = feature.get("geometry")
    kind, coordinates = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    if kind == "LineString":
        return [coordinates]
    if kind == "MultiLineString" and isinstance(coordinates, list):
        return list(coordinates)
    raise InputError(f"a barrier is a line, this is {kind or 'nothing'}", file=file, row=number, remedy="Draw it as a line.")


def _barrier(number: int, line: Any, feature: dict[str, Any], crs: str | None, file: str) -> Barrier:
    properties = feature.get("properties")
    given = properties if isinstance(properties, dict) else {}
    points = _on_the_grid(list(_points(line, number, file)), crs, number, file)
    values = {
        "name": str(given.get("name") or f"Barrier {number}"),
        "points": points,
        "minutes": None if given.get("minutes") in (None, "") else given["minutes"],
        "reason": str(given.get("reason") or ""),
    }
    try:
        return Barrier.model_validate(values)
    except ValidationError as error:
        raise input_error(error, Barrier, f"{file}, row {number}") from error


def _points(line: Any, number: int, file: str) -> Iterator[tuple[float, float]]:
    for point in line if isinstance(line, list) else [line]:
        pair = point[:2] if isinstance(point, list) else []
        if len(pair) != 2 or not all(isinstance(part, (int, float)) and math.isfinite(part) for part in pair):
            raise InputError(f"{str(point)[:40]!r} is not a point", file=file, row=number, remedy="Give two numbers.")
        yield float(pair[0]), float(pair[1])


def _on_the_grid(points: Points, crs: str | None, number: int, file: str) -> Points:
    if crs != "grid" and points and all(_inside(point, _DEGREES) for point in points):
        return _from_degrees(points)
    if crs != "degrees" and points and all(_inside(point, _GRID) for point in points):
        return points
    raise InputError(
        "the line does not lie in Great Britain", file=file, row=number, remedy="Save it in EPSG:27700 or EPSG:4326."
    )


def _inside(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _from_degrees(points: Points) -> Points:
    from wolds.geo.projection import british_of_degrees

    degrees = np.array(points, dtype=np.float64)
    metres = np.rint(british_of_degrees(degrees[:, 0], degrees[:, 1]))
    return [(east, north) for east, north in metres.tolist()]
