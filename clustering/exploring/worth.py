"""How good a plan is, so that two can be compared: locked groups that break a rule, schools left out, then the objective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.clustering.exploring.subproblem import is_feasible
from wolds.clustering.problem import Problem, Solution

EQUAL_KM: Final = 1e-6


@dataclass(frozen=True)
class Worth:
    """What a plan is worth; the lesser is the better, in the order of the fields."""

    bare: int  # locked groups that stand as they are although they break a rule
    unplaced: int
    objective_km: float

    @classmethod
    def of(cls, problem: Problem, solution: Solution) -> Self:
        """What a solution is worth."""
        return cls(_bare(problem, solution), solution.unplaced, solution.parts.total_km)

    @classmethod
    def least(cls, problem: Problem, solution: Solution) -> Self:
        """What no plan for the problem beats, by the bounds of a solution."""
        objective = solution.objective_bound_km if solution.unplaced == solution.unplaced_bound else 0.0
        return cls(_bare(problem, solution), solution.unplaced_bound, objective)

    def is_worse_than(self, other: Worth) -> bool:
        """Whether this is worse, beyond rounding."""
        mine, others = (self.bare, self.unplaced), (other.bare, other.unplaced)
        return mine > others or (mine == others and self.objective_km > other.objective_km + EQUAL_KM)

    @property
    def order(self) -> tuple[int, int, float]:
        """A key to sort by, best first; rounded so that ties are ties."""
        return self.bare, self.unplaced, round(self.objective_km, 6)


def _bare(problem: Problem, solution: Solution) -> int:
    if not (problem.anchor >= 0).any():
        return 0
    groups = [np.flatnonzero(problem.anchor == number) for number in np.unique(problem.anchor[problem.anchor >= 0])]
    locked = {tuple(problem.urn[nodes].tolist()): nodes.tolist() for nodes in groups}
    return sum(not is_feasible(problem, locked[cluster]) for cluster in solution.clusters if cluster in locked)
