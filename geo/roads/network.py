"""A road network as a handful of arrays: junctions, edges between them, and the line of each edge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from wolds.geo.schools import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from shapely import STRtree

FORWARD: Final = 1
BACKWARD: Final = 2
SAMPLE_LABEL: Final = "sample roads"


@dataclass(frozen=True)
class RoadSource:
    """Where a network came from, for the label at each figure: "OSM July 2022". `sha256` is that of the file."""

    file: str
    sha256: str
    label: str
    credit: str


@dataclass(frozen=True, eq=False)
class RoadNetwork:
    """n junctions and e edges. Coordinates are EPSG:27700 metres.

    `ends` (e, 2): the junctions an edge starts and ends at. `length_m` (e,): along its line. `road_class` (e,): numbers of
    `RoadClass`. `limit_km_per_hour` (e,): the limit that stands at the road, 0 = none known. `ways` (e,): FORWARD, BACKWARD or
    both, added up. `line` (p, 2): the points of all lines, one after another, both ends included; that of edge i is
    `line[start[i]:start[i + 1]]`, `start` (e + 1,).
    """

    nodes: int
    ends: IntArray
    length_m: FloatArray
    road_class: np.ndarray
    limit_km_per_hour: np.ndarray
    ways: np.ndarray
    line: FloatArray
    start: IntArray
    source: RoadSource

    def __len__(self) -> int:
        return len(self.length_m)

    @cached_property
    def lines(self) -> np.ndarray:
        """The line of each edge as a shapely geometry, (e,)."""
        import shapely

        edge = np.repeat(np.arange(len(self)), np.diff(self.start))
        return np.asarray(shapely.linestrings(self.line, indices=edge))

    @cached_property
    def tree(self) -> STRtree:
        """A spatial index over the edges."""
        from shapely import STRtree

        return STRtree(self.lines)

    @property
    def forward(self) -> BoolArray:
        """Whether each edge may be driven from its start to its end, (e,)."""
        return (self.ways & FORWARD) > 0

    @property
    def backward(self) -> BoolArray:
        """Whether each edge may be driven from its end to its start, (e,)."""
        return (self.ways & BACKWARD) > 0

    def edges_between(self, node: int, other: int) -> IntArray:
        """The edges that join two junctions, whichever way they are drawn."""
        keys, edges = self._by_ends
        key = min(node, other) * self.nodes + max(node, other)
        return edges[np.searchsorted(keys, key) : np.searchsorted(keys, key, side="right")]

    @cached_property
    def _by_ends(self) -> tuple[IntArray, IntArray]:
        """A number for the two junctions of each edge, ascending, and the edges in that order."""
        keys = self.ends.min(axis=1) * self.nodes + self.ends.max(axis=1)
        order = np.argsort(keys, kind="stable")
        return keys[order], order

    @property
    def box(self) -> FloatArray:
        """West, south, east and north of all lines in metres."""
        return np.concatenate([self.line.min(axis=0), self.line.max(axis=0)])

    def kept(self, edges: BoolArray) -> Self:
        """The network of some of the edges, junctions numbered anew."""
        points = np.repeat(edges, np.diff(self.start))
        used, ends = np.unique(self.ends[edges], return_inverse=True)
        start = np.concatenate([[0], np.cumsum(np.diff(self.start)[edges])]).astype(np.int64)
        return replace(
            self,
            nodes=len(used),
            ends=ends.reshape(-1, 2).astype(np.int64),
            length_m=self.length_m[edges],
            road_class=self.road_class[edges],
            limit_km_per_hour=self.limit_km_per_hour[edges],
            ways=self.ways[edges],
            line=self.line[points],
            start=start,
        )

    def largest_part(self) -> Self:
        """The largest part in which one can drive from anywhere to anywhere: car parks and islands fall away."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        a, b = self.ends.T
        tail = np.concatenate([a[self.forward], b[self.backward]])
        head = np.concatenate([b[self.forward], a[self.backward]])
        graph = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(self.nodes, self.nodes))
        _, part = connected_components(graph, directed=True, connection="strong")
        largest = part == np.bincount(part).argmax()
        return self.kept(largest[self.ends].all(axis=1))

    def clipped(self, west: float, south: float, east: float, north: float) -> Self:
        """The edges that meet a box, EPSG:27700 metres."""
        from shapely import box

        edges = np.zeros(len(self), dtype=bool)
        edges[self.tree.query(box(west, south, east, north))] = True
        return self.kept(edges)
