"""The linear programme over feasible clusters: a restricted pool of columns, priced against all the others.

For m blocks: each block is in one cluster or left (its slack is 1). Rows: m block rows, the level row (what is left, weighted,
at most a level, with a dear way out so that it can never be infeasible), the row of K, then cuts. Columns: m slacks, the way
out, then the pool.

A cut says of three blocks: of the clusters that hold two or more of them, at most one. For pairs this is the odd-set
inequality; it closes most of the gap between fractions and whole clusters.

Of a large task whose clusters must be priced the row of K is not kept: it makes the programme many times harder. Each cluster
costs a charge instead, whatever it is, and K times the charge is taken off: a bound for plans that keep K (Lagrange).

Each answer carries a bound that is valid whatever the solver's tolerance: the value of the dual, signs clipped, minus every
violated reduced cost over *all* columns, those included that are not written down (`Beyond`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wolds.clustering.engine.clock import Clock
from wolds.clustering.engine.columns import Columns
from wolds.clustering.engine.cuts import Cuts, Triple
from wolds.clustering.engine.first_pool import first_pool
from wolds.clustering.engine.generating import Beyond, falls_short
from wolds.clustering.engine.highs import INFINITY, quiet_highs
from wolds.clustering.engine.pricing import Prices
from wolds.clustering.engine.task import Fractions, Task, columns_by_block
from wolds.geo.schools import FloatArray, IntArray

if TYPE_CHECKING:
    import highspy

_WRONG_SIGN: Final = 1e-7
_NOTHING: Final = 1e-9
_FEW: Final = 2_000
_DRAWN: Final = 0.8
_LEAST_DRAWN: Final = 0.1
CHARGED_FROM: Final = 450  # blocks


class Master:
    """One warm linear programme over a task, and over the clusters beyond it that are not written down."""

    def __init__(self, task: Task, clock: Clock, beyond: Beyond | None = None) -> None:
        self.task, self.clock, self.beyond = task, clock, beyond
        self.pool = first_pool(task, clock)
        self._in_pool = np.zeros(len(task.columns), dtype=bool)
        self._in_pool[self.pool] = True
        self.clock.pause()
        self._by_block = columns_by_block(task.columns.members, task.m)
        self.clock.pause()
        self.cuts = Cuts(task.m)
        self._objective, self._left, self._scale = task.columns.objective_km, task.left_km, 1.0
        self._level = INFINITY
        self.is_charged = beyond is not None and task.most_clusters is not None and task.m > CHARGED_FROM
        self._charge_km = 0.0
        dearest = float(np.abs(self._objective).max(initial=1.0)) * task.m
        self._way_out = 1.0 + 4.0 * (dearest if beyond is None else max(dearest, beyond.dearest_km))
        self.on_bound: Callable[[float, float], None] = lambda bound, level_price: None
        self._centre: FloatArray | None = None  # the duals of the best bound so far
        self._centre_bound = -INFINITY
        self.latest: Fractions | None = None  # of an aim at the objective, as far as columns had entered
        self._solver = self._load()

    def aim(self, objective: FloatArray, left: FloatArray, level: float, scale: float = 1.0, charge_km: float = 0.0) -> None:
        """Change what is minimised (columns, and leaving blocks) and the level that may not be exceeded.

        Where clusters stand beyond the task the objective is `scale` x theirs. `on_bound` is told no more of this aim's bounds.
        `charge_km`: what each cluster costs besides where that stands for K.
        """
        task, solver = self.task, self._solver
        self._objective, self._left, self._level, self._scale = objective, left, level, scale
        self.on_bound = lambda bound, level_price: None
        self._centre, self._centre_bound = None, -INFINITY
        self._charge_km = charge_km if self.is_charged else 0.0
        first = task.m + 1
        index = np.arange(first + len(self.pool), dtype=np.int32)
        left_km, pool_km = left + self._charge_km * task.left_counts, objective[self.pool] + self._charge_km
        solver.changeColsCost(len(index), index, np.concatenate([left_km, [self._way_out], pool_km]))
        solver.changeRowBounds(task.m, -INFINITY, level)

    def solve(self, most_looks: int | None = None) -> Fractions:
        """Solve to the optimum over all columns. Raises `Stopped` where the run is to end.

        `most_looks`: how often to look beyond the task at most. Where that was too seldom the bound is weak, or -inf.
        """
        best, looks = -INFINITY, 0
        while True:
            self._run()
            answer = self._read()
            if self._scale:
                self.latest = answer
            entering = self._entering(answer.reduced)
            if not len(entering) and self.beyond is not None:
                looks += 1
                last = most_looks is not None and looks >= most_looks
                answer, entering = self._look_beyond(self.beyond, answer, thorough=last)
                entering = entering[: 0 if last else None]
                if answer.bound > best:
                    best = answer.bound
                    self.on_bound(best, answer.level_price)
            if not len(entering):
                return answer
            self._add(entering)

    def write_out(self, fractions: Fractions, km: float, most: int) -> Fractions | None:
        """The answer once all columns of reduced cost below `km` stand in the task; None where they are more than `most`."""
        if self.beyond is None or self._centre is None:
            return fractions
        more = self.beyond.within(km, self._prices(self._centre), most, self.clock.pause)
        if more is None:
            return None
        self.grow(more)
        return replace(fractions, reduced=self._measured(fractions, self._centre).reduced)

    def add_cuts(self, triples: list[Triple]) -> None:
        """Add cuts on triples of blocks."""
        place = np.full(len(self.task.columns), -1, dtype=np.int64)
        place[self.pool] = np.arange(len(self.pool)) + self.task.m + 1
        for triple in triples:
            columns = self._of_two_or_more(triple)
            in_pool = place[columns]
            in_pool = in_pool[in_pool >= 0].astype(np.int32)
            self._solver.addRow(-INFINITY, 1.0, len(in_pool), in_pool, np.ones(len(in_pool)))
            self.cuts.triples.append(triple)
            self.cuts.columns.append(columns)

    def grow(self, more: Columns) -> None:
        """Add columns to the task, outside the pool as yet."""
        if not len(more):
            return
        first = len(self.task.columns)
        self.task.grow(more)
        self.cuts.grow(self.task.columns.members[first:], first)
        self._objective = np.append(self._objective, self._scale * more.objective_km)
        self._in_pool = np.append(self._in_pool, np.zeros(len(more), dtype=bool))
        self._by_block = columns_by_block(self.task.columns.members, self.task.m)

    def _look_beyond(self, beyond: Beyond, answer: Fractions, thorough: bool = False) -> tuple[Fractions, IntArray]:
        """The answer with the best bound over all clusters so far, and the columns that are to enter.

        Where only the best clusters are found the prices are drawn towards those of the best bound: the duals of a restricted
        programme swing, and what they ask for is of little use later. Where nothing enters that way, they are drawn less. Where
        all are found a quick look comes first, for far from the optimum too many are found.
        """
        dual, share = self._duals(), 0.0 if beyond.pricer.finds_all else _DRAWN
        thorough = thorough or not beyond.pricer.finds_all
        while True:
            asked = self._drawn(dual, share)
            priced = beyond.pricer.price(self._prices(asked), self.clock.pause, thorough)
            self.grow(beyond.fresh(priced.sets, self.clock.pause))
            measured = self._measured(answer, asked)
            short = np.minimum(falls_short(self.task.columns.members, measured.reduced, self.task.m), priced.floor)
            bound = measured.bound + float(short.sum() - np.minimum(measured.reduced, 0.0).sum())
            if self._centre is None or beyond.pricer.finds_all or bound > self._centre_bound:
                self._centre, self._centre_bound = asked, bound
            entering = self._entering(self._measured(answer, dual).reduced)
            if answer.value - self._centre_bound <= self._close * abs(answer.value):
                entering = entering[:0]
                break
            if len(entering) or (share == 0.0 and (thorough or priced.is_complete)):
                break
            thorough = thorough or share == 0.0
            share = share / 2 if share > _LEAST_DRAWN else 0.0
        return replace(self._measured(answer, self._centre), bound=self._centre_bound), entering

    def _drawn(self, dual: FloatArray, share: float) -> FloatArray:
        if self._centre is None or len(self._centre) != len(dual):
            return dual
        return share * self._centre + (1.0 - share) * dual

    @property
    def heeds_cuts(self) -> bool:
        """Whether the clusters beyond the task are priced with cuts in force."""
        return self.beyond is None or self.beyond.pricer.finds_all

    @property
    def _close(self) -> float:
        """How close to the optimum, as a share of it, is close enough where clusters must be priced."""
        if self.is_charged:
            return 1e-3
        return 1e-9 if self.task.m <= _FEW else 2e-5

    def _of_two_or_more(self, triple: Triple) -> IntArray:
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
        limit = INFINITY if task.most_clusters is None or self.is_charged else float(task.most_clusters)
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
        inside, cut = self.cuts.entries(members)
        rows.append(m + 2 + cut)
        of_column.append(inside)
        index, owner = np.concatenate(rows), np.concatenate(of_column)
        order = np.lexsort((index, owner))
        count = np.bincount(owner, minlength=len(columns))
        self._solver.addCols(
            len(columns),
            self._objective[columns] + self._charge_km,
            np.zeros(len(columns)),
            np.full(len(columns), INFINITY),
            len(index),
            (np.cumsum(count) - count).astype(np.int32),
            index[order].astype(np.int32),
            np.ones(len(index)),
        )
        self.pool = np.concatenate([self.pool, columns])
        self._in_pool[columns] = True

    def _duals(self) -> FloatArray:
        dual = np.array(self._solver.getSolution().row_dual)
        dual[np.abs(dual) < _NOTHING] = 0.0
        dual[self.task.m :] = np.minimum(dual[self.task.m :], 0.0)
        if self.is_charged:
            dual[self.task.m + 1] = -self._charge_km
        return dual

    def _prices(self, dual: FloatArray) -> Prices:
        return Prices(dual[: self.task.m], float(dual[self.task.m + 1]), self._scale)

    def _read(self) -> Fractions:
        m, x = self.task.m, np.asarray(self._solver.getSolution().col_value)
        value, nothing = float(self._solver.getInfo().objective_function_value), np.empty(0)
        value -= self._charge_km * (self.task.most_clusters or 0)
        return self._measured(Fractions(value, -INFINITY, x[m + 1 :], x[:m], nothing, nothing, 0.0, float(x[m])), self._duals())

    def _measured(self, answer: Fractions, dual: FloatArray) -> Fractions:
        """The answer as duals measure it, the solver's or others: reduced costs, and the bound over the task's columns."""
        task, m = self.task, self.task.m
        dual = np.pad(dual, (0, m + 2 + len(self.cuts.triples) - len(dual)))  # cuts may be younger than the duals
        block_price, capped = np.append(dual[:m], 0.0), dual[m:]
        reduced = self._objective - capped[1]
        for column in task.columns.members.T:
            reduced -= block_price[column]
        for price, columns in zip(capped[2:], self.cuts.columns, strict=True):
            if price < 0:
                reduced[columns] -= price
        left_reduced = self._left - block_price[:m] - task.weight * capped[0] - task.left_counts * capped[1]
        level_price = max(float(capped[0]), -self._way_out)
        bound = float(dual[:m].sum() + capped[2:].sum() + np.minimum(reduced, 0).sum() + np.minimum(left_reduced, 0).sum())
        bound += level_price * self._level if level_price < 0 else 0.0
        bound += float(capped[1]) * task.most_clusters if task.most_clusters is not None else 0.0
        return replace(
            answer,
            bound=bound,
            reduced=reduced,
            left_reduced=left_reduced,
            level_price=level_price,
            cluster_price=float(capped[1]),
        )

    def _entering(self, reduced: FloatArray) -> IntArray:
        """The most promising columns outside the pool, some for each block."""
        wrong = np.flatnonzero((reduced < -_WRONG_SIGN) & ~self._in_pool)
        most = max(300, self.task.m)
        if len(wrong) <= most:
            return wrong
        wrong = wrong[np.argsort(reduced[wrong], kind="stable")][: 8 * most]
        first = self.task.columns.members[wrong, 0]
        order = np.argsort(first, kind="stable")
        count = np.bincount(first, minlength=self.task.m)
        rank = np.empty(len(wrong), dtype=np.int64)
        rank[order] = np.arange(len(wrong)) - (np.cumsum(count) - count)[first[order]]
        return np.sort(wrong[np.lexsort((np.arange(len(wrong)), rank))][:most])
