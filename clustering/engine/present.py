"""The present plan as a beginning: its clusters that keep the rules stand among the first ones and make a first plan.

After a small change most of them are in the best plan still, so that little is left to look for; where several plans are
equally good the present one stays; and a run that is stopped leaves no more schools than there were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.pairs import Graph
from wolds.clustering.problem import Problem
from wolds.geo.schools import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Present:
    """`label` (m,): a number for the present cluster of each block, -1 = none; two blocks share it just when a pair says so."""

    label: IntArray

    @classmethod
    def of(cls, problem: Problem, blocks: Blocks) -> Self:
        """The present clusters of a problem, read from its pairs; those that a block joins are one."""
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        m = len(blocks)
        b, c = (blocks.of_node[column] for column in np.asarray(problem.present, dtype=np.int64).reshape(-1, 2).T)
        joined = coo_matrix((np.ones(len(b), dtype=np.int8), (b, c)), shape=(m, m))
        label = connected_components(joined, directed=False)[1].astype(np.int64)
        label[~np.isin(np.arange(m), np.concatenate([b, c]))] = -1
        return cls(label)

    @property
    def is_empty(self) -> bool:
        """Whether no two schools share a cluster."""
        return not bool((self.label >= 0).any())

    def edges(self, graph: Graph, blocks: Blocks) -> BoolArray:
        """Which entries of a graph join blocks of one present cluster."""
        row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
        own = self.label[blocks.of_node[row] if graph.by_lead else row]
        same: BoolArray = (own >= 0) & (own == self.label[graph.block])
        return same

    def columns(self, members: IntArray, blocks: IntArray) -> IntArray:
        """Which columns (c, w) of a task of these blocks are just a present cluster."""
        label = np.append(self.label[blocks], -1)
        count = np.bincount(self.label[self.label >= 0], minlength=len(self.label) + 1)
        first = label[members[:, 0]]
        whole, size = first >= 0, np.zeros(len(members), dtype=np.int64)
        for column in members.T:
            inside = column < len(blocks)
            whole &= ~inside | (label[column] == first)
            size += inside
        return np.flatnonzero(whole & (size == count[first]))
