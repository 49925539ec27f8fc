"""Which triples of blocks a fractional optimum violates: of the clusters that hold two of them, more than one is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray, IntArray

_VIOLATED: Final = 0.02
_FEWEST_AT_ONCE: Final = 150
_BLOCKS_FOR_EACH: Final = 10
Triple = tuple[int, int, int]


@dataclass
class Cuts:
    """The cuts of a task of m blocks, and for each the columns that hold two or more of its blocks."""

    m: int
    triples: list[Triple] = field(default_factory=list)
    columns: list[IntArray] = field(default_factory=list)

    def entries(self, members: IntArray) -> tuple[IntArray, IntArray]:
        """Which of some columns (c, w) stand in which cuts: positions in `members`, and cuts."""
        from scipy.sparse import csr_matrix

        if not self.triples or not len(members):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        of_cut = np.repeat(np.arange(len(self.triples)), 3)
        cuts = csr_matrix((np.ones(len(of_cut)), (np.ravel(self.triples), of_cut)), shape=(self.m + 1, len(self.triples)))
        row = np.repeat(np.arange(len(members)), members.shape[1])
        held = csr_matrix((np.ones(len(row)), (row, members.ravel())), shape=(len(members), self.m + 1))
        shared = (held @ cuts).tocoo()
        two = shared.data >= 2
        return shared.row[two].astype(np.int64), shared.col[two].astype(np.int64)

    def grow(self, members: IntArray, first: int) -> None:
        """Tell the cuts of new columns (c, w), numbered from `first`."""
        column, cut = self.entries(members)
        order = np.lexsort((column, cut))
        column, cut = column[order] + first, cut[order]
        places = np.searchsorted(cut, np.arange(len(self.triples) + 1))
        for number in np.unique(cut).tolist():
            new = column[places[number] : places[number + 1]]
            self.columns[number] = np.concatenate([self.columns[number], new])


def violated_triples(members: IntArray, x: FloatArray, m: int, known: set[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The most violated triples, those that share few blocks first in turn.

    `members` (c, w) padded with m and `x` (c,) are the columns in use. Only triangles of blocks that share columns can be
    violated; a column that holds all three counts once.
    """
    used = (x > 1e-6) & (x < 1 - 1e-6)
    sets = [tuple(int(b) for b in row if b < m) for row in members[used]]
    pair, triple = _shares(sets, x[used])
    near: dict[int, set[int]] = {}
    for b, c in pair:
        near.setdefault(b, set()).add(c)
    found = []
    for b, c in pair:
        for d in near.get(b, set()) & near.get(c, set()):
            key = (b, c, d)
            total = pair[b, c] + pair[b, d] + pair[c, d] - 2 * triple.get(key, 0.0)
            if total > 1 + _VIOLATED and key not in known:
                found.append((-round(total, 9), key))
    return [key for _, key in sorted(found)[: max(_FEWEST_AT_ONCE, m // _BLOCKS_FOR_EACH)]]


def _shares(
    sets: list[tuple[int, ...]], x: FloatArray
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int, int], float]]:
    """How much of the columns in use each pair and each triple of blocks shares."""
    pair: dict[tuple[int, int], float] = {}
    triple: dict[tuple[int, int, int], float] = {}
    for blocks, value in zip(sets, x.tolist(), strict=True):
        for b, c in combinations(blocks, 2):
            pair[b, c] = pair.get((b, c), 0.0) + value
        for b, c, d in combinations(blocks, 3):
            triple[b, c, d] = triple.get((b, c, d), 0.0) + value
    return pair, triple


def most_for(m: int) -> int:
    """How many rounds of cuts are worth their time for m blocks."""
    return 25 if m <= 400 else 16
