"""Every pair of schools that take part and are within a reach of each other, by the travel and the links of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from wolds.clustering.build import build_problem
from wolds.clustering.costs import NodeTravel
from wolds.clustering.edits.base import EditContext
from wolds.clustering.engine.pairs import node_pairs_within_cap
from wolds.clustering.partners.reach import Reach
from wolds.clustering.plan import Plan
from wolds.geo.schools import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class PairsInReach:
    """`urn` (n,) of the schools that take part, ascending; `pairs` (p, 2) positions, i < j; `km` (p,) travel in force.

    `kept_apart` (q, 2) are pairs in reach that a keep-apart rule or a barrier parts; they are not among `pairs`.
    """

    urn: IntArray
    pairs: IntArray
    km: FloatArray
    kept_apart: IntArray

    @classmethod
    def of(cls, context: EditContext, reach: Reach) -> Self:
        """The pairs under the plan's travel, barriers and keep-apart rules; clusters and locks have no say."""
        plan = Plan(rules=reach.over(context.plan.rules, keep_federations=False, exemptions=(), must_link=()))
        problem = build_problem(context.schools, context.standing, replace(plan, eligibility=context.plan.eligibility))
        travel, n = NodeTravel.of(problem), max(1, len(problem))
        pairs, _ = node_pairs_within_cap(problem, travel)
        apart = np.isin(pairs[:, 0] * n + pairs[:, 1], problem.apart[:, 0] * n + problem.apart[:, 1])
        free = pairs[~apart]
        return cls(problem.urn, free, travel.km(free[:, 0], free[:, 1]), pairs[apart])

    def partners(self) -> dict[int, list[tuple[float, int]]]:
        """For each school that takes part the schools in reach as (km, URN), nearest first."""
        found: dict[int, list[tuple[float, int]]] = {urn: [] for urn in self.urn.tolist()}
        for one, other, km in self._named():
            found[one].append((km, other))
            found[other].append((km, one))
        return {urn: sorted(near) for urn, near in found.items()}

    def _named(self) -> Iterator[tuple[int, int, float]]:
        ends = self.urn[self.pairs]
        return zip(ends[:, 0].tolist(), ends[:, 1].tolist(), self.km.tolist(), strict=True)
