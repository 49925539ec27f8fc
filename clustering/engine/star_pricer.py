"""Prices clusters under the hub objective: for each lead, the best way to fill its star.

The programme that fills a star knows size and roll. Where more is asked (pairs that must not meet, a school to be placed) its
best star may break a rule: then all stars that are worth something are looked through, and where they are too many the
value of the best one stays as a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.clustering.costs import Costing, soft_terms
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.enumerate import ClusterRules, unique_rows
from wolds.clustering.engine.filling import Filling, Limits
from wolds.clustering.engine.pairs import Graph
from wolds.clustering.engine.pricing import Priced, Prices
from wolds.clustering.engine.stars import Stars
from wolds.clustering.engine.worthy_stars import WorthyStars
from wolds.clustering.problem import Problem
from wolds.clustering.rules import Mix, Objective
from wolds.geo.schools import BoolArray, FloatArray, IntArray

_NEGATIVE: Final = -1e-7
_MOST_STATES: Final = 20_000
_MOST_LOOKED_THROUGH: Final = 2_000
_MOST_AT_ONCE: Final = 20_000
_SHARES: Final = (0.9, 0.6, 0.0)  # of the worth beyond what the home wants: how near to the best stars are looked through
Star = tuple[int, float, IntArray | None]  # the row of the lead, the reduced cost, and the members where they are known


def can_price(problem: Problem, blocks: Blocks) -> bool:
    """Whether clusters can be priced as stars: hub objective, no soft term or mix, nobody let off the size, no huge limit.

    Where a barrier keeps schools apart that are locked together, a star does not know which of them may be the hub.
    """
    rules = problem.rules
    plain = rules.objective == Objective.HUB and not soft_terms(rules) and rules.mix != Mix.REQUIRED
    plain &= not len(problem.parted)
    return plain and not blocks.size_exempt.any() and Limits.of(ClusterRules.of(rules)).states <= _MOST_STATES


@dataclass(frozen=True, eq=False)
class StarPricer:
    """The stars of one problem. `meet` (m, m): which blocks may share a cluster, None where all may."""

    blocks: Blocks
    stars: Stars
    rules: ClusterRules
    limits: Limits
    partnership_km: float
    meet: BoolArray | None

    @classmethod
    def of(cls, costing: Costing, blocks: Blocks, graph: Graph) -> Self:
        """The pricer of a problem with its graph of allowed pairs or leads."""
        rules = ClusterRules.of(costing.problem.rules)
        cost = costing.problem.rules.partnership_cost_km
        return cls(blocks, Stars.of(costing, blocks, graph), rules, Limits.of(rules), cost, _meeting(blocks, graph))

    @property
    def finds_all(self) -> bool:
        """See `Pricer`."""
        return False

    def price(self, prices: Prices, pause: Callable[[], None], thorough: bool = True) -> Priced:
        """The best star of each lead, where it is negative."""
        worth = prices.block[self.stars.block] - prices.scale * self.stars.km
        alone = self._alone(prices)
        if WorthyStars.serve(self.limits):
            best = self._best_at_once(worth, alone, pause)
        else:
            rows = np.flatnonzero(alone - self._ceiling(worth) < _NEGATIVE).tolist()
            best = ((row, *self._best(row, worth, alone[row], pause)) for row in rows)
        floor, found = np.zeros(len(self.blocks)), []
        for row, value, members in best:
            pause()
            if value < _NEGATIVE:
                floor[self.stars.home[row]] = min(floor[self.stars.home[row]], value)
                found += [members] if members is not None else []
        return Priced(by_blocks(found, len(self.blocks)), floor)

    def within(self, prices: Prices, room_km: float, most: int, pause: Callable[[], None]) -> list[IntArray] | None:
        """All feasible clusters of a reduced cost up to `room_km`, sets by number of blocks; None where more than `most`."""
        worth = prices.block[self.stars.block] - prices.scale * self.stars.km
        alone, count, by_size = self._alone(prices), 0, dict[int, list[IntArray]]()
        if WorthyStars.serve(self.limits):
            at_once = self._within_at_once(worth, alone - room_km, most, pause)
            if at_once is not None:
                return at_once
        for row in np.flatnonzero(alone - self._ceiling(worth) <= room_km).tolist():
            pause()
            found = self._all(row, worth, alone[row] - room_km, most - count, pause)
            if found is None:
                return None
            count += sum(map(len, found))
            for sets in found:
                by_size.setdefault(sets.shape[1], []).append(sets)
        return [unique_rows(np.concatenate(by_size[k]), len(self.blocks)) for k in sorted(by_size)]

    def _best_at_once(self, worth: FloatArray, alone: FloatArray, pause: Callable[[], None]) -> Iterator[Star]:
        """`_best` of all leads that may have a negative star, one by one only where the quick answer breaks a rule."""
        stars = WorthyStars.of(self.stars, worth, self.limits, self.blocks, self.meet)
        best = stars.best()
        wanted = np.flatnonzero(alone - best.worth < _NEGATIVE)
        odd = []
        for row, members in zip(wanted.tolist(), stars.members(wanted, best), strict=True):
            if best.kept[row] and self.is_feasible(members):
                yield row, float(alone[row] - best.worth[row]), members
            else:
                odd.append(row)
        yield from self._best_of_odd(stars, np.array(odd, dtype=np.int64), best.worth, worth, alone, pause)

    def _best_of_odd(
        self,
        stars: WorthyStars,
        rows: IntArray,
        bound: FloatArray,
        worth: FloatArray,
        alone: FloatArray,
        pause: Callable[[], None],
    ) -> Iterator[Star]:
        """The best stars of leads whose most worthy one breaks a rule: those nearly as worthy are looked through first."""
        for share in _SHARES:
            least = alone[rows] + share * (bound[rows] - alone[rows])
            best = self._most_worthy(stars, rows, least, pause)
            if best is None:
                break
            yield from ((row, float(alone[row] - value), members) for row, (value, members) in best.items())
            rows = rows[~np.isin(rows, list(best))]
        else:
            return
        yield from ((row, *self._best(row, worth, alone[row], pause)) for row in rows.tolist())

    def _most_worthy(
        self, stars: WorthyStars, rows: IntArray, least: FloatArray, pause: Callable[[], None]
    ) -> dict[int, tuple[float, IntArray]] | None:
        """The feasible star of the most worth of each lead that has one worth so much; None where too many are."""
        found, best = stars.worth_at_least(rows, least, _MOST_AT_ONCE, pause), dict[int, tuple[float, IntArray]]()
        if found is None:
            return None
        for grown in found:
            placed = grown.take(self.rules.met(self.blocks, grown.sets))
            order = np.lexsort((-placed.worth, placed.of))
            for place in order[np.unique(placed.of[order], return_index=True)[1]].tolist():
                row, value = int(placed.of[place]), float(placed.worth[place])
                if row not in best or value > best[row][0]:
                    best[row] = value, np.sort(placed.sets[place])
        return best

    def _within_at_once(
        self, worth: FloatArray, least: FloatArray, most: int, pause: Callable[[], None]
    ) -> list[IntArray] | None:
        """`within` for all leads together; None where too many stars are looked at, which need not break every rule."""
        stars = WorthyStars.of(self.stars, worth, self.limits, self.blocks, self.meet)
        rows = np.flatnonzero(stars.best().worth >= least)
        grown = stars.worth_at_least(rows, least[rows], most, pause)
        if grown is None:
            return None
        found = [unique_rows(np.sort(level.sets, axis=1), len(self.blocks)) for level in grown if len(level)]
        kept = [sets[self.rules.met(self.blocks, sets)] for sets in found]
        return [sets for sets in kept if len(sets)]

    def _alone(self, prices: Prices) -> FloatArray:
        """The reduced cost of each lead's own block, whether or not it may stand alone, (L,)."""
        own = prices.scale * (self.stars.home_km + self.partnership_km) - prices.block[self.stars.home] - prices.cluster
        return np.asarray(own)

    def _ceiling(self, worth: FloatArray) -> FloatArray:
        """No star can be worth more than this beside its home, (L,): blocks taken in part, one limit at a time."""
        stars, blocks = self.stars, self.blocks
        row, positive = stars.row, np.maximum(worth, 0.0)
        bound: FloatArray = np.bincount(row, positive, minlength=len(stars)).astype(np.float64)
        for axis, amount in ((self.limits.size, blocks.size), (self.limits.roll, blocks.roll)):
            if not axis.open:
                room = (axis.top - amount[stars.home]).astype(np.float64)
                bound = np.minimum(bound, _in_part(row, positive, amount[stars.block].astype(np.float64), room))
        return bound

    def _filling(self, row: int, worth: FloatArray, least: float) -> tuple[Filling, IntArray]:
        """The star of a lead to fill with blocks, and which they are; those that can never help are left out."""
        stars, blocks = self.stars, self.blocks
        part = slice(int(stars.start[row]), int(stars.start[row + 1]))
        block, value, home = stars.block[part], worth[part], int(stars.home[row])
        size, roll = int(blocks.size[home]), int(blocks.roll[home])
        if not self.limits.unmet(size, roll):
            kept = value > least
            block, value = block[kept], value[kept]
        order = np.lexsort((block, value))
        block, value = block[order], value[order]
        return Filling(self.limits, size, roll, value, blocks.size[block], blocks.roll[block]), block

    def _best(self, row: int, worth: FloatArray, alone: float, pause: Callable[[], None]) -> tuple[float, IntArray | None]:
        """The least reduced cost of a lead's stars and its members; without members where only a bound is known."""
        home = int(self.stars.home[row])
        if self.limits.broken(int(self.blocks.size[home]), int(self.blocks.roll[home])):
            return 0.0, None
        filling, block = self._filling(row, worth, 0.0)
        value, chosen = filling.best()
        members = np.sort(np.append(block[chosen], home))
        if value == -np.inf or alone - value >= _NEGATIVE or self.is_feasible(members):
            return alone - value, members
        return self._best_that_is_feasible(row, worth, alone, alone - value, pause)

    def _best_that_is_feasible(
        self, row: int, worth: FloatArray, alone: float, bound: float, pause: Callable[[], None]
    ) -> tuple[float, IntArray | None]:
        found = self._all(row, worth, alone + _NEGATIVE, _MOST_LOOKED_THROUGH, pause)
        if found is None:
            return bound, None
        part = slice(int(self.stars.start[row]), int(self.stars.start[row + 1]))
        value = np.zeros(len(self.blocks))
        value[self.stars.block[part]] = worth[part]
        best: tuple[float, IntArray | None] = (0.0, None)
        for sets in found:
            reduced = alone - value[sets].sum(axis=1)
            least = int(np.argmin(reduced))
            if best[1] is None or reduced[least] < best[0]:
                best = float(reduced[least]), sets[least]
        return best

    def _all(self, row: int, worth: FloatArray, least: float, most: int, pause: Callable[[], None]) -> list[IntArray] | None:
        """All feasible stars of a lead that are worth at least so much beside their home, by number of blocks; None where more
        than `most` had to be looked at.
        """
        home = int(self.stars.home[row])
        if self.limits.broken(int(self.blocks.size[home]), int(self.blocks.roll[home])):
            return []
        total = float(self._ceiling_of(row, worth))
        filling, block = self._filling(row, worth, least - total)
        chosen = filling.all_worth(least, most, pause)
        if chosen is None:
            return None
        return self._feasible(block, chosen, home)

    def _feasible(self, block: IntArray, chosen: BoolArray, home: int) -> list[IntArray]:
        """The feasible clusters of a home with some of t blocks each, `chosen` (c, t): (c', k) by number of blocks."""
        if self.meet is not None:
            apart = (~self.meet[np.ix_(block, block)]).astype(np.float32)
            one = chosen.astype(np.float32)
            chosen = chosen[(one @ apart * one).sum(axis=1) == 0]
        count, found = chosen.sum(axis=1), []
        for k in np.unique(count).tolist():
            taken = chosen[count == k]
            joined = block[np.nonzero(taken)[1]].reshape(len(taken), k)
            sets = np.sort(np.column_stack([joined, np.full(len(joined), home)]), axis=1)
            found.append(sets[self.rules.met(self.blocks, sets)])
        return [sets for sets in found if len(sets)]

    def _ceiling_of(self, row: int, worth: FloatArray) -> float:
        part = worth[self.stars.start[row] : self.stars.start[row + 1]]
        return float(np.maximum(part, 0.0).sum())

    def is_feasible(self, members: IntArray) -> bool:
        """Whether blocks that all may join one lead are a feasible cluster."""
        if self.meet is not None and not self.meet[np.ix_(members, members)].all():
            return False
        return bool(self.rules.met(self.blocks, members[None, :])[0])


