"""What can be reached from a school by road, and back again, within some minutes or metres: roads, and the area about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.roads.network import RoadNetwork
from wolds.geo.roads.routing import By, Part, line_of, weights_of
from wolds.geo.roads.searching import RoadGraph
from wolds.geo.roads.snapping import Snaps, snap
from wolds.geo.roads.travel import Roads
from wolds.geo.schools import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from shapely import Polygon

_CELL_M: Final = 250.0
_MOST_CELLS: Final = 400
"""The area is put together from squares, so many each way at most: memory stays small whatever the reach."""
_ROUND_CELLS: Final = 4.0
"""Gaps up to eight squares wide between roads are filled, and corners rounded."""
_HOLE_CELLS: Final = 64
"""Holes of fewer squares are fields between roads, not places that cannot be reached."""


@dataclass(frozen=True, eq=False)
class Reachable:
    """What can be reached from a school and back within `limit` minutes or metres, EPSG:27700 metres.

    `line` (p, 2): the points of the roads, whole or as far as one gets, one after another; road i is
    `line[start[i]:start[i + 1]]`, `start` (r + 1,). `rings` (each (k, 2), closed, even-odd): the area about them.
    """

    urn: int
    by: By
    limit: float
    line: FloatArray
    start: IntArray
    rings: tuple[FloatArray, ...]

    @property
    def km(self) -> float:
        """The length of the roads in km."""
        a, b = _segments(self.line, self.start)
        return float(np.hypot(*(b - a).T).sum()) / 1000.0


def reachable_from(roads: Roads, urn: int, point: tuple[float, float], by: By, limit: float, watch: Watch) -> Reachable | None:
    """What can be reached from a school's point, EPSG:27700, both there and back within the limit. None where no road is near.

    `limit` is in minutes or metres, as `by` says. `Cancelled` soon after the watch says so.
    """
    snaps = snap(roads.network, np.array([point]))
    if not snaps.found[0]:
        return None
    watch.tell(0.1, "Following the roads")
    weight, most = weights_of(roads, by), limit * 60.0 if by == "minutes" else limit
    ends = _there_and_back(roads.network, weight, snaps, most)
    stop_if_asked(watch)
    watch.tell(0.5, "Drawing the area")
    whole, parts = _reached(roads.network, weight, ends, snaps, most)
    line, start = _lines(roads.network, whole, parts)
    stop_if_asked(watch)
    return Reachable(urn, by, limit, line, start, _rings(line, start, watch))


def _there_and_back(network: RoadNetwork, weight: FloatArray, snaps: Snaps, most: float) -> tuple[FloatArray, FloatArray]:
    """The way to each end of each edge and the way back from it, (e, 2) each, inf beyond `most`."""
    from scipy.sparse.csgraph import dijkstra

    graph = RoadGraph.of(network, weight, snaps)
    (there,) = dijkstra(graph.graph, directed=True, indices=graph.places, limit=most)
    (back,) = dijkstra(graph.graph.T.tocsr(), directed=True, indices=graph.places, limit=most)
    return there[network.ends], back[network.ends]


def _reached(
    network: RoadNetwork, weight: FloatArray, ends: tuple[FloatArray, FloatArray], snaps: Snaps, most: float
) -> tuple[BoolArray, list[Part]]:
    """Which edges are wholly within reach, (e,), and what of others is: where one gets in time, and in time back from.

    One gets to a point of an edge from either end that it may be driven from, and back by either end that it may be driven
    to; what is reached is where both hold. The way back need not be by the end that one came by.
    """
    there, back = (_shares(most - far, weight) for far in ends)
    there, back = _driven(there, network.forward, network.backward), _driven(back, network.backward, network.forward)
    from_start, from_end = np.minimum(there[:, 0], back[:, 0]), np.minimum(there[:, 1], back[:, 1])
    whole = from_start + from_end >= 1.0
    some = (there.max(axis=1) > 0.0) & (back.max(axis=1) > 0.0) & ~whole
    own = int(snaps.edge[0])
    whole[own], some[own] = False, True
    parts = []
    for edge in np.flatnonzero(some).tolist():
        out, home = _stretches(there[edge].tolist()), _stretches(back[edge].tolist())
        if edge == own:
            about = _about(network, weight, snaps, most)
            out, home = out + about[0], home + about[1]
        parts += [Part(edge, low, high) for low, high in _in_both(out, home)]
    return whole, parts


def _shares(left: FloatArray, weight: FloatArray) -> FloatArray:
    """The share of each edge that what is left at each of its ends lasts for, (e, 2): 1 = all of it, 0 = none."""
    far = np.where(left >= 0.0, 1.0, 0.0)
    return np.clip(np.divide(left, weight[:, None], out=far, where=(weight[:, None] > 0) & (left >= 0.0)), 0.0, 1.0)


def _driven(shares: FloatArray, from_start: BoolArray, from_end: BoolArray) -> FloatArray:
    """Shares (e, 2) without those that would be driven against a one-way street."""
    return np.where(np.column_stack([from_start, from_end]), shares, 0.0)


Stretch = tuple[float, float]
"""A part of an edge from one share of its length to another."""


def _stretches(shares: Sequence[float]) -> list[Stretch]:
    from_start, from_end = shares
    return [(0.0, from_start), (1.0 - from_end, 1.0)]


def _about(network: RoadNetwork, weight: FloatArray, snaps: Snaps, most: float) -> tuple[list[Stretch], list[Stretch]]:
    """What is reached along the school's own road at once, and what one gets back from at once."""
    edge = int(snaps.edge[0])
    length, cost = float(network.length_m[edge]), float(weight[edge])
    if length <= 0.0:
        return [], []
    at, far = float(snaps.along_m[0]) / length, most / cost
    ahead, behind = (at, min(1.0, at + far)), (max(0.0, at - far), at)
    forward, backward = bool(network.forward[edge]), bool(network.backward[edge])
    return [ahead] * forward + [behind] * backward, [behind] * forward + [ahead] * backward


