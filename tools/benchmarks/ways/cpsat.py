"""CP-SAT of OR-Tools, given every feasible cluster: first as few schools left as possible, then the least travel.

It has the whole time limit, half of it at most for the first question, one worker and the full linear relaxation: of the
settings tried on two cores (one, two and eight workers, linear relaxation 1 and 2) the one that proves most. The clusters are
those that Wolds' engine enumerates; the time that takes is CP-SAT's too, since it needs them.
"""

from __future__ import annotations

import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.judging import Group, Places
from benchmarks.ways import Answer

if TYPE_CHECKING:
    from wolds.clustering.engine.columns import Columns

_PER_KM: Final = 1_000_000  # costs in whole millimetres: the solver reckons in whole numbers
_WORKERS: Final = 1
_LINEARIZATION: Final = 2
_MOST: Final = 2**62


def answer(places: Places, problem: Path, seconds: float) -> Answer:
    """Its best plan within the time, with what it has proven."""
    until = time.perf_counter() + seconds
    columns = _feasible_clusters(problem)
    groups = [tuple(int(row) for row in members if row < len(places)) for members in columns.members]
    costs = [round(cost * _PER_KM) for cost in columns.cost_km]
    model = _Model.of(len(places), groups)
    first = model.fewest_left((until - time.perf_counter()) / 2)
    if first is None:
        return Answer([], feasible=len(columns))
    second = model.cheapest(first, costs, until - time.perf_counter()) or first
    return _told(model, groups, first, second)


def _told(model: _Model, groups: list[Group], first: _Found, second: _Found) -> Answer:
    gap = None if second is first else 100.0 * (second.value - second.bound) / second.value if second.value else 0.0
    return Answer([groups[number] for number in second.taken], max(0, first.bound), gap, len(groups))


def _feasible_clusters(problem: Path) -> Columns:
    from wolds.clustering.costs import Costing
    from wolds.clustering.engine.blocks import contract
    from wolds.clustering.engine.columns import priced_columns
    from wolds.clustering.engine.enumerate import Budget, ClusterRules, feasible_sets
    from wolds.clustering.engine.pairs import allowed_graph, leads_alone

    posed = pickle.loads(problem.read_bytes())
    costing = Costing.of(posed)
    blocks = contract(posed, costing.travel)
    graph = allowed_graph(posed, costing.travel, blocks)
    alone = leads_alone(posed, costing.travel, blocks)
    sets = feasible_sets(blocks, graph, alone, ClusterRules.of(posed.rules), Budget(_MOST, lambda: None))
    return priced_columns(sets, blocks, costing, lambda: None)


@dataclass(frozen=True)
class _Found:
    """The clusters taken, what they come to, and what nothing beats."""

    taken: list[int]
    value: int
    bound: int


@dataclass(frozen=True)
class _Model:
    """A model in which each school is in one of its clusters or left."""

    groups: list[Group]
    model: Any
    taken: list[Any]
    left: list[Any]

    @classmethod
    def of(cls, schools: int, groups: list[Group]) -> _Model:
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        taken = [model.new_bool_var("") for _ in groups]
        left = [model.new_bool_var("") for _ in range(schools)]
        holding: list[list[Any]] = [[variable] for variable in left]
        for variable, group in zip(taken, groups, strict=True):
            for row in group:
                holding[row].append(variable)
        for variables in holding:
            model.add_exactly_one(variables)
        return cls(groups, model, taken, left)

    def fewest_left(self, seconds: float) -> _Found | None:
        """As few schools left as can be; it is told that all may be left, to have a plan to start from."""
        self._hint([])
        self.model.minimize(sum(self.left))
        return self._solved(seconds)

    def cheapest(self, first: _Found, costs: list[int], seconds: float) -> _Found | None:
        """With no more left than in a plan, the least cost."""
        from ortools.sat.python import cp_model

        self.model.add(sum(self.left) <= first.value)
        self._hint(first.taken)
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self.taken, costs))
        return self._solved(seconds)

    def _hint(self, taken: list[int]) -> None:
        """Tell the solver of a plan that holds."""
        self.model.clear_hints()
        chosen = set(taken)
        placed = {row for number in taken for row in self.groups[number]}
        for number, variable in enumerate(self.taken):
            self.model.add_hint(variable, number in chosen)
        for row, variable in enumerate(self.left):
            self.model.add_hint(variable, row not in placed)

    def _solved(self, seconds: float) -> _Found | None:
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = _WORKERS
        solver.parameters.linearization_level = _LINEARIZATION
        solver.parameters.random_seed = 0
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        taken = [number for number, variable in enumerate(self.taken) if solver.boolean_value(variable)]
        return _Found(taken, round(solver.objective_value), round(solver.best_objective_bound))