def by_blocks(found: list[IntArray], m: int) -> list[IntArray]:
    """Sets of blocks, each ascending, as arrays by their number of blocks, none twice."""
    by_size: dict[int, list[IntArray]] = {}
    for members in found:
        by_size.setdefault(len(members), []).append(members)
    return [unique_rows(np.array(by_size[k], dtype=np.int64), m) for k in sorted(by_size)]


def _in_part(row: IntArray, worth: FloatArray, amount: FloatArray, room: FloatArray) -> FloatArray:
    """The most worth within the room of each row where entries may be taken in part, (L,)."""
    order = np.lexsort((-worth / np.maximum(amount, 1e-9), row))
    row, worth, amount = row[order], worth[order], amount[order]
    before = np.cumsum(amount) - amount
    count = np.bincount(row, minlength=len(room))
    first = np.cumsum(count) - count
    offset = np.append(before, 0.0)[np.minimum(first, len(before))]
    share = np.clip((room[row] - (before - offset[row])) / np.maximum(amount, 1e-9), 0.0, 1.0)
    return np.bincount(row, worth * share, minlength=len(room)).astype(np.float64)


def _meeting(blocks: Blocks, graph: Graph) -> BoolArray | None:
    """Which blocks may share a cluster, (m, m); None where all may."""
    m = len(blocks)
    if graph.by_lead:
        everyone = np.arange(m)
        meet = blocks.fit(everyone[:, None], everyone[None, :])
    else:
        row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
        meet = np.zeros((m, m), dtype=bool)
        meet[row, graph.block] = meet[graph.block, row] = True
    np.fill_diagonal(meet, True)
    return None if meet.all() else meet
