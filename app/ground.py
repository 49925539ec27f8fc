"""The ground that pictures and shared maps lie on: land near the schools, and outlines of authorities. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wolds.clustering.eligibility import Standing
from wolds.geo.schools import Schools

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from wolds.geo.outlines import Outline

_MARGIN_DEGREES: Final = 1.5
_MOST_HULLS: Final = 12
"""Hulls of more authorities than this say nothing: they overlap each other everywhere."""


def outlines_for(schools: Schools, la_codes: tuple[str, ...]) -> tuple[Outline, ...]:
    """Outlines of the chosen authorities: the sample county's own, else hulls of their schools marked as guessed."""
    from wolds.geo.outlines import outlines_of_schools, read_outlines

    if schools.source.is_sample:
        from wolds.resources.loader import sample_boundaries_path

        return read_outlines(sample_boundaries_path())
    if not 0 < len(la_codes) <= _MOST_HULLS:
        return ()
    return outlines_of_schools(schools, la_codes)


def land_around(schools: Schools, standing: Standing) -> dict[str, Any] | None:
    """The land near the schools that matter as a GeoJSON multipolygon in degrees; None where there is none to show."""
    import shapely

    from wolds.geo.projection import degrees_of
    from wolds.resources.loader import land_rings

    wanted = (standing.to_place | standing.optional) & schools.has_point
    if not wanted.any():
        return None
    points = degrees_of(schools.easting[wanted], schools.northing[wanted])
    west, south = points.min(axis=0) - _MARGIN_DEGREES
    east, north = points.max(axis=0) + _MARGIN_DEGREES
    land: BaseGeometry = shapely.Polygon()
    for ring in land_rings():
        if _meets(ring, west, south, east, north):
            part = shapely.make_valid(shapely.Polygon(ring))
            land = land.symmetric_difference(part)  # even-odd: a ring within a ring is a lake
    shown = shapely.set_precision(land.intersection(shapely.box(west, south, east, north)), 1e-5)
    if shown.is_empty:
        return None
    parts = [part for part in shapely.get_parts(shown) if part.geom_type in ("Polygon", "MultiPolygon")]
    geometry: dict[str, Any] = shapely.geometry.mapping(shapely.union_all(parts))
    return geometry


def _meets(ring: Any, west: float, south: float, east: float, north: float) -> bool:
    low, high = np.min(ring, axis=0), np.max(ring, axis=0)
    return bool(low[0] <= east and high[0] >= west and low[1] <= north and high[1] >= south)
