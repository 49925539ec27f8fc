"""Putting questions to the engine one after the other: under one watch, each question once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property

from wolds.clustering.build import build_problem
from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Standing
from wolds.clustering.engine import solve
from wolds.clustering.exploring.forcing import demands
from wolds.clustering.exploring.worth import Worth
from wolds.clustering.problem import Ended, Problem, Solution
from wolds.clustering.rules import Rules
from wolds.clustering.travel import Measure, plan_measure
from wolds.geo.errors import Cancelled
from wolds.geo.progress import Unwatched, Watch, stop_if_asked


@dataclass(frozen=True)
class _Listening:
    """A watch that stops with another and tells nothing: a hundred short runs would make its bar jump."""

    whole: Watch

    def tell(self, fraction: float, message: str = "") -> None:
        """Tell nobody."""

    def should_stop(self) -> bool:
        """Whether the whole is to stop."""
        return self.whole.should_stop()


@dataclass(frozen=True, eq=False)
class Answer:
    """The engine's best plan for a problem."""

    problem: Problem
    solution: Solution

    @cached_property
    def worth(self) -> Worth:
        """What the plan is worth."""
        return Worth.of(self.problem, self.solution)

    @cached_property
    def least(self) -> Worth:
        """What no plan for the problem beats."""
        return Worth.least(self.problem, self.solution)

    @cached_property
    def placed(self) -> frozenset[int]:
        """The schools in clusters."""
        return frozenset(urn for cluster in self.solution.clusters for urn in cluster)


@dataclass(eq=False)
class Asker:
    """Asks the engine about one plan under changed rules. Raises `Cancelled` as soon as the watch says so."""

    context: EditContext
    watch: Watch = field(default_factory=Unwatched)
    seed: int = 0
    solves: int = 0
    _known: dict[Hashable, Answer] = field(default_factory=dict)

    @cached_property
    def measure(self) -> Measure:
        """What travel of the plan is told in."""
        return plan_measure(self.context.schools, self.context.plan.rules)

    @cached_property
    def base(self) -> Answer:
        """The best plan under the rules as they are."""
        return self.answer(self.problem())

    def problem(self, rules: Rules | None = None, standing: Standing | None = None) -> Problem:
        """The problem of the plan, under other rules or with other schools taking part."""
        plan = self.context.plan if rules is None else replace(self.context.plan, rules=rules)
        return build_problem(self.context.schools, standing or self.context.standing, plan, self.seed)

    def answer(self, problem: Problem) -> Answer:
        """The engine's best plan for a problem."""
        stop_if_asked(self.watch)
        self.solves += 1
        solution = solve(problem, _Listening(self.watch))
        if solution.ended == Ended.CANCELLED:
            raise Cancelled("stopped as asked")
        return Answer(problem, solution)

    def under(self, rules: Rules) -> Answer:
        """The best plan under other rules; each set of rules is asked about once."""
        key = rules.model_dump_json()
        if key not in self._known:
            self._known[key] = self.answer(self.problem(rules))
        return self._known[key]

    def least_with(self, problem: Problem, node: int) -> Worth | None:
        """What no plan beats that places a school in a feasible cluster; None where no plan does."""
        found = None
        for demand in demands(problem, node):
            asked = demand.problem(problem)
            if asked is None:
                continue
            least = self.answer(asked).least
            if found is None or found.is_worse_than(least):
                found = least
        return found
