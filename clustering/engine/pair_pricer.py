"""The pricer for every rule and objective: grows negative sets of blocks from pairs, and checks each against all rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from wolds.clustering.costs import Costing
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.columns import prices as column_prices
from wolds.clustering.engine.common_leads import CommonLeads, led_pairs
from wolds.clustering.engine.enumerate import Bits, ClusterRules, unique_rows
from wolds.clustering.engine.generating import falls_short
from wolds.clustering.engine.negative_sets import ROUNDING, NegativeSets, PairList, best_of_each
from wolds.clustering.engine.over_sets import each_once
from wolds.clustering.engine.pair_worth import PairKm, PairWorth
from wolds.clustering.engine.pairs import Graph, leads_alone
from wolds.clustering.engine.pricing import Priced, Prices, within_by_pricing
from wolds.geo.schools import BoolArray, FloatArray, IntArray

_MOST_PAIRS: Final = 4_000_000
_ALL_PAIRS: Final = 1_500  # blocks
_MOST_AT_A_LEVEL: Final = 400_000  # sets
_MOST_FOR_EACH: Final = 60  # clusters for each block that are found at once
_MOST_OF_FEW: Final = 40_000
_BEST_FOR_EACH: Final = 3
_QUICK: Final = 1 / 32  # of the work: a quick look
_MORE: Final = 4.0
_PLENTY: Final = 20  # blocks for each cluster found: with as many a quick look was worth it
Found = tuple[IntArray, FloatArray]  # clusters (c, r) and their reduced costs (c,)


class PairPricer:
    """Prices the clusters of one problem. `most` sets and `work` candidates a level are looked at."""

    def __init__(self, costing: Costing, blocks: Blocks, graph: Graph, most: int, work: int) -> None:
        self.costing, self.blocks, self.graph = costing, blocks, graph
        self.most, self.work = min(most, _MOST_AT_A_LEVEL), work
        self.rules = ClusterRules.of(costing.problem.rules)
        self.km = PairKm.of(costing, blocks)
        self.alone = np.flatnonzero(leads_alone(costing.problem, costing.travel, blocks))[:, None]
        self.alone = self.alone[self.rules.met(blocks, self.alone)]
        self._bits = Bits.of(graph) if graph.complete else None
        self._leads = CommonLeads.of(graph, blocks) if graph.complete and graph.by_lead else None
        self.pairs = self._all_pairs()
        self._share = _QUICK

    @property
    def finds_all(self) -> bool:
        """See `Pricer`."""
        return True

    def price(self, prices: Prices, pause: Callable[[], None], thorough: bool = True) -> Priced:
        """See `Pricer.price`. A quick look takes a share of the work, a larger one where it was in vain before."""
        if thorough:
            return self._priced(prices, pause, 1.0)
        while True:
            priced = self._priced(prices, pause, self._share)
            plenty = sum(map(len, priced.sets)) * _PLENTY >= len(self.blocks)
            if priced.is_complete or plenty or self._share == 1.0:
                return priced
            self._share = min(1.0, _MORE * self._share)

    def _priced(self, prices: Prices, pause: Callable[[], None], share: float) -> Priced:
        worth, most, work = PairWorth.of(self.km, prices), int(share * self.most), int(share * self.work)
        search = NegativeSets(worth, self.pairs, self._fit, self._may_grow, pause, most, work)
        found = [self._negative(self.alone, prices)]
        for sets in search.levels():
            pause()
            feasible = np.sort(sets[self.rules.met(self.blocks, sets)], axis=1)
            found.append(self._negative(unique_rows(feasible[self._has_lead(feasible)], len(self.blocks)), prices))
        return self._answer(found, search.complete)

    def within(self, prices: Prices, room_km: float, most: int, pause: Callable[[], None]) -> list[IntArray] | None:
        """See `Pricer.within`."""
        return within_by_pricing(self, prices, room_km, most, pause)

    def _answer(self, found: list[Found], complete: bool) -> Priced:
        """All that was found, or where that is very much the best of it, and how far the rest falls short."""
        m = len(self.blocks)
        floor = np.full(m, -ROUNDING if complete else -np.inf)
        if sum(len(sets) for sets, _ in found) <= _MOST_FOR_EACH * m + _MOST_OF_FEW:
            return Priced([sets for sets, _ in found if len(sets)], floor)
        kept = []
        for sets, reduced in found:
            best = best_of_each(sets[:, 0], reduced, _BEST_FOR_EACH * m)
            kept.append(sets[best])
            rest = np.delete(np.arange(len(sets)), best)
            np.minimum(floor, falls_short(sets[rest], reduced[rest], m), out=floor)
        return Priced([sets for sets in kept if len(sets)], floor)

    def _negative(self, sets: IntArray, prices: Prices) -> Found:
        reduced: FloatArray = -prices.block[sets].sum(axis=1) - prices.cluster
        if prices.scale and len(sets):
            reduced += prices.scale * column_prices(sets, self.blocks, self.costing)[1]
        negative = reduced < -ROUNDING
        return sets[negative], reduced[negative]

    def _may_grow(self, sets: IntArray) -> BoolArray:
        """Which sets could still be or become a cluster; a block let off the size may join later, so size says nothing then."""
        if self.blocks.size_exempt.any():
            fits: BoolArray = self.blocks.roll[sets].sum(axis=1) <= self.rules.roll_max
        else:
            fits = self.rules.below_ceilings(self.blocks, sets)
        if self._leads is not None:
            fits[fits] = self._leads.any_of(sets[fits])
        return fits

    def _fit(self, b: IntArray, c: IntArray) -> BoolArray:
        if self._bits is not None and not self.graph.by_lead:
            return self._bits.has(np.minimum(b, c), np.maximum(b, c))
        return self.blocks.fit(b, c) & self.blocks.sound[b] & self.blocks.sound[c]

    def _has_lead(self, sets: IntArray) -> BoolArray:
        """Which sets (c, r) of r >= 2 blocks have a school that has every other block within the cap."""
        if not self.graph.by_lead or self._bits is None:
            return np.ones(len(sets), dtype=bool)
        n, result = len(self.blocks.of_node), np.zeros(len(sets), dtype=bool)
        for place in range(sets.shape[1]):
            others = np.delete(sets, place, axis=1)
            for lead in self.blocks.table[sets[:, place]].T:
                rest = np.flatnonzero((lead < n) & ~result)
                result[rest] = self._bits.has(lead[rest, None], others[rest]).all(axis=1)
        return result

    def _all_pairs(self) -> PairList:
        graph, m = self.graph, len(self.blocks)
        if graph.complete and not graph.by_lead:
            b, c = np.repeat(np.arange(m), np.diff(graph.start)), graph.block
            return PairList(b, c, self.km.between(b, c), np.inf)
        if self._leads is not None and (led := led_pairs(graph, self.blocks)) is not None:
            return self._fitting(*led, np.inf)
        if m <= _ALL_PAIRS:
            b, c = np.triu_indices(m, k=1)
            return self._fitting(b, c, np.inf)
        return self._near_pairs()

    def _fitting(self, b: IntArray, c: IntArray, beyond_km: float) -> PairList:
        kept = self._fit(b, c)
        return PairList(b[kept], c[kept], self.km.between(b[kept], c[kept]), beyond_km)

    def _near_pairs(self) -> PairList:
        """Pairs within a reach that bounds their number, and pairs that a person said something of."""
        n, m, travel = len(self.blocks.of_node), len(self.blocks), self.costing.travel
        near, reach_m = _nearest_pairs(np.column_stack([travel.easting_m, travel.northing_m]).astype(np.float64))
        known = np.concatenate([self.costing.related.keys, self.costing.present.keys, travel.overrides.keys])
        nodes = np.concatenate([near, np.column_stack([known // max(n, 1), known % max(n, 1)])])
        b, c = self.blocks.of_node[nodes[:, 0]], self.blocks.of_node[nodes[:, 1]]
        keys = each_once(np.minimum(b, c)[b != c] * m + np.maximum(b, c)[b != c])
        beyond_km = 0.0 if self.km.unmetric.any() else self.km.share * reach_m / 1000.0
        return self._fitting(keys // m, keys % m, beyond_km)


def _nearest_pairs(points: FloatArray) -> tuple[IntArray, float]:
    """The pairs of points (n, 2) within the largest reach that keeps them few enough, (p, 2), and that reach in metres."""
    from scipy.spatial import cKDTree

    tree, reach_m = cKDTree(points), 64_000.0
    while int(tree.count_neighbors(tree, reach_m)) > 2 * _MOST_PAIRS:
        reach_m /= 1.2
    return tree.query_pairs(reach_m, output_type="ndarray").astype(np.int64), reach_m