def _in_both(out: Sequence[Stretch], home: Sequence[Stretch]) -> list[Stretch]:
    """Where two sets of stretches overlap, in order and joined up; what has no length falls away."""
    common = sorted((max(a[0], b[0]), min(a[1], b[1])) for a in out for b in home)
    joined: list[Stretch] = []
    for low, high in common:
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        elif high > low:
            joined.append((low, high))
    return [(low, high) for low, high in joined if high > low]


def _lines(network: RoadNetwork, whole: BoolArray, parts: Sequence[Part]) -> tuple[FloatArray, IntArray]:
    """The points of whole edges and of parts of others, one after another, and where each road starts among them."""
    sizes = np.diff(network.start)
    cut = [line_of(network, part) for part in parts]
    line = np.vstack([network.line[np.repeat(whole, sizes)], *cut])
    return line, np.concatenate([[0], np.cumsum([*sizes[whole], *map(len, cut)])]).astype(np.int64)


def _segments(line: FloatArray, start: IntArray) -> tuple[FloatArray, FloatArray]:
    """Both ends of every straight piece of lines that follow each other, (s, 2) each."""
    inside = np.ones(len(line), dtype=bool)
    inside[start[1:] - 1] = False
    first = np.flatnonzero(inside)
    return line[first], line[first + 1]


def _rings(line: FloatArray, start: IntArray, watch: Watch) -> tuple[FloatArray, ...]:
    """The area about roads, as closed rings: every road lies within, gaps between roads are filled, corners are round."""
    import shapely

    if not len(line):
        return ()
    cells, cell_m, corner = _cells(line, start)
    stop_if_asked(watch)
    low = cells * cell_m + corner
    squares = shapely.box(low[:, 0], low[:, 1], low[:, 0] + cell_m, low[:, 1] + cell_m)
    filled = shapely.union_all(squares).buffer(_ROUND_CELLS * cell_m).buffer((0.5 - _ROUND_CELLS) * cell_m)
    shape = filled.simplify(cell_m / 20)
    stop_if_asked(watch)
    return tuple(ring for part in shapely.get_parts(shape) for ring in _rings_of(part, _HOLE_CELLS * cell_m * cell_m))


def _rings_of(part: Polygon, least_hole_m2: float) -> list[FloatArray]:
    import shapely

    holes = [hole for hole in part.interiors if shapely.Polygon(hole).area >= least_hole_m2]
    return [np.asarray(ring.coords) for ring in (part.exterior, *holes)]


def _cells(line: FloatArray, start: IntArray) -> tuple[FloatArray, float, FloatArray]:
    """The squares that roads pass through, (m, 2) whole numbers from a corner; the width of a square; the corner."""
    corner, widest = line.min(axis=0), float(np.ptp(line, axis=0).max())
    cell_m = max(_CELL_M, widest / _MOST_CELLS)
    a, b = _segments(line, start)
    count = np.ceil(np.hypot(*(b - a).T) / (cell_m / 2)).astype(np.int64) + 1
    which = np.repeat(np.arange(len(a)), count)
    step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    share = (step / np.maximum(count - 1, 1)[which])[:, None]
    sampled = a[which] * (1.0 - share) + b[which] * share
    return np.unique(np.floor((sampled - corner) / cell_m), axis=0), cell_m, corner
