"""Feasible clusters with what they cost: one frozen table, the columns of the master problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.costs import Costing
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.over_sets import sum_over
from wolds.geo.schools import FloatArray, IntArray

_CHUNK: Final = 100_000


@dataclass(frozen=True, eq=False)
class Columns:
    """c feasible clusters. `members` (c, w): their blocks, ascending, padded with m; the other arrays have shape (c,)."""

    members: IntArray
    placed: IntArray  # schools to be placed in each
    cost_km: FloatArray  # travel and partnership cost
    objective_km: FloatArray  # with what the soft terms add; kept relations are negative

    def __len__(self) -> int:
        return len(self.members)

    def take(self, index: IntArray) -> Columns:
        """Some of the columns, in the order asked."""
        return Columns(self.members[index], self.placed[index], self.cost_km[index], self.objective_km[index])

    def and_also(self, other: Columns, m: int) -> Columns:
        """These columns, then the others, of the same m blocks."""
        width = max(self.members.shape[1], other.members.shape[1])
        members = [np.pad(c.members, ((0, 0), (0, width - c.members.shape[1])), constant_values=m) for c in (self, other)]
        return Columns(
            np.concatenate(members),
            np.append(self.placed, other.placed),
            np.append(self.cost_km, other.cost_km),
            np.append(self.objective_km, other.objective_km),
        )


def priced_columns(sets: list[IntArray], blocks: Blocks, costing: Costing, pause: Callable[[], None]) -> Columns:
    """The columns of feasible sets of blocks, priced; `pause` is called between chunks and may raise to stop."""
    m, width = len(blocks), max((rows.shape[1] for rows in sets), default=1)
    members = [np.pad(rows, ((0, 0), (0, width - rows.shape[1])), constant_values=m) for rows in sets]
    joined = np.concatenate(members) if members else np.empty((0, width), dtype=np.int64)
    placed = np.append(blocks.placed, 0)
    cost, objective = np.empty(len(joined)), np.empty(len(joined))
    for begin in range(0, len(joined), _CHUNK):
        pause()
        part = slice(begin, begin + _CHUNK)
        cost[part], objective[part] = prices(joined[part], blocks, costing)
    return Columns(joined, placed[joined].sum(axis=1), cost, objective)


def prices(members: IntArray, blocks: Blocks, costing: Costing) -> tuple[FloatArray, FloatArray]:
    """Cost and objective of clusters given as blocks (c, w), padded with m: two arrays (c,) in km."""
    n, m = len(blocks.of_node), len(blocks)
    nodes = np.append(blocks.table[:, 0], n)[members]
    size = sum_over(np.append(blocks.size, 0), members)
    wide = np.flatnonzero(size > (members < m).sum(axis=1))  # sets with a block of several schools
    if len(wide):
        table = np.vstack([blocks.table, np.full((1, blocks.table.shape[1]), n, dtype=np.int64)])
        several = np.sort(table[members[wide]].reshape(len(wide), -1), axis=1)
        nodes = np.pad(nodes, ((0, 0), (0, several.shape[1] - nodes.shape[1])), constant_values=n)
        nodes[wide] = several
    cost, soft = np.zeros(len(members)), np.zeros(len(members))
    for k in np.unique(size):
        of_size = np.flatnonzero(size == k)
        rows = nodes[of_size, :k]
        cost[of_size] = costing.travel_km(rows) + costing.problem.rules.partnership_cost_km
        for value in costing.soft_km(rows).values():
            soft[of_size] += value
    return cost, cost + soft
