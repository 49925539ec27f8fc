"""Clusters as shapes: where their schools are, their centre, the hull around them and the spokes to the lead school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from wolds.clustering.plan import Cluster, Plan
from wolds.geo.schools import FloatArray, Schools
from wolds.widgets.map.hulls import centre_of_area, contains, convex_hull, rounded
from wolds.widgets.map.marks import zoom_of
from wolds.widgets.map.plane import plane_per_metre

if TYPE_CHECKING:
    from wolds.clustering.metrics import Scoreboard

HULL_PAD: Final = 13.0
"""Pixels between the schools and their hull at county scale."""
_LEAST_PAD_M: Final = 250.0


@dataclass(frozen=True, eq=False)
class Group:
    """One cluster on the plane. `key` holds x and y of its members with a point, one after the other."""

    id: str
    number: int
    colour: int
    lead: int  # position in `points`, -1 where nothing is known
    locked: bool
    warnings: int
    key: tuple[float, ...]  # says whether the shape is still the same

    @cached_property
    def points(self) -> FloatArray:
        """Its members with a point, shape (k, 2)."""
        return _points_of(self.key)

    @cached_property
    def low(self) -> tuple[float, float]:
        """The least x and y of its schools."""
        return min(self.key[0::2]), min(self.key[1::2])

    @cached_property
    def high(self) -> tuple[float, float]:
        """The largest x and y of its schools."""
        return max(self.key[0::2]), max(self.key[1::2])

    @property
    def span(self) -> float:
        """The longer side of the box around its schools, in units of the plane."""
        return max(self.high[0] - self.low[0], self.high[1] - self.low[1])

    @cached_property
    def centre(self) -> FloatArray:
        """The middle of the hull on the plane, shape (2,)."""
        return centre_of_area(self.corners) if len(self.points) > 2 else np.asarray(self.points.mean(axis=0))

    @property
    def corners(self) -> FloatArray:
        """The corners of the hull before it is grown and rounded, shape (k, 2)."""
        return _corners(self.key)

    def hull(self, octave: int) -> QPainterPath:
        """The rounded hull on the plane, as wide around the schools as fits a zoom step."""
        return _hull_path(self.key, octave)

    def holds(self, x: float, y: float, octave: int) -> bool:
        """Whether a plane point lies within the hull."""
        return bool(contains(_hull(self.key, octave), np.array([[x, y]]))[0])

    @property
    def lead_point(self) -> FloatArray:
        """The lead school's point, shape (2,)."""
        return np.asarray(self.points[max(self.lead, 0)])


def groups_of(
    plan: Plan, schools: Schools, points: FloatArray, scoreboard: Scoreboard, ids: Iterable[str]
) -> Mapping[str, Group]:
    """The shapes of these clusters; a cluster none of whose schools has a point has none."""
    clusters = [plan.clusters[key] for key in ids if key in plan.clusters]
    members = [[urn for urn in cluster.members if urn in schools] for cluster in clusters]
    at = points[schools.positions(urn for urns in members for urn in urns)]  # in one go: a country has thousands
    known, spots, end = np.asarray(np.isfinite(at).all(axis=1)).tolist(), at.tolist(), 0
    groups: dict[str, Group] = {}
    for cluster, urns in zip(clusters, members, strict=True):
        start, end = end, end + len(urns)
        seen = [(urn, spot) for urn, spot, has in zip(urns, spots[start:end], known[start:end], strict=True) if has]
        if seen:
            groups[cluster.id] = _group(cluster, [urn for urn, _ in seen], [spot for _, spot in seen], scoreboard)
    return groups


def _group(cluster: Cluster, seen: list[int], at: list[list[float]], scoreboard: Scoreboard) -> Group:
    """The shape of a cluster by its members with a point, `seen`, and where they are on the plane."""
    figures = scoreboard.clusters.get(cluster.id)
    lead = cluster.lead if cluster.lead is not None else figures.lead if figures else None
    return Group(
        id=cluster.id,
        number=cluster.number,
        colour=cluster.colour,
        lead=seen.index(lead) if lead in seen else -1,
        locked=cluster.locked,
        warnings=len(figures.violations) if figures else 0,
        key=tuple(x for spot in at for x in spot),
    )


def hull_pad(scale: float) -> float:
    """Pixels between the schools and their hull at a scale: as symbols are small or large, so that it never cuts them."""
    return HULL_PAD * zoom_of(scale)


def _points_of(key: tuple[float, ...]) -> FloatArray:
    return np.array(key).reshape(-1, 2)


@lru_cache(maxsize=16_384)
def _corners(key: tuple[float, ...]) -> FloatArray:
    return convex_hull(_points_of(key))


@lru_cache(maxsize=16_384)
def _hull(key: tuple[float, ...], octave: int) -> FloatArray:
    pad = max(hull_pad(2.0**octave) * 2.0**octave, _LEAST_PAD_M * plane_per_metre(key[1]))
    return rounded(_corners(key), pad)


@lru_cache(maxsize=16_384)
def _hull_path(key: tuple[float, ...], octave: int) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in _hull(key, octave).tolist()]))
    path.closeSubpath()
    return path
