"""Which blocks could be led together: the schools of a cluster under the lead cap are all within the cap of one of them.

The pairs of such a cluster may be twice the cap apart, so pairs alone say little; whether some school has all of a set within
its cap says much, and holds for each subset of a set that it holds for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.pairs import Graph
from wolds.geo.schools import BoolArray, IntArray

_CHUNK: Final = 20_000
_MOST_WORK: Final = 150_000_000  # pairs of blocks that share a lead, each counted once for each lead


@dataclass(frozen=True, eq=False)
class CommonLeads:
    """For each block the schools that may lead it, as packed bits, (m, words)."""

    bits: np.ndarray

    @classmethod
    def of(cls, graph: Graph, blocks: Blocks) -> Self:
        """The leads of a complete graph of stars."""
        lead, block = _led(graph, blocks)
        bits = np.zeros((len(blocks), (graph.rows >> 6) + 1), dtype=np.uint64)
        np.bitwise_or.at(bits, (block, lead >> 6), np.uint64(1) << (lead & 63).astype(np.uint64))
        return cls(bits)

    def any_of(self, sets: IntArray) -> BoolArray:
        """Which sets of blocks (c, r) some one school may lead."""
        result = np.zeros(len(sets), dtype=bool)
        for begin in range(0, len(sets), _CHUNK):
            part = sets[begin : begin + _CHUNK]
            common = self.bits[part[:, 0]]
            for column in part.T[1:]:
                common &= self.bits[column]
            result[begin : begin + _CHUNK] = common.any(axis=1)
        return result


def led_pairs(graph: Graph, blocks: Blocks) -> tuple[IntArray, IntArray] | None:
    """The pairs of blocks b < c that some school may lead together, (p,), (p,); None where finding them is a long work."""
    from scipy.sparse import coo_matrix, csr_matrix

    lead, block = _led(graph, blocks)
    if float((np.bincount(lead).astype(np.float64) ** 2).sum()) > _MOST_WORK:
        return None
    stars = csr_matrix((np.ones(len(lead), dtype=np.int32), (lead, block)), shape=(graph.rows, len(blocks)))
    together = coo_matrix(stars.T @ stars)
    above = together.row < together.col
    return together.row[above].astype(np.int64), together.col[above].astype(np.int64)


def _led(graph: Graph, blocks: Blocks) -> tuple[IntArray, IntArray]:
    """Leads and the blocks that each may lead, its own among them, (p,), (p,)."""
    count = np.diff(graph.start)
    lead = np.flatnonzero(count)
    return np.concatenate([lead, np.repeat(np.arange(graph.rows), count)]), np.concatenate([blocks.of_node[lead], graph.block])
