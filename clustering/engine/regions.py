"""Whole clusters for tasks too large for one programme: solve region after region, worst first, until none improves.

A region is a handful of clusters of the present plan that compete for the same schools. Where the plan is dearer than its bound
shows in the reduced costs: a chosen cluster with a reduced cost, or a block left although that has one, is where to look.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.clustering.engine.incumbent import completed, incumbent_of, keeps_most_clusters, within_most_clusters
from wolds.clustering.engine.programme import choose
from wolds.clustering.engine.task import Fractions, columns_by_block
from wolds.geo.schools import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from wolds.clustering.engine.search import Search

_SIZES: Final = (45, 60, 90, 140)  # blocks of a region, pass by pass
_MOST_COLUMNS: Final = 1_200
_NODES: Final = 300
_KNOWN_COLUMNS_FOR_EACH: Final = 40
_SMALL: Final = 1e-4
_CHARGES: Final = 8
_LEAVING: Final = 1.2  # times what the linear programme asks for it
_DEARER: Final = 0.25
_PAYING: Final = 50  # blocks of a region while clusters are paid for: much is to be done, so each is done in a moment
_PAYING_COLUMNS: Final = 400
_PAYING_NODES: Final = 50


def improve_by_regions(search: Search, fractions: Fractions, begun: IntArray, *, quick: bool = False) -> None:
    """Improve the plan of a search by regions, pass by pass with larger ones; `quick`: by one pass of small ones.

    `begun`: columns that fractions take for the most part.
    """
    regions = _Regions(search, fractions)
    if regions.cluster_km > 0:
        regions.pay_for_clusters(begun)
        search.bound_at_best_level(fractions)
    sizes, times = (_SIZES[:1], 1) if quick else (_SIZES, 3)
    for size in sizes:
        for _ in range(times):
            if search.is_proven or not regions.one_pass(size):
                break


class _Regions:
    """Who competes with whom, by the columns of low reduced cost; and the plan that the regions work on, `chosen`.

    Under K clusters have a price, the dual of K: a region may give one up that is of more use elsewhere. While they are paid
    for in that way, a plan may have more clusters than K.
    """

    def __init__(self, search: Search, fractions: Fractions) -> None:
        self.search, self.task = search, search.task
        self.reduced, self.left_reduced = fractions.reduced, fractions.left_reduced
        columns = self.task.columns
        most = min(len(columns), _KNOWN_COLUMNS_FOR_EACH * self.task.m)
        self.likely = np.sort(np.argsort(self.reduced, kind="stable")[:most])
        self.start, place = columns_by_block(columns.members[self.likely], self.task.m)
        self.by_block = self.likely[place]
        self.chosen, self.cluster_km, self.keeps_k = search.best.chosen, max(0.0, -fractions.cluster_price), True
        # While clusters are paid for, leaving has its price too: with any more of it, none would be given up to keep K.
        self.left_km = 1.0 - _LEAVING * fractions.level_price
        self.most_columns, self.nodes = _MOST_COLUMNS, _NODES
        self.raised = False  # whether clusters cost more than the fractions say
        self.tried: set[tuple[bytes, bytes]] = set()
        # What leaving a weight costs in a region: more than any exchange of clusters there could save.
        self.price = 20.0 * float(np.abs(columns.objective_km).max(initial=1.0)) + 1.0

    def pay_for_clusters(self, begun: IntArray) -> None:
        """Go from a plan of more clusters than K to one that keeps it: clusters cost ever more until few enough are left."""
        pause, lexical, reduced = self.search.clock.pause, self.price, (self.reduced, self.left_reduced)
        free = replace(self.task, most_clusters=None)
        self.chosen, self.keeps_k = completed(free, begun, pause, self.cluster_km).chosen, False
        self.price = min(lexical, self.left_km)
        self.most_columns, self.nodes = _PAYING_COLUMNS, _PAYING_NODES
        for _ in range(_CHARGES):
            self.one_pass(_PAYING)
            if keeps_most_clusters(self.task, self.chosen):
                break
            self._charge_more()
        self.search.offer(within_most_clusters(self.task, self.chosen))
        self.chosen, self.keeps_k, self.cluster_km = self.search.best.chosen, True, 0.0
        self.price, self.most_columns, self.nodes = lexical, _MOST_COLUMNS, _NODES
        self.reduced, self.left_reduced = reduced

    def _charge_more(self) -> None:
        dearer = _DEARER * self.cluster_km
        self.reduced = self.reduced + dearer
        self.left_reduced = self.left_reduced + dearer * self.task.left_counts
        self.cluster_km, self.raised = self.cluster_km + dearer, True
        self.tried.clear()

    def _is_enough(self) -> bool:
        """Whether a charge that was raised has done its work."""
        return self.raised and keeps_most_clusters(self.task, self.chosen)

    def one_pass(self, size: int) -> bool:
        """Look at each bad spot of the plan once; whether anything got better."""
        better = False
        done = np.zeros(self.task.m, dtype=bool)
        for seed in self._bad_spots():
            self.search.clock.pause()
            if better and not self.keeps_k and self._is_enough():
                return True
            if done[seed]:
                continue
            region = self._region(seed, size)
            if self._was_tried(region):
                continue
            if self._improve(region):
                better = True
                done |= region
            else:
                done[seed] = True
        return better

    def _was_tried(self, region: BoolArray) -> bool:
        """Whether just this region, with just these clusters, was solved before."""
        chosen = self.chosen
        inside = chosen[region[self.task.columns.members[chosen, 0]]]
        key = (region.tobytes(), inside.tobytes())
        if key in self.tried:
            return True
        self.tried.add(key)
        return False

    def _bad_spots(self) -> list[int]:
        """Blocks where the plan is dearer than its bound, worst first: one for each chosen column, and blocks left."""
        chosen, columns = self.chosen, self.task.columns
        left = np.flatnonzero(~self._taken(chosen))
        score = np.concatenate([self.left_reduced[left] + self.price * self._excess(left), self.reduced[chosen]])
        block = np.concatenate([left, columns.members[chosen, 0]])
        bad = score > _SMALL
        order = np.lexsort((block[bad], -score[bad]))
        return [int(b) for b in block[bad][order]]

    def _excess(self, left: IntArray) -> FloatArray:
        """Left blocks come first as long as the plan leaves more than it must."""
        return np.where(self.search.best.level > self.search.lower_level, self.task.weight[left], 0.0)

    def _taken(self, chosen: IntArray) -> BoolArray:
        taken = np.zeros(self.task.m + 1, dtype=bool)
        taken[self.task.columns.members[chosen]] = True
        return taken[: self.task.m]

    def _region(self, seed: int, size: int) -> BoolArray:
        """Blocks round a seed: whole clusters of the plan, nearest by likely columns first."""
        m, columns, chosen = self.task.m, self.task.columns, self.chosen
        home = np.full(m + 1, -1, dtype=np.int64)
        home[columns.members[chosen]] = chosen[:, None]
        region = np.zeros(m + 1, dtype=bool)
        wave = np.array([seed])
        while len(wave) and region.sum() < size:
            for block in wave.tolist():
                if region[:m].sum() >= size:
                    break
                region[columns.members[home[block]] if home[block] >= 0 else block] = True
                region[m] = False
            near = np.concatenate([self.by_block[self.start[b] : self.start[b + 1]] for b in np.flatnonzero(region)])
            near = near[np.lexsort((near, self.reduced[near]))]
            outside = columns.members[near].ravel()
            outside = outside[(outside < m) & ~region[outside]]
            _, first = np.unique(outside, return_index=True)
            wave = outside[np.sort(first)]
        return region[:m]

    def _improve(self, region: BoolArray) -> bool:
        columns, chosen = self.task.columns, self.chosen
        inside_mask = np.append(region, True)
        candidates = np.unique(
            np.concatenate([self.by_block[self.start[b] : self.start[b + 1]] for b in np.flatnonzero(region)])
        )
        candidates = candidates[inside_mask[columns.members[candidates]].all(axis=1)]
        within = region[columns.members[chosen, 0]]
        mine, others = chosen[within], chosen[~within]
        candidates = candidates[self.reduced[candidates] <= self._chance(region, mine)]
        candidates = candidates[np.argsort(self.reduced[candidates], kind="stable")][: self.most_columns]
        candidates = np.unique(np.concatenate([candidates, mine]))
        most = self._room(region, others)
        choice = choose(
            self.task,
            candidates,
            region,
            self.search.clock,
            price=self.price,
            cluster_km=self.cluster_km,
            most_clusters=most,
            start=mine,
            nodes=self.nodes,
        )
        return choice.chosen is not None and self._take(np.concatenate([others, choice.chosen]))

    def _take(self, chosen: IntArray) -> bool:
        """Go on from a plan that is better, or while clusters are paid for worth more; whether it is."""
        if self.keeps_k and not self.search.offer(chosen):
            return False
        if not self.keeps_k and self._worth(chosen) >= self._worth(self.chosen) - 1e-9:
            return False
        self.chosen = np.sort(chosen)
        return True

    def _worth(self, chosen: IntArray) -> float:
        """What a plan comes to with the price of what is left and of each cluster."""
        plan, left = incumbent_of(self.task, chosen), ~self._taken(chosen)
        clusters = len(chosen) + float((left & self.task.left_counts).sum())
        return plan.objective_km + self.price * plan.level + self.cluster_km * clusters

    def _chance(self, region: BoolArray, mine: IntArray) -> float:
        """The largest reduced cost of a column that could make the region cheaper; no limit while too much is left."""
        if self.search.best.level > self.search.lower_level and self.keeps_k:
            return np.inf
        left = region & ~self._taken(mine)
        dearer = float(self.reduced[mine].sum() + self.left_reduced[left].sum())
        if not self.keeps_k:
            return 1.5 * dearer + 0.5
        return min(1.5 * dearer + 0.5, self.search.best.objective_km - self.search.bound_km + _SMALL)

    def _room(self, region: BoolArray, others: IntArray) -> int | None:
        """How many clusters the region may hold under K."""
        if self.task.most_clusters is None or not self.keeps_k:
            return None
        left = ~self._taken(others) & ~region & self.task.left_counts
        return self.task.most_clusters - len(others) - int(left.sum())
