"""Columns that a task gets only when they are wanted: the clusters beyond it are priced, not written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from wolds.clustering.costs import Costing, dearest_plan_km
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.columns import Columns, priced_columns
from wolds.clustering.engine.pricing import Pricer, Prices
from wolds.geo.schools import FloatArray, IntArray


class Beyond:
    """The feasible clusters of a problem that its task does not hold. The task's blocks are the problem's, all of them."""

    def __init__(self, pricer: Pricer, blocks: Blocks, costing: Costing) -> None:
        self.pricer, self._blocks, self._costing = pricer, blocks, costing
        self.dearest_km = dearest_plan_km(costing)
        self._known: set[bytes] = set()

    def know(self, columns: Columns) -> None:
        """Take note of columns that the task holds."""
        self._known.update(_keys(columns.members, len(self._blocks)))

    def fresh(self, found: list[IntArray], pause: Callable[[], None]) -> Columns:
        """The columns of sets that the task lacks, which it is to get."""
        sets, m = [], len(self._blocks)
        for rows in found:
            pause()
            keys = list(_keys(rows, m))
            sets.append(rows[np.array([key not in self._known for key in keys], dtype=bool)])
            self._known.update(keys)
        return priced_columns(sets, self._blocks, self._costing, pause)

    def within(self, km: float, prices: Prices, most: int, pause: Callable[[], None]) -> Columns | None:
        """The columns that the task lacks of reduced cost below `km`; None where they are more than `most` or not all found."""
        sets = self.pricer.within(prices, km, most, pause)
        return None if sets is None else self.fresh(sets, pause)


def _keys(members: IntArray, m: int) -> Iterable[bytes]:
    """One key for each set of blocks (c, w), whatever its padding with m."""
    rows = np.where(members >= m, -1, members).astype(np.int32)
    rows = np.sort(rows, axis=1)[:, ::-1]
    data, width = rows.tobytes(), rows.itemsize * rows.shape[1]
    ends = (rows >= 0).sum(axis=1) * rows.itemsize + width * np.arange(len(rows))
    return (data[begin:end] for begin, end in zip(range(0, len(data), width), ends.tolist(), strict=True))


def columns_of_sets(members: IntArray, sets: list[IntArray], m: int) -> IntArray:
    """The numbers of the columns (c, w) that are these sets of blocks."""
    place = {key: number for number, key in enumerate(_keys(members, m))}
    return np.array([place[key] for rows in sets for key in _keys(rows[None, :], m)], dtype=np.int64)


def falls_short(members: IntArray, reduced: FloatArray, m: int) -> FloatArray:
    """For each block the most that a column falls short, shared by the blocks it holds, (m,), <= 0.

    The columns of a plan hold each block once: together they fall short by the sum of this at most.
    """
    wrong = np.flatnonzero(reduced < 0)
    share = reduced[wrong] / (members[wrong] < m).sum(axis=1)
    least = np.zeros(m + 1)
    for column in members[wrong].T:
        np.minimum.at(least, column, share)
    return least[:m]
