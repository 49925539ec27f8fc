"""Who may share a cluster with whom: the graph of allowed pairs of blocks, or of stars round a lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.costs import NodeTravel, exempt_from_cap
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.over_sets import each_once
from wolds.clustering.problem import Problem
from wolds.clustering.rules import CapRule
from wolds.geo.schools import BoolArray, IntArray

MOST_NODES_WITHOUT_CAP: Final = 3_000
NEIGHBOURS_WITHOUT_CAP: Final = 60


@dataclass(frozen=True, eq=False)
class Graph:
    """For each row its allowed blocks in ascending order (compressed rows): `start` (rows + 1,), `block` (pairs,).

    Under the pairs rule a row is a block and lists allowed partners of higher number. Under the lead rule a row is a
    school that may lead and lists every block that is within the cap of it.
    `complete` is False where far pairs were left out to keep memory in bounds: bounds must not rest on it then.
    """

    start: IntArray
    block: IntArray
    by_lead: bool = False
    complete: bool = True

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.start) - 1


def node_pairs_within_cap(problem: Problem, travel: NodeTravel) -> tuple[IntArray, bool]:
    """Pairs of nodes (p, 2), i < j, within the cap with overrides, sorted; and whether that is all of them."""
    n = len(problem)
    near, complete = _near(travel, n)
    pairs = np.concatenate([near, travel_override_pairs(travel, n)])
    keys = each_once(pairs[:, 0] * n + pairs[:, 1])
    i, j = keys // max(n, 1), keys % max(n, 1)
    kept = travel.within_cap(i, j)
    return np.column_stack([i[kept], j[kept]]), complete


def travel_override_pairs(travel: NodeTravel, n: int) -> IntArray:
    """The overridden pairs that are within the cap, (p, 2), i < j."""
    keys = travel.overrides.keys[travel.override_in_cap]
    return np.column_stack([keys // max(n, 1), keys % max(n, 1)])


def _near(travel: NodeTravel, n: int) -> tuple[IntArray, bool]:
    """Pairs that may be within the cap by the straight line, a metre too many rather than one too few."""
    from scipy.spatial import cKDTree

    if n < 2 or (travel.cap_m_squared is not None and travel.cap_m_squared < 0):
        return np.empty((0, 2), dtype=np.int64), True
    points = np.column_stack([travel.easting_m, travel.northing_m]).astype(np.float64)
    if travel.cap_m_squared is not None:
        tree = cKDTree(points)
        return tree.query_pairs(float(np.sqrt(travel.cap_m_squared)) + 1.0, output_type="ndarray").astype(np.int64), True
    if n <= MOST_NODES_WITHOUT_CAP:
        return np.column_stack(np.triu_indices(n, k=1)), True
    _, near = cKDTree(points).query(points, k=NEIGHBOURS_WITHOUT_CAP)
    i, j = np.repeat(np.arange(n), near.shape[1]), near.ravel()
    keys = each_once(np.minimum(i, j)[i != j] * n + np.maximum(i, j)[i != j])
    return np.column_stack([keys // n, keys % n]), False


def allowed_graph(problem: Problem, travel: NodeTravel, blocks: Blocks) -> Graph:
    """The graph that a problem's cap rule asks for."""
    pairs, complete = node_pairs_within_cap(problem, travel)
    if problem.rules.cap_rule == CapRule.LEAD:
        return _stars(problem, travel, blocks, pairs, complete)
    return _block_graph(blocks, pairs, complete)


def _block_graph(blocks: Blocks, pairs: IntArray, complete: bool) -> Graph:
    m = len(blocks)
    b, c = blocks.of_node[pairs[:, 0]], blocks.of_node[pairs[:, 1]]
    keys, count = np.unique(np.minimum(b, c) * m + np.maximum(b, c), return_counts=True)
    b, c = keys // max(m, 1), keys % max(m, 1)
    allowed = (b != c) & blocks.sound[b] & blocks.sound[c] & (count == blocks.size[b] * blocks.size[c])
    b, c = b[allowed], c[allowed]
    fits = blocks.fit(b, c)
    return _compressed(m, b[fits], c[fits], complete=complete)


