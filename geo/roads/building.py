"""A network out of ways: lines of numbered points, cut where they meet."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from wolds.geo.roads.network import RoadNetwork, RoadSource
from wolds.geo.schools import BoolArray, FloatArray, IntArray


@dataclass
class Ways:
    """Ways as a reader meets them, one after another: points with the number they are known by, and what holds for each way."""

    point: array[int] = field(default_factory=lambda: array("q"))
    x: array[float] = field(default_factory=lambda: array("d"))
    y: array[float] = field(default_factory=lambda: array("d"))
    count: array[int] = field(default_factory=lambda: array("q"))
    road_class: array[int] = field(default_factory=lambda: array("B"))
    limit: array[int] = field(default_factory=lambda: array("B"))
    ways: array[int] = field(default_factory=lambda: array("B"))

    def add(self, points: Sequence[tuple[int, float, float]], road_class: int, limit: int, ways: int) -> None:
        """A way of at least two points, each as its number, x and y."""
        for number, x, y in points:
            self.point.append(number)
            self.x.append(x)
            self.y.append(y)
        self.count.append(len(points))
        self.road_class.append(road_class)
        self.limit.append(limit)
        self.ways.append(ways)

    def __len__(self) -> int:
        return len(self.count)

    def network(self, easting_m: FloatArray, northing_m: FloatArray, source: RoadSource) -> RoadNetwork:
        """The network, its points being at `easting_m`, `northing_m` (p,), EPSG:27700, in the order they were added."""
        count = np.array(self.count, dtype=np.int64)
        of_way = np.repeat(np.arange(len(count)), count)
        number, known = _numbered(np.array(self.point, dtype=np.int64))
        cut = _cuts(known, count, number)
        place, start, edge_way = _edges(cut, of_way)
        points = np.column_stack([easting_m, northing_m])[place]
        first, last = place[start[:-1]], place[start[1:] - 1]
        used, ends = np.unique(np.column_stack([known[first], known[last]]), return_inverse=True)
        return RoadNetwork(
            nodes=len(used),
            ends=ends.reshape(-1, 2).astype(np.int64),
            length_m=_lengths(points, start),
            road_class=np.array(self.road_class, dtype=np.uint8)[edge_way],
            limit_km_per_hour=np.array(self.limit, dtype=np.uint8)[edge_way],
            ways=np.array(self.ways, dtype=np.uint8)[edge_way],
            line=points,
            start=start,
            source=source,
        )


def _numbered(point: IntArray) -> tuple[int, IntArray]:
    """How many different points there are, and each point's place among them."""
    used, known = np.unique(point, return_inverse=True)
    return len(used), known.astype(np.int64)


def _cuts(known: IntArray, count: IntArray, number: int) -> BoolArray:
    """Where ways are cut, (p,): at their ends, and at every point that is met more than once."""
    met = np.bincount(known, minlength=number)
    last = np.cumsum(count) - 1
    met[known[last]] += 2
    met[known[last - count + 1]] += 2
    cut: BoolArray = met[known] > 1
    return cut


def _edges(cut: BoolArray, of_way: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """The points of all edges one after another, where each edge starts among them (e + 1,), and the way of each edge.

    An edge runs from one cut point of a way to the next; a cut point in the middle ends one edge and starts the next.
    """
    at = np.flatnonzero(cut)
    same = of_way[at[:-1]] == of_way[at[1:]]
    first, last = at[:-1][same], at[1:][same]
    length = last - first + 1
    start = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
    place = np.arange(int(start[-1])) - np.repeat(start[:-1], length) + np.repeat(first, length)
    return place, start, of_way[first]


def _lengths(points: FloatArray, start: IntArray) -> FloatArray:
    step = np.zeros(len(points))
    step[1:] = np.hypot(*np.diff(points, axis=0).T)
    step[start[:-1]] = 0.0
    result: FloatArray = np.add.reduceat(step, start[:-1]) if len(start) > 1 else np.zeros(0)
    return result
