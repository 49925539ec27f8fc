"""The search for one more good plan that differs enough from plans that are known.

The engine works the plan out while pairs that share a cluster in a known plan count as further apart than they are. The least
such price at which the plan differs enough is looked for by doubling and halving. Then whatever differs without need is given
back: exchanges with the best plan that cost something are undone, the dearest first, as long as the plan still differs enough.
Of all the plans met on the way the cheapest is taken, at its true cost. A price never changes who can be placed, so none
leaves more schools out than the best plan does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np

from wolds.clustering.costs import Costing
from wolds.clustering.exploring.asking import Answer, Asker
from wolds.clustering.exploring.differing import difference_percent, held_apart, pairs_together
from wolds.clustering.exploring.exchanges import Exchange, exchanges
from wolds.clustering.exploring.forcing import nodes_of
from wolds.clustering.problem import ObjectiveParts, Solution
from wolds.geo.travel import Pair

FIRST_STEP: Final = -4
_STEP: Final = 2.0**0.5  # prices are this much apart, as a share of the mean travel of a pair
_CHEAPEST, _DEAREST = -14, 14  # steps from the mean travel of a pair: from a 128th of it to 128 times
_SOLVES: Final = 7  # so many plans are worked out for an alternative, more or less: for the progress only


@dataclass(eq=False)
class Apart:
    """The plans at ever higher prices for pairs of known plans, the best plan first among these. `fit`: those that differ
    enough from each known one, at their true cost."""

    asker: Asker
    known: Sequence[Solution]
    least_percent: float
    tell: Callable[[float], None]
    fit: list[Solution] = field(default_factory=list)
    tried: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def known_pairs(self) -> tuple[frozenset[Pair], ...]:
        """The pairs that share a cluster in each known plan."""
        return tuple(pairs_together(plan.clusters) for plan in self.known)

    @cached_property
    def costing(self) -> Costing:
        """What clusters really cost."""
        return Costing.of(self.asker.base.problem)

    def cheapest(self, guess: int = FIRST_STEP) -> tuple[Solution | None, int]:
        """The cheapest plan that differs enough, None where none was met; and the step of the price that led to it."""
        step = self._first_step(guess)
        found = min(self.fit, key=lambda one: (round(one.parts.total_km, 6), one.clusters), default=None)
        return found, step

    def _first_step(self, guess: int) -> int:
        """The least price at which the plan differs enough, in steps."""
        low, high, stride = guess, guess, 2
        if self._differs(guess):
            while low > _CHEAPEST and self._differs(low):
                low, high, stride = max(_CHEAPEST, low - stride), low, stride * 2
        else:
            while high < _DEAREST and not self._differs(high):
                low, high, stride = high, min(_DEAREST, high + stride), stride * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._differs(middle) else (middle, high)
        return high if self._differs(high) else FIRST_STEP

    def _differs(self, step: int) -> bool:
        if step not in self.tried:
            self.tell(min(1.0, len(self.tried) / _SOLVES))
            asked = held_apart(self.asker.base.problem, self.known_pairs, self._price_km(step))
            solution = self.asker.answer(asked).solution
            self.tried[step] = self._is_fit(solution)
            if self.tried[step]:
                self.fit.append(self._at_true_cost(self._trimmed(solution)))
        return self.tried[step]

    def _price_km(self, step: int) -> float:
        mean_km = self.known[0].parts.travel_km / max(1, len(self.known_pairs[0]))
        return float(max(0.1, mean_km) * _STEP**step)

    def _is_fit(self, solution: Solution) -> bool:
        base, pairs = self.asker.base, pairs_together(solution.clusters)
        worth, most = Answer(base.problem, solution).worth, base.problem.rules.max_clusters
        if most is not None and len(solution.clusters) + base.problem.locked_clusters > most:
            return False
        kept = worth.bare <= base.worth.bare and worth.unplaced <= base.worth.unplaced
        return kept and min(difference_percent(pairs, other) for other in self.known_pairs) >= self.least_percent

    def _trimmed(self, solution: Solution) -> Solution:
        """The plan without the exchanges that cost something and that it need not make to differ enough."""
        found = exchanges(self.known[0].clusters, solution.clusters)
        for saved, exchange in sorted(((self._saved_by(one), one) for one in found), key=lambda one: -one[0]):
            if saved > 0:
                kept = set(solution.clusters) - set(exchange.after) | set(exchange.before)
                undone = replace(solution, clusters=tuple(sorted(kept)), unplaced=self._unplaced(kept))
                solution = undone if self._is_fit(undone) else solution
        return solution

    def _saved_by(self, exchange: Exchange) -> float:
        """What it saves to undo an exchange, in km."""
        return self._parts(exchange.after).total_km - self._parts(exchange.before).total_km

    def _parts(self, clusters: Iterable[tuple[int, ...]]) -> ObjectiveParts:
        return self.costing.parts([nodes_of(self.costing.problem, members) for members in clusters])

    def _unplaced(self, clusters: Iterable[tuple[int, ...]]) -> int:
        problem = self.asker.base.problem
        return int((problem.to_place & ~np.isin(problem.urn, [urn for members in clusters for urn in members])).sum())

    def _at_true_cost(self, solution: Solution) -> Solution:
        """The plan priced as it is, with the bounds of the best plan, which hold for every plan."""
        best, parts = self.asker.base.solution, self._parts(solution.clusters)
        return replace(
            solution,
            parts=parts,
            unplaced_bound=min(best.unplaced_bound, solution.unplaced),
            objective_bound_km=min(best.objective_bound_km, parts.total_km),
            cost_bound_km=min(best.cost_bound_km, parts.cost_km),
            feasible_clusters=best.feasible_clusters,
        )
