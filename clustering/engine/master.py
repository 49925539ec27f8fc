"""The linear programme over feasible clusters: a restricted pool of columns, priced against all the others.

For m blocks: each block is in one cluster or left (its slack is 1). Rows: m block rows, the level row (what is left, weighted,
at most a level, with a dear way out so that it can never be infeasible), the row of K, then cuts. Columns: m slacks, the way
out, then the pool.

A cut says of three blocks: of the clusters that hold two or more of them, at most one. For pairs this is the odd-set
inequality; it closes most of the gap between fractions and whole clusters.

Each answer carries a bound that is valid whatever the solver's tolerance: the value of the dual, signs clipped, minus every
violated reduced cost over *all* columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wolds.clustering.engine.clock import Clock
from wolds.clustering.engine.columns import Columns
from wolds.clustering.engine.highs import INFINITY, quiet_highs
from wolds.geo.schools import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    import highspy

_WRONG_SIGN: Final = 1e-7
_FIRST_FOR_EACH: Final = 12
_ALL_AT_ONCE: Final = 3_000


@dataclass(frozen=True, eq=False)
class Task:
    """A set partition to solve: the columns, and what it means to leave a block.

    Arrays have shape (m,): `weight` of leaving a block at level one, `left_km` what it costs to leave it (a locked group that
    stays as it is), `left_counts` whether it then counts as a cluster. `most_clusters`: K, None = no limit.
    """

    columns: Columns
    weight: FloatArray
    left_km: FloatArray
    left_counts: BoolArray
    most_clusters: int | None
    seed: int

    @property
    def m(self) -> int:
        """How many blocks there are."""
        return len(self.weight)


@dataclass(frozen=True, eq=False)
class Fractions:
    """An optimum of the linear programme. `bound` is valid for it; `level_price` (<= 0) is the dual of the level row."""

    value: float
    bound: float
    pool_x: FloatArray
    left: FloatArray
    reduced: FloatArray  # of all columns
    left_reduced: FloatArray
    level_price: float
    overflow: float  # how far the level row had to be exceeded

    def is_whole(self) -> bool:
        """Whether no cluster is taken in part."""
        return bool((np.abs(self.pool_x - np.round(self.pool_x)) < 1e-6).all())


class Master:
    """One warm linear programme over a task."""

    def __init__(self, task: Task, clock: Clock) -> None:
        self.task, self.clock = task, clock
        self._entry_rows = task.columns.members
        self.pool = _first_pool(task, clock)
        self._in_pool = np.zeros(len(task.columns), dtype=bool)
        self._in_pool[self.pool] = True
        self.clock.pause()
        self._by_block = columns_by_block(task.columns.members, task.m)
        self.clock.pause()
        self.cuts: list[tuple[int, int, int]] = []
        self._cut_columns: list[IntArray] = []
        self._objective, self._left = task.columns.objective_km, task.left_km
        self._level = INFINITY
        self._way_out = 1.0 + 4.0 * float(np.abs(self._objective).max(initial=1.0)) * task.m
        self._solver = self._load()

    def aim(self, objective: FloatArray, left: FloatArray, level: float) -> None:
        """Change what is minimised (columns, and leaving blocks) and the level that may not be exceeded."""
        task, solver = self.task, self._solver
        self._objective, self._left, self._level = objective, left, level
        first = task.m + 1
        index = np.arange(first + len(self.pool), dtype=np.int32)
        solver.changeColsCost(len(index), index, np.concatenate([left, [self._way_out], objective[self.pool]]))
        solver.changeRowBounds(task.m, -INFINITY, level)

    def solve(self) -> Fractions:
        """Solve to the optimum over all columns. Raises `Stopped` where the run is to end."""
        while True:
            self._run()
            answer = self._read()
            entering = self._entering(answer.reduced)
            if not len(entering):
                return answer
            self._add(entering)

    def add_cuts(self, triples: list[tuple[int, int, int]]) -> None:
        """Add cuts on triples of blocks."""
        place = np.full(len(self.task.columns), -1, dtype=np.int64)
        place[self.pool] = np.arange(len(self.pool)) + self.task.m + 1
        for triple in triples:
            columns = self._of_two_or_more(triple)
            in_pool = place[columns]
            in_pool = in_pool[in_pool >= 0].astype(np.int32)
            self._solver.addRow(-INFINITY, 1.0, len(in_pool), in_pool, np.ones(len(in_pool)))
            self.cuts.append(triple)
            self._cut_columns.append(columns)

    def _of_two_or_more(self, triple: tuple[int, int, int]) -> IntArray:
        start, column = self._by_block
        hits = np.concatenate([column[start[block] : start[block + 1]] for block in triple])
        found, count = np.unique(hits, return_counts=True)
        return found[count >= 2]

    def _load(self) -> highspy.Highs:
        import highspy

        task, m = self.task, self.task.m
        solver = quiet_highs(task.seed)
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("solver", "simplex")
        lp = highspy.HighsLp()
        limit = INFINITY if task.most_clusters is None else float(task.most_clusters)
        lp.num_col_, lp.num_row_ = m + 1, m + 2
        lp.col_cost_ = np.append(self._left, self._way_out)
        lp.col_lower_, lp.col_upper_ = np.zeros(m + 1), np.append(np.ones(m), INFINITY)
        lp.row_lower_ = np.concatenate([np.ones(m), [-INFINITY, -INFINITY]])
        lp.row_upper_ = np.concatenate([np.ones(m), [self._level, limit]])
        rows = [[b, m, m + 1] if task.left_counts[b] else [b, m] for b in range(m)]
        values = [[1.0, task.weight[b], 1.0][: len(rows[b])] for b in range(m)]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(r) for r in rows] + [1])]).astype(np.int32)
        lp.a_matrix_.index_ = np.array([r for row in rows for r in row] + [m], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([v for value in values for v in value] + [-1.0])
        solver.passModel(lp)
        solver.cbSimplexInterrupt += self._interrupt
        added, self.pool = self.pool, np.empty(0, dtype=np.int64)
        self._solver = solver
        self._add(added)
        return solver

    def _interrupt(self, event: Any) -> None:
        if self.clock.why_stop() is not None:
            event.interrupt()

    def _run(self) -> None:
        self.clock.pause()
        self._solver.run()
        self.clock.pause()

    def _add(self, columns: IntArray) -> None:
        task, m = self.task, self.task.m
        members = task.columns.members[columns]
        row, position = np.nonzero(members < m)
        rows = [members[row, position], np.full(len(columns), m + 1)]
        of_column = [row, np.arange(len(columns))]
        for number, cut in enumerate(self._cut_columns):
            inside = np.flatnonzero(np.isin(columns, cut))
            rows.append(np.full(len(inside), m + 2 + number))
            of_column.append(inside)
        index, owner = np.concatenate(rows), np.concatenate(of_column)
        order = np.lexsort((index, owner))
        count = np.bincount(owner, minlength=len(columns))
        self._solver.addCols(
            len(columns),
            self._objective[columns],
            np.zeros(len(columns)),
            np.full(len(columns), INFINITY),
            len(index),
            (np.cumsum(count) - count).astype(np.int32),
            index[order].astype(np.int32),
            np.ones(len(index)),
        )
        self.pool = np.concatenate([self.pool, columns])
        self._in_pool[columns] = True

    def _read(self) -> Fractions:
        task, m = self.task, self.task.m
        solution = self._solver.getSolution()
        dual, x = np.asarray(solution.row_dual), np.asarray(solution.col_value)
        block_price = np.append(dual[:m], 0.0)
        capped = np.minimum(dual[m:], 0.0)
        reduced = self._objective - capped[1]
        for column in self._entry_rows.T:
            reduced -= block_price[column]
        for price, columns in zip(capped[2:], self._cut_columns, strict=True):
            if price < 0:
                reduced[columns] -= price
        left_reduced = self._left - block_price[:m] - task.weight * capped[0] - task.left_counts * capped[1]
        level_price = max(float(capped[0]), -self._way_out)
        bound = float(dual[:m].sum() + capped[2:].sum() + np.minimum(reduced, 0).sum() + np.minimum(left_reduced, 0).sum())
        bound += level_price * self._level if level_price < 0 else 0.0
        bound += capped[1] * task.most_clusters if task.most_clusters is not None else 0.0
        value = float(self._solver.getInfo().objective_function_value)
        return Fractions(value, bound, x[m + 1 :], x[:m], reduced, left_reduced, level_price, float(x[m]))

    def _entering(self, reduced: FloatArray) -> IntArray:
        """The most promising columns outside the pool, some for each block."""
        wrong = np.flatnonzero((reduced < -_WRONG_SIGN) & ~self._in_pool)
        most = max(300, self.task.m)
        if len(wrong) <= most:
            return wrong
        wrong = wrong[np.argsort(reduced[wrong], kind="stable")][: 8 * most]
        first = self._entry_rows[wrong, 0]
        order = np.argsort(first, kind="stable")
        count = np.bincount(first, minlength=self.task.m)
        rank = np.empty(len(wrong), dtype=np.int64)
        rank[order] = np.arange(len(wrong)) - (np.cumsum(count) - count)[first[order]]
        return np.sort(wrong[np.lexsort((np.arange(len(wrong)), rank))][:most])


def _first_pool(task: Task, clock: Clock) -> IntArray:
    """All columns of a small task, else the cheapest by objective a school until each block has a few."""
    count, m = len(task.columns), task.m
    if count <= _ALL_AT_ONCE:
        return np.arange(count)
    order = np.argsort(task.columns.objective_km / np.maximum(task.columns.placed, 1), kind="stable")
    pool, step = [], 4 * m + 100
    held = np.zeros(m + 1, dtype=np.int64)
    held[m] = _FIRST_FOR_EACH
    for begin in range(0, count, step):
        clock.pause()
        part = order[begin : begin + step]
        members = task.columns.members[part]
        wanted = (held[members] < _FIRST_FOR_EACH).any(axis=1)
        held[:m] += np.bincount(members[wanted].ravel(), minlength=m + 1)[:m]
        pool.append(part[wanted])
        if (held >= _FIRST_FOR_EACH).all():
            break
    return np.sort(np.concatenate(pool))


def columns_by_block(members: IntArray, m: int) -> tuple[IntArray, IntArray]:
    """For each block the columns that hold it: starts (m + 1,) and column numbers."""
    from scipy.sparse import csr_matrix

    row, position = np.nonzero(members < m)
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(members)))])
    table = csr_matrix((np.ones(len(row), dtype=np.int8), members[row, position], start), shape=(len(members), m)).tocsc()
    return table.indptr.astype(np.int64), table.indices.astype(np.int64)
