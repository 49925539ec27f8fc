"""What a master problem is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wolds.clustering.engine.columns import Columns
from wolds.geo.schools import BoolArray, FloatArray, IntArray


@dataclass(eq=False)
class Task:
    """A set partition to solve: the columns, and what it means to leave a block. Columns are only ever added at the end.

    Arrays have shape (m,): `weight` of leaving a block at level one, `left_km` what it costs to leave it (a locked group that
    stays as it is), `left_counts` whether it then counts as a cluster. `most_clusters`: K, None = no limit.
    """

    columns: Columns
    weight: FloatArray
    left_km: FloatArray
    left_counts: BoolArray
    most_clusters: int | None
    seed: int
    _cheapest: IntArray | None = field(default=None, repr=False)

    @property
    def m(self) -> int:
        """How many blocks there are."""
        return len(self.weight)

    def grow(self, more: Columns) -> None:
        """Add columns at the end: numbers of columns stay what they are."""
        self.columns, self._cheapest = self.columns.and_also(more, self.m), None

    def cheapest_first(self, charge_km: float = 0.0) -> IntArray:
        """The columns by objective and charge a school, the least first, ties as they stand."""
        if charge_km == 0.0 and self._cheapest is not None:
            return self._cheapest
        score = (self.columns.objective_km + charge_km) / np.maximum(self.columns.placed, 1)
        order = np.argsort(score, kind="stable")
        if charge_km == 0.0:
            self._cheapest = order
        return order


@dataclass(frozen=True, eq=False)
class Fractions:
    """An optimum of the linear programme. `bound` is valid for it.

    `level_price` and `cluster_price` (<= 0) are the duals of the level row and of the row of K.
    """

    value: float
    bound: float
    pool_x: FloatArray
    left: FloatArray
    reduced: FloatArray  # of all columns
    left_reduced: FloatArray
    level_price: float
    overflow: float  # how far the level row had to be exceeded
    cluster_price: float = 0.0

    def is_whole(self) -> bool:
        """Whether no cluster is taken in part."""
        return bool((np.abs(self.pool_x - np.round(self.pool_x)) < 1e-6).all())


def columns_by_block(members: IntArray, m: int) -> tuple[IntArray, IntArray]:
    """For each block the columns that hold it: starts (m + 1,) and column numbers."""
    from scipy.sparse import csr_matrix

    row, position = np.nonzero(members < m)
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(members)))])
    table = csr_matrix((np.ones(len(row), dtype=np.int8), members[row, position], start), shape=(len(members), m)).tocsc()
    return table.indptr.astype(np.int64), table.indices.astype(np.int64)
