"""The way itself between two schools, along the roads it takes: for the map, and to say why a pair is far apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal, Self

import numpy as np

from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import RoadNetwork
from wolds.geo.roads.searching import RoadGraph
from wolds.geo.roads.snapping import Snaps, snap
from wolds.geo.roads.travel import Roads
from wolds.geo.schools import FloatArray, IntArray, Schools

By = Literal["metres", "minutes"]
"""What a way is the least of: the shortest, or the fastest."""
_SAME_M: Final = 1.0
"""Ways that are never further apart than this are the same road."""
_NOWHERE: Final = -9999
"""The predecessor of a node that no way leads to, as scipy says it."""


@dataclass(frozen=True, eq=False)
class Route:
    """The way from one school to another: `line` (p, 2), EPSG:27700, from where the one meets its road to where the other does.

    `metres` and `minutes` are those of this way, which is the shortest or the fastest, as was asked.
    """

    line: FloatArray
    metres: float
    minutes: float
    by_ferry: bool


@dataclass(frozen=True, eq=False)
class RoutePair:
    """The ways between two schools, there and back; None where there is none. `off_m`: how far each stands from its road."""

    urn_a: int
    urn_b: int
    by: By
    there: Route | None
    back: Route | None
    off_m: tuple[float, float]

    @property
    def worse(self) -> Route | None:
        """The way that counts: the longer one of the two by what was asked; None where one of them is missing."""
        if self.there is None or self.back is None:
            return None
        return max((self.there, self.back), key=lambda route: getattr(route, self.by))

    @cached_property
    def is_same_road(self) -> bool:
        """Whether the way back is the way there, driven backwards."""
        import shapely

        if self.there is None or self.back is None:
            return False
        there, back = (shapely.LineString(route.line) for route in (self.there, self.back))
        return bool(shapely.hausdorff_distance(there, back) < _SAME_M)


@dataclass(frozen=True, eq=False)
class Part:
    """A part of edge `edge` that is driven, from `start` to `end` as shares of its length: backwards where `end` is less."""

    edge: int
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Router:
    """Finds ways among k schools. `urn` (k,), `snaps` and the places of `graph` have one order; weights are those of `by`."""

    roads: Roads
    by: By
    urn: IntArray
    snaps: Snaps
    graph: RoadGraph

    @classmethod
    def of(cls, roads: Roads, schools: Schools, by: By) -> Self:
        """A router for the schools that have a point."""
        urn = schools.urn[schools.has_point]
        snaps = snap(roads.network, np.column_stack([schools.easting, schools.northing])[schools.has_point])
        return cls(roads, by, urn, snaps, RoadGraph.of(roads.network, weights_of(roads, by), snaps))

    def between(self, urn_a: int, urn_b: int, limit: float = math.inf) -> RoutePair:
        """The ways between two schools, up to a `limit` of what they are the least of; a school that the router does not know
        has none. Fastest ways are limited in minutes."""
        reach = limit * 60.0 if self.by == "minutes" else limit
        a, b = (self._place(urn) for urn in (urn_a, urn_b))
        off = tuple(float(self.snaps.off_m[place]) if place >= 0 else float("nan") for place in (a, b))
        return RoutePair(urn_a, urn_b, self.by, self._way(a, b, reach), self._way(b, a, reach), (off[0], off[1]))

    def _place(self, urn: int) -> int:
        found = np.flatnonzero(self.urn == urn)
        return int(found[0]) if len(found) else -1

    def _way(self, start: int, end: int, reach: float) -> Route | None:
        if min(start, end) < 0 or not self.snaps.found[[start, end]].all():
            return None
        nodes = self._nodes(int(self.graph.places[start]), int(self.graph.places[end]), reach)
        return None if nodes is None else self._route([self._part(a, b) for a, b in pairwise(nodes)], start)

    def _nodes(self, start: int, end: int, reach: float) -> list[int] | None:
        """The nodes of the least way, both ends included; None where there is none."""
        from scipy.sparse.csgraph import dijkstra

        indices = np.array([start])
        _, (before,) = dijkstra(self.graph.graph, directed=True, indices=indices, limit=reach, return_predecessors=True)
        if before[end] == _NOWHERE and start != end:
            return None
        nodes = [end]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
        return nodes[::-1]

    def _part(self, tail: int, head: int) -> Part:
        """What is driven between two nodes that follow each other."""
        first, last = tail - self.roads.network.nodes, head - self.roads.network.nodes
        if first < 0 and last < 0:
            return self._whole_edge(tail, head)
        edge = int(self.snaps.edge[max(first, last)])
        if first >= 0 and last >= 0:
            return Part(edge, self._share(first), self._share(last))
        share = self._share(max(first, last))
        return self._to_end(edge, share, head) if first >= 0 else self._from_end(edge, share, tail)

    def _share(self, place: int) -> float:
        length = float(self.roads.network.length_m[self.snaps.edge[place]])
        return float(self.snaps.along_m[place]) / length if length > 0 else 0.0

    def _to_end(self, edge: int, share: float, node: int) -> Part:
        """From within an edge to its end at a junction: the nearer one, where both ends meet there."""
        start, end = self.roads.network.ends[edge].tolist()
        ahead, back = bool(self.roads.network.forward[edge]), bool(self.roads.network.backward[edge])
        ways = [Part(edge, share, 1.0)] if end == node and (ahead or share >= 1.0) else []
        ways += [Part(edge, share, 0.0)] if start == node and (back or share <= 0.0) else []
        return min(ways, key=lambda part: abs(part.end - part.start))

    def _from_end(self, edge: int, share: float, node: int) -> Part:
        start, end = self.roads.network.ends[edge].tolist()
        ahead, back = bool(self.roads.network.forward[edge]), bool(self.roads.network.backward[edge])
        ways = [Part(edge, 0.0, share)] if start == node and (ahead or share <= 0.0) else []
        ways += [Part(edge, 1.0, share)] if end == node and (back or share >= 1.0) else []
        return min(ways, key=lambda part: abs(part.end - part.start))

    def _whole_edge(self, tail: int, head: int) -> Part:
        """The least edge between two junctions that may be driven that way."""
        network = self.roads.network
        edges = network.edges_between(tail, head)
        ahead = (network.ends[edges, 0] == tail) & network.forward[edges]
        back = (network.ends[edges, 1] == tail) & network.backward[edges]
        fit, is_ahead = edges[ahead | back], ahead[ahead | back]
        least = int(np.argmin(self._weight[fit]))
        return Part(int(fit[least]), *((0.0, 1.0) if is_ahead[least] else (1.0, 0.0)))

    @cached_property
    def _weight(self) -> FloatArray:
        return weights_of(self.roads, self.by)

    def _route(self, parts: Sequence[Part], start: int) -> Route:
        network = self.roads.network
        edge = np.array([part.edge for part in parts], dtype=np.int64)
        share = np.array([abs(part.end - part.start) for part in parts])
        lines = [line_of(network, part) for part in parts] or [line_of(network, Part(*self._spot(start)))]
        metres, seconds = float(network.length_m[edge] @ share), float(self.roads.seconds[edge] @ share)
        ferry = bool(((network.road_class[edge] == RoadClass.FERRY) & (share > 0)).any())
        return Route(_joined(lines), metres, seconds / 60.0, ferry)

    def _spot(self, place: int) -> tuple[int, float, float]:
        return int(self.snaps.edge[place]), self._share(place), self._share(place)


def weights_of(roads: Roads, by: By) -> FloatArray:
    """What each edge adds to a way, (e,): metres, or seconds where the fastest way is looked for."""
    return roads.network.length_m if by == "metres" else roads.seconds


def line_of(network: RoadNetwork, part: Part) -> FloatArray:
    """The points of a part of an edge in the order in which they are passed, (p, 2), at least two."""
    line = network.line[network.start[part.edge] : network.start[part.edge + 1]]
    low, high = sorted((part.start, part.end))
    if low > 0.0 or high < 1.0:
        line = _cut(line, low, high)
    return line if part.start <= part.end else line[::-1]


def _cut(line: FloatArray, low: float, high: float) -> FloatArray:
    """A line from one share of its length to another."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    ends = np.array([low, high]) * along[-1]
    inner = (along > ends[0]) & (along < ends[1])
    points = np.column_stack([np.interp(ends, along, line[:, axis]) for axis in (0, 1)])
    return np.vstack([points[:1], line[inner], points[1:]])


def _joined(lines: Sequence[FloatArray]) -> FloatArray:
    """Lines that follow each other as one, a point that two share once."""
    points = np.vstack(lines)
    apart = np.ones(len(points), dtype=bool)
    apart[1:] = (np.abs(np.diff(points, axis=0)) > 1e-6).any(axis=1)
    return points[apart] if apart.sum() > 1 else points[:2]
