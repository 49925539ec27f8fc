"""What each pair of blocks adds to the reduced cost of a cluster that holds both, at least.

Closeness of a cluster of k schools is 2 / (k - 1) x the sum over its pairs. The worth of a school, spread over its k - 1 pairs,
is a sum over pairs too: with `w(i, j) = km(i, j) - (worth(i) + worth(j)) / 2` the reduced cost is 2 / (k - 1) x the sum of w
over the pairs, so that it is negative just where that sum is. What does not fit the form enters at what it adds at least: the
partnership cost spread over the largest cluster, a kept relation as in the largest cluster, terms that only add at nothing; and
travel to a hub as half the closeness, by the triangle inequality.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from wolds.clustering.costs import Costing
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.pricing import Prices
from wolds.clustering.rules import Objective, Rules
from wolds.geo.schools import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class PairKm:
    """Travel between blocks as it enters the sum over pairs, in km; kept relations are taken off."""

    costing: Costing
    blocks: Blocks
    odd: BoolArray  # (m,) blocks whose pairs are not just one straight line
    unmetric: BoolArray  # (n,) schools that a person gave shorter travel, where a hub is sought
    share: float  # of the distance: 1, or half where a hub is sought
    largest: int  # schools in the largest cluster

    @classmethod
    def of(cls, costing: Costing, blocks: Blocks) -> Self:
        """The travel of a problem."""
        n, hub = len(blocks.of_node), costing.problem.rules.objective == Objective.HUB
        unmetric = np.zeros(n, dtype=bool)
        if hub:
            unmetric[_ends(costing.travel.overrides.keys, n)] = True
        odd = blocks.size > 1
        odd[blocks.of_node[_ends(costing.travel.overrides.keys, n)]] = True
        for table, _ in _kept(costing):
            odd[blocks.of_node[_ends(table, n)]] = True
        return cls(costing, blocks, odd, unmetric, 0.5 if hub else 1.0, largest_cluster(costing.problem.rules, blocks))

    def between(self, b: IntArray, c: IntArray) -> FloatArray:
        """The sum over the pairs of schools of each pair of blocks (p,), (p,) -> (p,)."""
        travel, first = self.costing.travel, self.blocks.table[:, 0]
        km: FloatArray = self.share * (np.sqrt(travel.squared_m(first[b], first[c]).astype(np.float64)) / 1000.0)
        odd = np.flatnonzero(self.odd[b] | self.odd[c])
        if len(odd):
            km[odd] = self._by_schools(self.blocks.table[b[odd]], self.blocks.table[c[odd]])
        return km

    def within(self) -> FloatArray:
        """The sum over the pairs of schools inside each block, (m,)."""
        total, table = np.zeros(len(self.blocks)), self.blocks.table
        for one in range(table.shape[1]):
            for other in range(one + 1, table.shape[1]):
                total += self._by_schools(table[:, [one]], table[:, [other]])
        return total

    def _by_schools(self, one: IntArray, other: IntArray) -> FloatArray:
        total, n = np.zeros(len(one)), len(self.blocks.of_node)
        for i in one.T:
            for j in other.T:
                known = np.flatnonzero((i < n) & (j < n))
                total[known] += self._school_pairs(i[known], j[known])
        return total

    def _school_pairs(self, i: IntArray, j: IntArray) -> FloatArray:
        km = self.share * self.costing.travel.km(i, j)
        km[self.unmetric[i] | self.unmetric[j]] = 0.0
        for keys, weight in _kept(self.costing):
            km -= weight * (self.largest - 1) / 2.0 * np.isin(self.costing.related.key(len(self.unmetric), i, j), keys)
        return km


def largest_cluster(rules: Rules, blocks: Blocks) -> int:
    """How many schools a cluster can hold at most."""
    limited = rules.size_max is not None and not blocks.size_exempt.any()
    return max(2, rules.size_max if limited and rules.size_max is not None else len(blocks.of_node))


def _kept(costing: Costing) -> list[tuple[IntArray, float]]:
    rules = costing.problem.rules
    both = [(costing.related.keys, rules.existing_relations_km), (costing.present.keys, rules.little_change_km)]
    return [(keys, weight) for keys, weight in both if weight > 0 and len(keys)]


def _ends(keys: IntArray, n: int) -> IntArray:
    return np.concatenate([keys // max(n, 1), keys % max(n, 1)])


@dataclass(frozen=True, eq=False)
class PairWorth:
    """The pair sums of one set of prices. `each` (m,) is what a school of a block is worth, `inside` (m,) <= 0."""

    km: PairKm
    each: FloatArray
    inside: FloatArray
    scale: float
    fixed: float  # what a pair of schools adds whatever their distance

    @classmethod
    def of(cls, km: PairKm, prices: Prices) -> Self:
        """The pair sums under some prices."""
        blocks, rules = km.blocks, km.costing.problem.rules
        each = prices.block / blocks.size
        charge = prices.scale * rules.partnership_cost_km - prices.cluster
        least = 2 if blocks.size_exempt.any() else max(2, rules.size_min)
        fixed = charge / (km.largest if charge >= 0 else least)
        several = blocks.size * (blocks.size - 1) / 2.0
        inside = prices.scale * km.within() - several * (each - fixed) if blocks.table.shape[1] > 1 else np.zeros(len(blocks))
        return cls(km, each, np.minimum(inside, 0.0), prices.scale, fixed)

    def between(self, b: IntArray, c: IntArray, km: FloatArray | None = None) -> FloatArray:
        """What pairs of blocks add; `km` where it is known already."""
        size = self.km.blocks.size
        way = self.km.between(b, c) if km is None else km
        result: FloatArray = self.scale * way - size[b] * size[c] * ((self.each[b] + self.each[c]) / 2.0 - self.fixed)
        return result