def _stars(problem: Problem, travel: NodeTravel, blocks: Blocks, pairs: IntArray, complete: bool) -> Graph:
    m, n = len(blocks), len(problem)
    lead, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    keys, count = np.unique(lead * m + blocks.of_node[other], return_counts=True)
    lead, block = keys // max(m, 1), keys % max(m, 1)
    home = blocks.of_node[lead]
    allowed = (block != home) & blocks.sound[block] & (count == blocks.size[block])
    allowed &= may_lead(problem, travel, blocks)[lead]
    lead, block, home = lead[allowed], block[allowed], home[allowed]
    fits = blocks.fit(home, block)
    return _compressed(n, lead[fits], block[fits], True, complete)


def may_lead(problem: Problem, travel: NodeTravel, blocks: Blocks) -> BoolArray:
    """Whether a school is within the cap of every other school of its own block, (n,)."""
    result: BoolArray = blocks.sound[blocks.of_node].copy()
    for block in np.flatnonzero((blocks.size > 1) & blocks.sound):
        nodes = blocks.nodes(int(block))
        i, j = np.meshgrid(nodes, nodes, indexing="ij")
        fits = travel.within_cap(i, j) | exempt_from_cap(problem, i, j) | (i == j)
        result[nodes] = fits.all(axis=1)
    return result


def leads_alone(problem: Problem, travel: NodeTravel, blocks: Blocks) -> BoolArray:
    """Blocks that keep the cap rule on their own, (m,)."""
    if problem.rules.cap_rule != CapRule.LEAD:
        return blocks.sound
    result = np.zeros(len(blocks), dtype=bool)
    result[blocks.of_node[may_lead(problem, travel, blocks)]] = True
    return result


def _compressed(rows: int, row: IntArray, block: IntArray, by_lead: bool = False, complete: bool = True) -> Graph:
    order = np.lexsort((block, row))
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))]).astype(np.int64)
    return Graph(start, block[order], by_lead, complete)


def nearest_of_each(graph: Graph, blocks: Blocks, travel: NodeTravel, most: int, also: BoolArray | None = None) -> Graph:
    """The graph with only the `most` nearest blocks of each row, and under the pairs rule of either end, and entries `also`."""
    row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
    squared = widest_squared_m(graph, blocks, travel)
    near = _rank(row, squared, graph.block) < most if graph.by_lead else _near_of_either(row, graph.block, squared, most)
    near = near if also is None else near | also
    return _compressed(graph.rows, row[near], graph.block[near], graph.by_lead, complete=False)


def widest_squared_m(graph: Graph, blocks: Blocks, travel: NodeTravel) -> IntArray:
    """The largest squared straight distance between the schools of each pair of the graph, in metres squared."""
    n, row = len(blocks.of_node), np.repeat(np.arange(graph.rows), np.diff(graph.start))
    homes = row[:, None] if graph.by_lead else blocks.table[row]
    widest = np.zeros(len(row), dtype=np.int64)
    for one in homes.T:
        for other in blocks.table[graph.block].T:
            known = (one < n) & (other < n)
            widest[known] = np.maximum(widest[known], travel.squared_m(one[known], other[known]))
    return widest


def _rank(row: IntArray, distance: IntArray, tie: IntArray) -> IntArray:
    """The place of each entry among those of its row, nearest first."""
    order = _in_order(row, distance, tie)
    count = np.bincount(row, minlength=int(row.max(initial=-1)) + 1)
    starts = np.cumsum(count) - count
    rank = np.empty(len(row), dtype=np.int64)
    rank[order] = np.arange(len(row)) - starts[row[order]]
    return rank


def _in_order(*keys: IntArray) -> IntArray:
    """The order by several keys of whole numbers from 0 on, the first one first: packed into one they sort twice as fast."""
    bits = [int(key.max(initial=0)).bit_length() for key in keys]
    if sum(bits) > 62:
        return np.lexsort(keys[::-1])
    packed = np.zeros(len(keys[0]), dtype=np.int64)
    for key, width in zip(keys, bits, strict=True):
        packed = (packed << width) + key
    return np.argsort(packed, kind="stable")


def _near_of_either(b: IntArray, c: IntArray, distance: IntArray, most: int) -> BoolArray:
    both = _rank(np.concatenate([b, c]), np.concatenate([distance, distance]), np.concatenate([c, b])) < most
    near: BoolArray = both[: len(b)] | both[len(b) :]
    return near
