"""Where a school meets the road: the nearest point of the nearest drivable edge, and how far off that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.roads.network import RoadNetwork
from wolds.geo.schools import BoolArray, FloatArray, IntArray

DOUBTFUL_M: Final = 250.0
"""A school further than this from any road is shown as doubtful: its point may be wrong, or its lane missing."""
TOO_FAR_M: Final = 2_000.0
"""A school further than this from any road is not in the network at all."""


@dataclass(frozen=True, eq=False)
class Snaps:
    """For k points: the `edge` each is snapped to (-1 = none in reach), `along_m` from its start, `off_m` from the point."""

    edge: IntArray
    along_m: FloatArray
    off_m: FloatArray

    @property
    def found(self) -> BoolArray:
        """Points that are on the network, (k,)."""
        result: BoolArray = self.edge >= 0
        return result

    @property
    def doubtful(self) -> BoolArray:
        """Points on the network, but far from its roads, (k,)."""
        result: BoolArray = self.found & (self.off_m > DOUBTFUL_M)
        return result


def snap(network: RoadNetwork, points: FloatArray) -> Snaps:
    """Snap points (k, 2), EPSG:27700 metres, NaN where unknown, to the network. Of edges equally near the first one counts."""
    import shapely

    edge, along, off = np.full(len(points), -1, dtype=np.int64), np.zeros(len(points)), np.full(len(points), np.nan)
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    if len(known) and len(network):
        made = np.asarray(shapely.points(points[known]))
        (which, near), off_m = network.tree.query_nearest(made, max_distance=TOO_FAR_M, return_distance=True)
        order = np.lexsort((near, which))
        first, place = np.unique(which[order], return_index=True)
        chosen = order[place]
        edge[known[first]] = near[chosen]
        off[known[first]] = off_m[chosen]
        along[known[first]] = _along(network, near[chosen], made[first])
    return Snaps(edge, along, off)


def _along(network: RoadNetwork, edge: IntArray, points: np.ndarray) -> FloatArray:
    import shapely

    along: FloatArray = np.clip(shapely.line_locate_point(network.lines[edge], points), 0.0, network.length_m[edge])
    return along
