"""Geometries as GeoPackage stores them: a short header with the bounds, then well-known binary. EPSG:27700 throughout."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wolds.geo.schools import FloatArray

SRS_ID: Final = 27700

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres."""

_NO_ENVELOPE: Final = 0b0000_0001  # little endian, standard geometry
_XY_ENVELOPE: Final = 0b0000_0011
_POINT: Final = struct.Struct("<2sBBiBIdd")
_HEADER: Final = struct.Struct("<2sBBidddd")


@dataclass(frozen=True)
class Shape:
    """A geometry as a GeoPackage blob, with its bounds."""

    blob: bytes
    bounds: Bounds


def point_shapes(easting: FloatArray, northing: FloatArray) -> list[Shape | None]:
    """Points, shape (n,) each, in metres; None where a coordinate is unknown (NaN)."""
    points = zip(easting.tolist(), northing.tolist(), strict=True)
    return [_point(x, y) if x == x and y == y else None for x, y in points]


def _point(x: float, y: float) -> Shape:
    return Shape(_POINT.pack(b"GP", 0, _NO_ENVELOPE, SRS_ID, 1, 1, x, y), (x, y, x, y))


def line_shape(points: Sequence[tuple[float, float]]) -> Shape:
    """A line through two points or more, in metres."""
    body = struct.pack("<BII", 1, 2, len(points)) + b"".join(struct.pack("<dd", x, y) for x, y in points)
    easting, northing = zip(*points, strict=True)
    return wkb_shape(body, (min(easting), min(northing), max(easting), max(northing)))


def wkb_shape(wkb: bytes, bounds: Bounds) -> Shape:
    """Any geometry from its well-known binary (little endian) and bounds in metres."""
    west, south, east, north = bounds
    return Shape(_HEADER.pack(b"GP", 0, _XY_ENVELOPE, SRS_ID, west, east, south, north) + wkb, bounds)
