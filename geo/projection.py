"""British National Grid (EPSG:27700) to and from Web Mercator (EPSG:3857) and longitude/latitude (EPSG:4326).

The shift of datum is the Ordnance Survey's seven-parameter one, written out, so that each computer gives the same answer
whatever correction grids it holds, and nothing is ever looked up on a network. It is within about 5 m over Great Britain:
fit for drawing and for longitudes in an export, never used for distances, which are measured in EPSG:27700.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.geo.schools import FloatArray

if TYPE_CHECKING:
    from pyproj import Transformer

ACCURACY_M: Final = 5.0
"""How far a projected point may lie from the truth in Great Britain (Ordnance Survey, "A guide to coordinate systems")."""

_GRID_TO_DEGREES: Final = (
    "+step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+step +proj=push +v_3 "
    "+step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector "
    "+step +inv +proj=cart +ellps=WGS84 "
    "+step +proj=pop +v_3 "
)
_TO_MERCATOR: Final = "+step +proj=webmerc +lat_0=0 +lon_0=0 +x_0=0 +y_0=0 +ellps=WGS84"
_DEGREES: Final = "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
_RADIANS: Final = "+step +proj=unitconvert +xy_in=deg +xy_out=rad "


def mercator_of(easting: FloatArray, northing: FloatArray) -> FloatArray:
    """EPSG:27700 metres, shape (n,) each, as Web Mercator metres (x east, y north), shape (n, 2); NaN stays NaN.

    >>> mercator_of(np.array([533_000.0]), np.array([343_000.0])).round(-1).tolist()
    [[-2340.0, 6977060.0]]
    """
    return _through(_GRID_TO_DEGREES + _TO_MERCATOR, easting, northing)


def british_of_mercator(points: FloatArray) -> FloatArray:
    """Web Mercator metres, shape (n, 2), as EPSG:27700 easting and northing in metres, shape (n, 2); NaN stays NaN."""
    x, y = _columns(points)
    return _through(_GRID_TO_DEGREES + _TO_MERCATOR, x, y, back=True)


def degrees_of(easting: FloatArray, northing: FloatArray) -> FloatArray:
    """EPSG:27700 metres, shape (n,) each, as longitude and latitude in degrees (EPSG:4326), shape (n, 2); NaN stays NaN."""
    return _through(_GRID_TO_DEGREES + _DEGREES, easting, northing)


def british_of_degrees(longitude: FloatArray, latitude: FloatArray) -> FloatArray:
    """Longitude and latitude in degrees, shape (n,) each, as EPSG:27700 easting and northing in metres, shape (n, 2)."""
    return _through(_GRID_TO_DEGREES + _DEGREES, longitude, latitude, back=True)


def mercator_of_degrees(longitude: FloatArray, latitude: FloatArray) -> FloatArray:
    """Longitude and latitude in degrees, shape (n,) each, as Web Mercator metres, shape (n, 2); NaN stays NaN."""
    return _through(_RADIANS + _TO_MERCATOR, longitude, latitude)


@cache
def _transformer(steps: str) -> Transformer:
    """Made once for each chain of steps: making one takes longer than projecting a whole register."""
    from pyproj import Transformer

    return Transformer.from_pipeline(f"+proj=pipeline {steps}")


def _through(steps: str, first: FloatArray, second: FloatArray, back: bool = False) -> FloatArray:
    direction = "INVERSE" if back else "FORWARD"
    first, second = (np.atleast_1d(np.asarray(values, dtype=np.float64)) for values in (first, second))
    points = np.column_stack(_transformer(steps).transform(first, second, direction=direction))
    points[~np.isfinite(points).all(axis=1)] = np.nan  # where PROJ finds no answer it says infinity
    return points


def _columns(points: FloatArray) -> tuple[FloatArray, FloatArray]:
    pairs = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
