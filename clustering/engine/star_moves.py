"""A local search for plans of stars: blocks move, two blocks change places, leads are chosen anew.

Where a limit on the number of clusters and a ceiling of roll leave little room, whole plans are hard to come by from single
clusters; moving blocks between the clusters of a plan finds them. Blocks that are left out stand in a cluster of their own that
has no lead, no limits, and a price for each school and, far less, for each pupil: so the search leaves the smallest out, which
fit in most easily. Always the best of all moves is made, ties by block number; starts and kicks come from a seeded generator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from wolds.clustering.engine.filling import Axis
from wolds.clustering.engine.star_pricer import StarPricer
from wolds.geo.schools import BoolArray, FloatArray, IntArray

_LEFT: Final = -1
_BETTER: Final = 1e-9
_ROUNDS: Final = 12
_MOST_MOVES: Final = 4_000


@dataclass(frozen=True, eq=False)
class Ground:
    """What plans of stars rest on: `km` (L, m) from each lead to each block (inf: may not join), `weight` (m,) of leaving."""

    pricer: StarPricer
    km: FloatArray
    own_km: FloatArray  # (L,) a cluster of the lead's own block
    weight: FloatArray
    left_price: FloatArray  # (m,)

    @classmethod
    def of(cls, pricer: StarPricer, weight: FloatArray) -> Ground:
        """The ground under a pricer."""
        stars, blocks = pricer.stars, pricer.blocks
        km = np.full((len(stars), len(blocks)), np.inf)
        km[stars.row, stars.block] = stars.km
        km[np.arange(len(stars)), stars.home] = 0.0
        dear = 20.0 * float(stars.km.max(initial=0.0)) + pricer.partnership_km + 1.0
        price = dear * (weight + blocks.roll / (1.0 + float(blocks.roll.max(initial=1))))
        return cls(pricer, km, stars.home_km + pricer.partnership_km, weight, price)


@dataclass
class Layout:
    """A plan of stars: `label` (m,) the cluster of each block, -1 = left; `lead` (k,) the row of each cluster's lead."""

    ground: Ground
    label: IntArray
    lead: IntArray
    size: IntArray = field(init=False)
    roll: IntArray = field(init=False)

    def __post_init__(self) -> None:
        self.count()

    def count(self) -> None:
        """Count schools and pupils of each cluster anew."""
        blocks, inside = self.ground.pricer.blocks, self.label >= 0
        k = len(self.lead)
        self.size = np.bincount(self.label[inside], blocks.size[inside], minlength=k).astype(np.int64)
        self.roll = np.bincount(self.label[inside], blocks.roll[inside], minlength=k).astype(np.int64)

    def copy(self) -> Layout:
        """The same, to be changed apart."""
        return Layout(self.ground, self.label.copy(), self.lead.copy())

    def value(self) -> float:
        """What is kept small: travel, and the price of what is left."""
        ground, inside = self.ground, np.flatnonzero(self.label >= 0)
        travel = ground.km[self.lead[self.label[inside]], inside].sum() + ground.own_km[self.lead].sum()
        return float(travel + ground.left_price[self.label == _LEFT].sum())

    def sets(self) -> list[IntArray]:
        """The feasible clusters, each its blocks, ascending."""
        groups = [np.flatnonzero(self.label == cluster) for cluster in range(len(self.lead))]
        return [members for members in groups if len(members) and self.ground.pricer.is_feasible(members)]

    def settle(self, pause: Callable[[], None]) -> None:
        """Move, exchange and choose leads anew until nothing gets better."""
        for _ in range(_ROUNDS):
            for _ in range(_MOST_MOVES):
                pause()
                if not self._move() and not self._exchange():
                    break
            if not self.choose_leads():
                return

    def _to_each(self) -> tuple[FloatArray, FloatArray]:
        """Travel of each block to each cluster's lead, with a last column for being left (m, k + 1); and as it stands."""
        ground = self.ground
        table = np.column_stack([ground.km[self.lead].T, ground.left_price])
        return table, table[np.arange(len(self.label)), self.label]

    def _held(self) -> BoolArray:
        """Blocks that hold their cluster's lead: they stay."""
        held = np.zeros(len(self.label), dtype=bool)
        held[self.ground.pricer.stars.home[self.lead]] = True
        return held

    def _fits_after(self, size: IntArray, roll: IntArray) -> BoolArray:
        limits = self.ground.pricer.limits
        return limits.size.ends(size) & limits.roll.ends(roll)

    def _move(self) -> bool:
        """Make the best move of one block to another cluster, or in or out of the plan."""
        blocks = self.ground.pricer.blocks
        table, now = self._to_each()
        gain = now[:, None] - table
        size, roll = self.size[None, :] + blocks.size[:, None], self.roll[None, :] + blocks.roll[:, None]
        fits = np.column_stack([self._fits_after(size, roll), np.ones(len(now), dtype=bool)])
        fits &= ~self._held()[:, None] & self._may_leave()[:, None]
        fits[:, :-1] &= self._clashes() == 0
        gain[~fits] = -np.inf
        block, cluster = np.unravel_index(int(np.argmax(gain)), gain.shape)
        if gain[block, cluster] <= _BETTER:
            return False
        self.put(int(block), int(cluster) if cluster < len(self.lead) else _LEFT)
        return True

    def _may_leave(self) -> BoolArray:
        """Blocks whose cluster keeps its floors without them."""
        blocks, inside = self.ground.pricer.blocks, self.label >= 0
        home = self.label[inside]
        result = np.ones(len(self.label), dtype=bool)
        result[inside] = self._fits_after(self.size[home] - blocks.size[inside], self.roll[home] - blocks.roll[inside])
        return result

    def _clashes(self) -> IntArray:
        """How many blocks of each cluster each block must not meet, (m, k)."""
        meet, k = self.ground.pricer.meet, len(self.lead)
        if meet is None:
            return np.zeros((1, k), dtype=np.int64)
        member = (self.label[:, None] == np.arange(k)).astype(np.float64)
        clashes: IntArray = np.rint((~meet).astype(np.float64) @ member).astype(np.int64)
        return clashes

    def _exchange(self) -> bool:
        """Make the best exchange of two blocks of different clusters, one of which may be left out."""
        ground, blocks, label = self.ground, self.ground.pricer.blocks, self.label
        table, now = self._to_each()
        there = table[:, label]  # there[i, j]: block i in the place of block j
        gain = now[:, None] + now[None, :] - there - there.T
        held = self._held()
        gain[held, :] = -np.inf
        gain[:, held] = -np.inf
        gain[label[:, None] == label[None, :]] = -np.inf
        fits = self._fits_in_place_of(blocks.size, self.size, ground.pricer.limits.size)
        fits &= self._fits_in_place_of(blocks.roll, self.roll, ground.pricer.limits.roll)
        if ground.pricer.meet is not None:
            clashes = np.column_stack([self._clashes(), np.zeros(len(label), dtype=np.int64)])[:, label]
            free = clashes - ~ground.pricer.meet <= 0
            fits &= free & free.T
        gain[~fits] = -np.inf
        one, other = np.unravel_index(int(np.argmax(gain)), gain.shape)
        if gain[one, other] <= _BETTER:
            return False
        here, there_now = int(label[one]), int(label[other])
        self.put(int(one), there_now)
        self.put(int(other), here)
        return True

    def _fits_in_place_of(self, amount: IntArray, held: IntArray, limit: Axis) -> BoolArray:
        """fits[i, j]: the clusters of i and j keep a limit after the two have changed places."""
        total = np.append(held, 0)[self.label]
        after = total[None, :] - amount[None, :] + amount[:, None]
        kept: BoolArray = limit.ends(after) | (self.label == _LEFT)[None, :]
        return kept & kept.T

    def takes(self, block: int, cluster: int) -> bool:
        """Whether a cluster may take a block that is left, as far as ceilings, the lead and the other blocks go."""
        ground, limits = self.ground, self.ground.pricer.limits
        blocks, meet = ground.pricer.blocks, ground.pricer.meet
        size, roll = int(self.size[cluster] + blocks.size[block]), int(self.roll[cluster] + blocks.roll[block])
        if np.isinf(ground.km[self.lead[cluster], block]) or limits.broken(size, roll):
            return False
        return meet is None or bool(meet[block, self.label == cluster].all())

    def put(self, block: int, cluster: int) -> None:
        """Put a block into a cluster, or out of the plan (-1)."""
        blocks, was = self.ground.pricer.blocks, int(self.label[block])
        for one, sign in ((was, -1), (cluster, 1)):
            if one >= 0:
                self.size[one] += sign * blocks.size[block]
                self.roll[one] += sign * blocks.roll[block]
        self.label[block] = cluster

    def choose_leads(self) -> bool:
        """Give each cluster its best lead; whether any changed."""
        ground, changed = self.ground, False
        home = ground.pricer.stars.home
        for cluster in range(len(self.lead)):
            members = np.flatnonzero(self.label == cluster)
            rows = np.flatnonzero(self.label[home] == cluster)
            total = ground.km[np.ix_(rows, members)].sum(axis=1) + ground.own_km[rows]
            best = int(rows[np.argmin(total)])
            if total.min() < ground.km[self.lead[cluster], members].sum() + ground.own_km[self.lead[cluster]] - _BETTER:
                self.lead[cluster] = best
                changed = True
        return changed
