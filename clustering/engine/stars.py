"""Stars: the schools that may lead a cluster, and the blocks that may join each, with their travel to it.

Travel to a hub is a sum over the members, so that each cluster is a star: a lead, its own block, and blocks that join. Its cost
is the cheapest of its stars.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from wolds.clustering.costs import Costing
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.pairs import Graph, leads_alone, may_lead
from wolds.clustering.rules import CapRule
from wolds.geo.schools import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Stars:
    """L leads with the blocks that may join each in compressed rows: `start` (L + 1,), `block` and `km` (p,).

    `lead` (L,): nodes, ascending. `home` (L,): their blocks, with `home_km` (L,): travel within the block to the lead. `km`:
    travel of all schools of a block to the lead, in km.
    """

    lead: IntArray
    home: IntArray
    home_km: FloatArray
    start: IntArray
    block: IntArray
    km: FloatArray

    @classmethod
    def of(cls, costing: Costing, blocks: Blocks, graph: Graph) -> Self:
        """The stars of a problem's graph of allowed pairs or leads."""
        n = len(blocks.of_node)
        start, block = (graph.start, graph.block) if graph.by_lead else _rows_of_nodes(graph, blocks)
        lead = np.flatnonzero(_may_lead(costing, blocks))
        count = np.diff(start)[lead]
        place = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count) + np.repeat(start[:n][lead], count)
        joining, of_lead = block[place], np.repeat(lead, count)
        home = blocks.of_node[lead]
        km = _km_to(costing, blocks, of_lead, joining)
        return cls(lead, home, _km_to(costing, blocks, lead, home), np.concatenate([[0], np.cumsum(count)]), joining, km)

    def __len__(self) -> int:
        return len(self.lead)

    @property
    def row(self) -> IntArray:
        """The row of each entry, (p,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))


def _may_lead(costing: Costing, blocks: Blocks) -> np.ndarray:
    """Schools that a cluster may be judged from, (n,)."""
    if costing.problem.rules.cap_rule == CapRule.LEAD:
        return may_lead(costing.problem, costing.travel, blocks)
    return leads_alone(costing.problem, costing.travel, blocks)[blocks.of_node]


def _rows_of_nodes(graph: Graph, blocks: Blocks) -> tuple[IntArray, IntArray]:
    """The partners of each school's block, lower ones too, in compressed rows of the schools."""
    m = len(blocks)
    row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
    one, other = np.concatenate([row, graph.block]), np.concatenate([graph.block, row])
    order = np.lexsort((other, one))
    begin = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=m))])
    count = np.diff(begin)[blocks.of_node]
    start = np.concatenate([[0], np.cumsum(count)])
    place = np.arange(int(start[-1])) - np.repeat(start[:-1], count) + np.repeat(begin[:-1][blocks.of_node], count)
    return start.astype(np.int64), other[order][place]


def _km_to(costing: Costing, blocks: Blocks, lead: IntArray, block: IntArray) -> FloatArray:
    """Travel of all schools of each block to each lead, (p,), (p,) -> (p,)."""
    n, total = len(blocks.of_node), np.zeros(len(lead))
    for nodes in blocks.table[block].T:
        other = (nodes < n) & (nodes != lead)
        total[other] += costing.travel.km(lead[other], nodes[other])
    return total
