"""The proposal engine from problem to solution: enumerate, cut into parts, search each, put together with bounds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from wolds.clustering.costs import Costing, soft_terms
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.bounds import least_share_km, never_placed
from wolds.clustering.engine.clock import Clock, Stopped
from wolds.clustering.engine.columns import Columns, priced_columns
from wolds.clustering.engine.enumerate import Budget, ClusterRules, TooManyClusters, feasible_sets
from wolds.clustering.engine.incumbent import first_incumbent
from wolds.clustering.engine.pairs import Graph, allowed_graph, leads_alone, widest_squared_m, within_reach
from wolds.clustering.engine.parts import Part, leaving, parts_of
from wolds.clustering.engine.report import Prepared, report
from wolds.clustering.engine.search import Search
from wolds.clustering.problem import Ended, Problem, Solution
from wolds.geo.progress import Unwatched, Watch
from wolds.geo.schools import IntArray

MOST_SETS: Final = 2_000_000
MOST_FIRST_SETS: Final = 300_000
_REACHES: Final = tuple(0.87**step for step in range(1, 36))  # shares of the widest pair, down to 1 in 130
_NEAREST: Final = 6
_DENSE_PAIRS: Final = 3_000


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
    first: Solution | None = None

    def to_the_end(self) -> None:
        """Do it all; raises `Stopped` where the run is to end before."""
        if not len(self.prepared.problem):
            return
        graph = self._graph()
        if len(graph.block) > _DENSE_PAIRS:
            self._plan_among_nearest(graph)
        columns, reach_m = self._enumerate(graph)
        self._cut_into_parts(columns, reach_m)
        if self.first is None:
            self._show_first()
        self._search_parts()

    def solution(self, ended: Ended) -> Solution:
        """The best plan so far with bounds that hold."""
        found = report(self.prepared, self.parts, self.searches, ended, self.feasible, self.clock.seconds)
        first, locked = self.first, bool((self.prepared.problem.anchor >= 0).any())
        if first is None or locked or _standing(found) <= _standing(first):
            return found
        bound, cost = min(found.objective_bound_km, first.parts.total_km), min(found.cost_bound_km, first.parts.cost_km)
        return replace(
            first,
            unplaced_bound=min(found.unplaced_bound, first.unplaced),
            objective_bound_km=bound,
            cost_bound_km=cost,
            ended=ended,
            feasible_clusters=found.feasible_clusters,
            solve_seconds=found.solve_seconds,
        )

    def _show_first(self) -> None:
        self.first = self.solution(Ended.FINISHED)
        if self.on_plan is not None:
            self.on_plan(self.first)

    def _graph(self) -> Graph:
        prepared = self.prepared
        self.clock.pause()
        self.clock.watch.tell(0.02, "Looking for schools within reach of each other.")
        graph = allowed_graph(prepared.problem, prepared.costing.travel, prepared.blocks)
        if graph.complete:
            prepared.never_placed = never_placed(prepared.problem, prepared.blocks, graph)
        return graph

    def _plan_among_nearest(self, graph: Graph) -> None:
        """A first plan from clusters of nearest neighbours, where finding all clusters will take a while."""
        prepared = self.prepared
        near = within_reach(graph, prepared.blocks, prepared.costing.travel, 0.0, _NEAREST)
        sets = _sets(prepared, near, Budget(MOST_FIRST_SETS, self.clock.pause))
        if sets is not None:
            self._cut_into_parts(priced_columns(sets, prepared.blocks, prepared.costing, self.clock.pause), 0.0)
            self._show_first()

    def _enumerate(self, graph: Graph) -> tuple[Columns, float | None]:
        """All columns, and None; or where they are too many, all those within a reach in metres, and that reach."""
        prepared = self.prepared
        self.clock.watch.tell(0.05, "Looking for groups that keep every rule.")
        sets, reach_m = _sets_within_budget(prepared, graph, self.clock)
        columns = priced_columns(sets, prepared.blocks, prepared.costing, self.clock.pause)
        self.feasible = len(columns)
        return columns, reach_m if graph.complete else 0.0

    def _cut_into_parts(self, columns: Columns, reach_m: float | None) -> None:
        self.clock.watch.tell(0.15, f"Choosing among {len(columns):,} possible clusters.")
        prepared, searches = self.prepared, []
        parts, _ = parts_of(prepared.problem, columns, prepared.left, self.clock.pause)
        for part in parts:
            self.clock.pause()
            best = first_incumbent(part.task, self.clock.pause)
            searches.append(Search(part.task, best, prepared.simple_line(part, best.level), self.clock))
        self.parts, self.searches = parts, searches
        prepared.complete, prepared.reach_m = reach_m is None, reach_m

    def _search_parts(self) -> None:
        total = sum(len(part.task.columns) for part in self.parts)
        done = 0
        for part, search in zip(self.parts, self.searches, strict=True):
            search.run()
            self._bound_more(part, search)
            done += len(part.task.columns)
            unplaced = sum(search.best.level for search in self.searches)
            self.clock.watch.tell(0.15 + 0.85 * done / max(total, 1), f"Improving the plan: {unplaced} to leave so far.")

    def _bound_more(self, part: Part, search: Search) -> None:
        """The bounds beside that of the objective: of the cost without soft terms, and of clusters that were not looked at."""
        prepared = self.prepared
        if prepared.complete and soft_terms(prepared.problem.rules):
            search.cost_bound_km = search.bound_of(
                part.task.columns.cost_km, prepared.left.cost_km[part.blocks], float(search.best.level)
            )
        price = prepared.price_beyond_reach()
        if price is not None:
            search.bound_beyond_km = search.bound_of(
                part.task.columns.objective_km, price * prepared.blocks.placed[part.blocks].astype(np.float64), math.inf
            )


def _standing(solution: Solution) -> tuple[int, float]:
    return solution.unplaced, solution.parts.total_km


def _sets(prepared: Prepared, graph: Graph, budget: Budget) -> list[IntArray] | None:
    """The feasible sets of blocks of a graph, None where they are more than the budget."""
    alone = leads_alone(prepared.problem, prepared.costing.travel, prepared.blocks)
    try:
        return feasible_sets(prepared.blocks, graph, alone, ClusterRules.of(prepared.problem.rules), budget)
    except TooManyClusters:
        return None


def _sets_within_budget(prepared: Prepared, graph: Graph, clock: Clock) -> tuple[list[IntArray], float | None]:
    """All feasible sets of blocks and None, or where they are too many those within a shorter reach, and it in metres."""
    travel, blocks = prepared.costing.travel, prepared.blocks
    sets = _sets(prepared, graph, Budget(MOST_SETS, clock.pause))
    if sets is not None:
        return sets, None
    clock.watch.tell(0.08, "There are too many possible groups to look at all: keeping to a shorter reach.")
    widest = math.sqrt(float(widest_squared_m(graph, blocks, travel).max(initial=0)))
    for share, most in [*((share, _NEAREST) for share in _REACHES), (0.0, _NEAREST), (0.0, 4)]:
        sets = _sets(prepared, within_reach(graph, blocks, travel, share * widest, most), Budget(MOST_SETS, clock.pause))
        if sets is not None:
            return sets, share * widest
    nobody = Graph(np.zeros_like(graph.start), graph.block[:0], graph.by_lead, complete=False)
    return _sets(prepared, nobody, Budget(MOST_SETS, clock.pause)) or [], 0.0
