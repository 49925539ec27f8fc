"""The proposal engine from problem to solution: enumerate, cut into parts, search each, put together with bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from wolds.clustering.costs import Costing, soft_terms
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.bounds import least_share_km, never_placed
from wolds.clustering.engine.clock import Clock, Stopped
from wolds.clustering.engine.columns import Columns, priced_columns
from wolds.clustering.engine.enumerate import Budget, ClusterRules, TooManyClusters, feasible_sets
from wolds.clustering.engine.incumbent import first_incumbent
from wolds.clustering.engine.pairs import Graph, allowed_graph, leads_alone, nearest_only
from wolds.clustering.engine.parts import Part, leaving, parts_of
from wolds.clustering.engine.report import Prepared, report
from wolds.clustering.engine.search import Search
from wolds.clustering.problem import Ended, Problem, Solution
from wolds.geo.progress import Unwatched, Watch

MOST_SETS: Final = 4_000_000
_NEAREST: Final = (24, 16, 12, 9, 7, 5, 4)


def solve(
    problem: Problem,
    watch: Watch | None = None,
    time_limit_s: float | None = None,
    on_plan: Callable[[Solution], None] | None = None,
) -> Solution:
    """Propose clusters: first as few unplaced schools as possible, then the least objective.

    `watch` is told the progress and may stop the run, which then ends within half a second with the best plan so far and
    bounds that hold; `time_limit_s` ends it likewise. `on_plan` gets a first feasible plan at once. The same problem and seed
    give the same plan unless a stop or the time limit ended the run.
    """
    clock = Clock(watch or Unwatched(), time_limit_s)
    prepared = _prepare(problem)
    run = _Run(prepared, clock, on_plan)
    ended = Ended.FINISHED
    try:
        run.to_the_end()
    except Stopped as stop:
        ended = stop.why
    clock.watch.tell(1.0, "Finished." if ended == Ended.FINISHED else "Stopped with the best plan so far.")
    return run.solution(ended)


def _prepare(problem: Problem) -> Prepared:
    costing = Costing.of(problem)
    blocks = contract(problem, costing.travel)
    return Prepared(
        problem, costing, blocks, leaving(problem, blocks, costing), least_share_km(problem, costing.travel, blocks)
    )


@dataclass
class _Run:
    """One run and what it has come to so far."""

    prepared: Prepared
    clock: Clock
    on_plan: Callable[[Solution], None] | None
    searches: list[Search] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    feasible: int = 0
    _complete: bool = False

    def to_the_end(self) -> None:
        """Do it all; raises `Stopped` where the run is to end before."""
        if not len(self.prepared.problem):
            return
        columns = self._enumerate()
        self._cut_into_parts(columns)
        if self.on_plan is not None:
            self.on_plan(self.solution(Ended.FINISHED))
        self._search_parts()

    def solution(self, ended: Ended) -> Solution:
        """The best plan so far with bounds that hold."""
        return report(self.prepared, self.parts, self.searches, ended, self.feasible, self.clock.seconds)

    def _enumerate(self) -> Columns:
        prepared = self.prepared
        problem, blocks, travel = prepared.problem, prepared.blocks, prepared.costing.travel
        self.clock.pause()
        self.clock.watch.tell(0.02, "Looking for schools within reach of each other.")
        graph = allowed_graph(problem, travel, blocks)
        if graph.complete:
            prepared.never_placed = never_placed(problem, blocks, graph)
        self.clock.watch.tell(0.05, "Looking for groups that keep every rule.")
        sets, complete = _sets_within_budget(prepared, graph, self.clock)
        self._complete = complete and graph.complete
        columns = priced_columns(sets, blocks, prepared.costing, self.clock.pause)
        self.feasible = len(columns)
        return columns

    def _cut_into_parts(self, columns: Columns) -> None:
        self.clock.watch.tell(0.15, f"Choosing among {len(columns):,} possible clusters.")
        prepared = self.prepared
        self.parts, _ = parts_of(prepared.problem, columns, prepared.left)
        for part in self.parts:
            self.clock.pause()
            best = first_incumbent(part.task)
            self.searches.append(Search(part.task, best, prepared.simple_line(part, best.level), self.clock))
        prepared.complete = self._complete

    def _search_parts(self) -> None:
        total = sum(len(part.task.columns) for part in self.parts)
        done = 0
        for part, search in zip(self.parts, self.searches, strict=True):
            search.run()
            if soft_terms(self.prepared.problem.rules):
                search.bound_cost(part.task.columns.cost_km, self.prepared.left.cost_km[part.blocks])
            done += len(part.task.columns)
            unplaced = sum(search.best.level for search in self.searches)
            self.clock.watch.tell(0.15 + 0.85 * done / max(total, 1), f"Improving the plan: {unplaced} to leave so far.")


def _sets_within_budget(prepared: Prepared, graph: Graph, clock: Clock) -> tuple[list[np.ndarray], bool]:
    """All feasible sets of blocks, or where they are too many those among nearest neighbours; and whether it is all."""
    problem, blocks = prepared.problem, prepared.blocks
    alone = leads_alone(problem, prepared.costing.travel, blocks)
    rules = ClusterRules.of(problem.rules)
    for most in (None, *_NEAREST):
        reach = graph if most is None else nearest_only(graph, blocks, prepared.costing.travel, most)
        try:
            return feasible_sets(blocks, reach, alone, rules, Budget(MOST_SETS, clock.pause)), most is None
        except TooManyClusters:
            clock.watch.tell(0.08, "There are too many possible groups to look at all: keeping to near neighbours.")
    return feasible_sets(blocks, _without_pairs(graph), alone, rules, Budget(MOST_SETS, clock.pause)), False


def _without_pairs(graph: Graph) -> Graph:
    return Graph(np.zeros_like(graph.start), graph.block[:0], graph.by_lead, complete=False)
