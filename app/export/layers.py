"""Clusters and schools as GeoJSON features in WGS84, as RFC 7946 wants them: for GIS and for the shared map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from wolds.app.export.bundle import Exported, SchoolRow
from wolds.app.export.dead_text import one_line
from wolds.app.export.summary import finite
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.plan import Cluster
from wolds.geo.projection import degrees_of
from wolds.geo.schools import FloatArray
from wolds.widgets.palette import cluster_hue

HULL_MARGIN_M: Final = 600
"""How far a cluster's outline stands off its schools."""
UNPLACED_COLOUR: Final = "#5b6064"
_DECIMALS: Final = 6  # about a decimetre

Feature = dict[str, Any]


def cluster_features(exported: Exported) -> list[Feature]:
    """A polygon round the schools of each cluster, by id; no geometry where none of them has a point."""
    return [_cluster(exported, cluster) for cluster in exported.clusters]


def school_features(exported: Exported) -> list[Feature]:
    """A point for each school to be placed or in a cluster, by URN; no geometry where the point is unknown."""
    points = _points(exported, [row.urn for row in exported.rows])
    return [_school(exported, row, point) for row, point in zip(exported.rows, points, strict=True)]


def _metres(exported: Exported, urns: Sequence[int]) -> FloatArray:
    rows = exported.schools.positions(urns)
    return np.column_stack([exported.schools.easting[rows], exported.schools.northing[rows]])


def _points(exported: Exported, urns: Sequence[int]) -> list[list[float] | None]:
    metres = _metres(exported, urns)
    known = ~(np.isnan(metres[:, 0]) | np.isnan(metres[:, 1]))
    places = np.zeros_like(metres)
    if known.any():
        places[known] = degrees_of(metres[known, 0], metres[known, 1])
    return [_rounded(place) if is_known else None for place, is_known in zip(places.tolist(), known.tolist(), strict=True)]


def _rounded(place: Sequence[float]) -> list[float]:
    return [round(place[0], _DECIMALS), round(place[1], _DECIMALS)]


def _cluster(exported: Exported, cluster: Cluster) -> Feature:
    figures = exported.scoreboard.clusters[cluster.id]
    colour = cluster_hue(cluster.colour).fill
    said = {
        "kind": "cluster",
        "cluster": cluster.id,
        "number": cluster.number,
        "name": one_line(cluster.name),
        "schools": figures.schools,
        "pupils": figures.pupils,
        **_travel(exported, figures),
        "lead": figures.lead,
        "broken_rules": len(figures.violations),
        "stroke": colour,
        "fill": colour,
    }
    return {"type": "Feature", "id": cluster.id, "geometry": _hull(exported, cluster), "properties": said}


def _travel(exported: Exported, figures: ClusterFigures) -> dict[str, Any]:
    """Travel under the measure in force; the straight line has names of its own."""
    longest, mean = _km(exported.shown(figures.longest_km)), _km(exported.shown(figures.mean_km))
    if figures.parted and not figures.pairs:
        longest, mean = None, None
    said = {"longest_travel": longest, "mean_travel": mean, "travel_measure": exported.measure.words}
    said |= {"pairs_kept_apart": figures.parted}
    if exported.schools.supplied is None:
        return {"longest_straight_line_km": longest, "mean_straight_line_km": mean, **said}
    return said


def _km(km: float) -> float | None:
    known = finite(km)
    return None if known is None else round(known, 3)


def _hull(exported: Exported, cluster: Cluster) -> dict[str, Any] | None:
    from shapely import MultiPoint

    metres = _metres(exported, cluster.members)
    metres = metres[~np.isnan(metres).any(axis=1)]
    if not len(metres):
        return None
    ring = np.asarray(MultiPoint(metres).convex_hull.buffer(HULL_MARGIN_M, quad_segs=6).exterior.coords)
    return {
        "type": "Polygon",
        "coordinates": [_anticlockwise([_rounded(place) for place in degrees_of(ring[:, 0], ring[:, 1]).tolist()])],
    }


def _anticlockwise(ring: list[list[float]]) -> list[list[float]]:
    """The outer ring of a polygon runs anticlockwise (RFC 7946, 3.1.6)."""
    east, north = np.array(ring).T
    doubled_area = float(np.sum(east[:-1] * north[1:] - east[1:] * north[:-1]))
    return ring if doubled_area > 0 else ring[::-1]


def _school(exported: Exported, row: SchoolRow, point: list[float] | None) -> Feature:
    cluster = exported.plan.clusters.get(row.cluster)
    at = exported.schools.position(row.urn)
    said = {
        "kind": "school",
        "URN": row.urn,
        "name": one_line(row.name),
        "cluster": row.cluster,
        "cluster_name": one_line(cluster.name) if cluster else "",
        "is_lead": row.lead == row.urn,
        "part": row.role,
        "roll": row.roll,
        "character": str(exported.schools.character[at]),
        "la": one_line(str(exported.schools.text("la_name")[at])),
        "reason": one_line(row.reason),
        "marker-color": cluster_hue(cluster.colour).fill if cluster else UNPLACED_COLOUR,
    }
    geometry = None if point is None else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": row.urn, "geometry": geometry, "properties": said}
