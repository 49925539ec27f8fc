"""Shortest and fastest ways between places on a network: the graph that is searched, and the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.roads.network import RoadNetwork
from wolds.geo.roads.snapping import Snaps
from wolds.geo.schools import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_CELLS_AT_ONCE: Final = 8_000_000
"""Distances held at once while searching, 8 bytes each."""
_LEAST: Final = 1e-6
"""Two places at one spot are this far apart in the graph: a stored nought means no way at all to the search."""


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """A directed graph of junctions and k places on edges between them; places come last. Weights are metres or seconds."""

    graph: csr_array
    places: IntArray

    @classmethod
    def of(cls, network: RoadNetwork, weight: FloatArray, snaps: Snaps) -> Self:
        """The graph with `weight` (e,) along each edge, and with the found places of `snaps` put into their edges."""
        from scipy.sparse import csr_array

        links = [*_edges(network, weight), *_to_places(network, weight, snaps)]
        tail, head, length = (np.concatenate(parts) for parts in zip(*links, strict=True))
        size = network.nodes + len(snaps.edge)
        # Parallel roads: the search must see the shortest, and a sparse array would add them up.
        order = np.lexsort((length, head, tail))
        first = np.ones(len(order), dtype=bool)
        first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
        kept = order[first]
        graph = csr_array((np.maximum(length[kept], _LEAST), (tail[kept], head[kept])), shape=(size, size))
        return cls(graph, np.arange(network.nodes, size))

    def between_places(self, limit: float, watch: Watch) -> FloatArray:
        """The least weight from each place to each, (k, k), inf beyond the limit. `Cancelled` soon after the watch says so."""
        return self.from_places(limit, watch, self.places)

    def from_places(self, limit: float, watch: Watch, targets: IntArray) -> FloatArray:
        """The least weight from each place to each target node, (k, targets), inf beyond the limit."""
        from scipy.sparse.csgraph import dijkstra

        found = np.empty((len(self.places), len(targets)))
        step = max(1, _CELLS_AT_ONCE // max(1, self.graph.shape[0]))
        for begin in range(0, len(self.places), step):
            stop_if_asked(watch)
            watch.tell(begin / len(self.places), f"Roads from {begin:,} of {len(self.places):,} schools")
            some = self.places[begin : begin + step]
            found[begin : begin + step] = dijkstra(self.graph, directed=True, indices=some, limit=limit)[:, targets]
        return found


Links = tuple[IntArray, IntArray, FloatArray]


def _edges(network: RoadNetwork, weight: FloatArray) -> list[Links]:
    a, b = network.ends.T
    ahead, back = network.forward, network.backward
    return [(a[ahead], b[ahead], weight[ahead]), (b[back], a[back], weight[back])]


def _to_places(network: RoadNetwork, weight: FloatArray, snaps: Snaps) -> list[Links]:
    """Links between each place and the ends of its edge, and among places of one edge."""
    place = np.flatnonzero(snaps.found)
    edge = snaps.edge[place]
    share = np.divide(snaps.along_m[place], network.length_m[edge], out=np.zeros(len(place)), where=network.length_m[edge] > 0)
    node, (a, b) = place + network.nodes, network.ends[edge].T
    before, after = weight[edge] * share, weight[edge] * (1.0 - share)
    ahead, back = network.forward[edge], network.backward[edge]
    at_start, at_end = share <= 0.0, share >= 1.0  # at a junction itself a one-way street does not bind
    ways = (
        (a, node, before, ahead | at_start),
        (node, b, after, ahead | at_end),
        (b, node, after, back | at_end),
        (node, a, before, back | at_start),
    )
    links = [(tail[open_], head[open_], far[open_]) for tail, head, far, open_ in ways]
    return [*links, *_along_one_edge(network, weight, edge, share, node)]


def _along_one_edge(network: RoadNetwork, weight: FloatArray, edge: IntArray, share: FloatArray, node: IntArray) -> list[Links]:
    """Links between neighbouring places of one edge, in the ways that it may be driven."""
    order = np.lexsort((share, edge))
    one, other = order[:-1], order[1:]
    same = edge[one] == edge[other]
    one, other = one[same], other[same]
    between = weight[edge[one]] * (share[other] - share[one])
    at_once = between <= 0.0
    ahead, back = network.forward[edge[one]] | at_once, network.backward[edge[one]] | at_once
    return [(node[one][ahead], node[other][ahead], between[ahead]), (node[other][back], node[one][back], between[back])]
