"""The plane that the map is drawn on: Web Mercator metres with y pointing down, so that tiles fit and Qt's axes hold.

Distances are never taken from this plane: they are computed in EPSG:27700.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from wolds.geo.projection import british_of_mercator, mercator_of
from wolds.geo.schools import FloatArray

SCENE_LEFT: Final = -6_200_000.0
SCENE_TOP: Final = -13_200_000.0
SCENE_WIDTH: Final = 12_000_000.0
SCENE_HEIGHT: Final = 12_000_000.0
"""The part of the plane that can be reached: the British Isles with so much sea around them that no view meets its edge."""


def _flipped(points: FloatArray) -> FloatArray:
    return points * (1.0, -1.0)


def plane_of(easting: FloatArray, northing: FloatArray) -> FloatArray:
    """EPSG:27700 metres to the plane, shape (n, 2); NaN stays NaN."""
    return _flipped(mercator_of(easting, northing)) if len(easting) else np.empty((0, 2))


def british_of(points: FloatArray) -> FloatArray:
    """Points of the plane, shape (n, 2), to EPSG:27700 eastings and northings in metres, shape (n, 2)."""
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return british_of_mercator(_flipped(points)) if len(points) else points


def plane_of_mercator(points: FloatArray) -> FloatArray:
    """Web Mercator metres (y north), shape (n, 2), to the plane."""
    return _flipped(np.asarray(points, dtype=np.float64).reshape(-1, 2))


def plane_point(easting: float, northing: float) -> tuple[float, float]:
    """One EPSG:27700 point on the plane."""
    point = plane_of(np.array([easting]), np.array([northing]))[0]
    return float(point[0]), float(point[1])


def straight_km(points: Iterable[tuple[float, float]]) -> float:
    """The length in km of a line through points of the plane, measured in EPSG:27700."""
    british = british_of(np.array(list(points), dtype=np.float64))
    return float(np.hypot(*np.diff(british, axis=0).T).sum() / 1000) if len(british) > 1 else 0.0


def plane_per_metre(y: float) -> float:
    """Units of the plane for one metre on the ground at this y: Web Mercator stretches by 1 / cos(latitude)."""
    latitude = 2 * np.arctan(np.exp(-y / 6_378_137.0)) - np.pi / 2
    return float(1 / np.cos(latitude))
