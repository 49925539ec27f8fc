"""The proposal engine from problem to solution: enumerate, cut into parts, search each, put together with bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Final

from wolds.clustering.costs import Costing, soft_terms, without_soft_terms
from wolds.clustering.engine.aside import Allowance, Heeded, run_aside
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.bounds import least_share_km, never_placed
from wolds.clustering.engine.clock import Clock, Order, Stopped
from wolds.clustering.engine.columns import Columns, priced_columns
from wolds.clustering.engine.enumerate import Budget, ClusterRules, TooManyClusters, feasible_sets
from wolds.clustering.engine.generating import Beyond, columns_of_sets
from wolds.clustering.engine.incumbent import Incumbent, completed, first_incumbent
from wolds.clustering.engine.master import Master
from wolds.clustering.engine.pairs import Graph, allowed_graph, leads_alone, nearest_of_each
from wolds.clustering.engine.parts import Part, leaving, most_clusters, parts_of, whole
from wolds.clustering.engine.present import Present
from wolds.clustering.engine.pricers import Plan, first_plans, pairs_price_well, pricer_for, stars_price_well
from wolds.clustering.engine.report import Prepared, report
from wolds.clustering.engine.search import WHOLE_AT_ONCE, Search
from wolds.clustering.engine.star_pricer import by_blocks, can_price
from wolds.clustering.engine.task import Task
from wolds.clustering.problem import MEMORY_MB, Ended, Problem, Solution
from wolds.geo.progress import Unwatched, Watch
from wolds.geo.schools import FloatArray, IntArray

MOST_LISTED: Final = 20_000  # sets: with more of them, and more for each block, pricing is the quicker way
_LISTED_FOR_EACH: Final = 16
MOST_LISTED_IN_A_COUNTY: Final = 400_000
_MOST_LISTED_WHERE_PRICED_WELL: Final = 60_000
MOST_FIRST_SETS: Final = 300_000
_BYTES_A_SET: Final = 400  # of memory at the peak, measured with sets of up to six schools
_LEAST_PRICED: Final = 100_000  # sets that a search for clusters may hold in any case
_NEAREST: Final = 6
_NEAREST_OF_FEW: Final = 9
_DENSE_PAIRS: Final = 3_000


def solve(
    problem: Problem,
    watch: Watch | None = None,
    time_limit_s: float | None = None,
    on_plan: Callable[[Solution], None] | None = None,
    memory_mb: int = MEMORY_MB,
) -> Solution:
    """Propose clusters: first as few unplaced schools as possible, then the least objective.

    `watch` is told the progress and may stop the run, which then ends within half a second with the best plan so far and
    bounds that hold; `time_limit_s` ends it likewise. `memory_mb`: how much memory the work may take beside what the process
    holds, 100 at least; with less of it fewer clusters are written down and more of them priced, and where that is not enough
    the run ends as if it were stopped. `on_plan` gets a first feasible plan at once. `watch` and `on_plan` may be called
    from another thread. The same problem, seed and memory give the same plan unless the run was ended early.
    """
    watch, order = watch or Unwatched(), Order()
    allowance, clock = Allowance(memory_mb), Clock(Heeded(watch, order), time_limit_s, order=order)
    prepared = _prepare(problem)
    run = _Run(prepared, clock, on_plan, memory_mb * 1_000_000 // (2 * _BYTES_A_SET))
    ended = Ended.FINISHED
    try:
        run_aside(run.to_the_end, clock, allowance)
    except Stopped as stop:
        ended = stop.why
    watch.tell(1.0, "Finished." if ended == Ended.FINISHED else "Stopped with the best plan so far.")
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
    most_sets: int
    found: tuple[list[Part], list[Search]] = ([], [])
    feasible: int = 0
    first: Solution | None = None
    graph: Graph = field(init=False)
    present: Present = field(init=False)

    def __post_init__(self) -> None:
        self.present = Present.of(self.prepared.problem, self.prepared.blocks)

    def to_the_end(self) -> None:
        """Do it all; raises `Stopped` where the run is to end before."""
        if not len(self.prepared.problem):
            return
        graph = self.graph = self._graph()
        if len(graph.block) > _DENSE_PAIRS:
            self._plan_among_nearest(graph)
        columns = self._enumerate(graph)
        if columns is None:
            self._generate(graph)
        else:
            self._take_parts(columns)
        self.prepared.complete = True
        if self.first is None:
            self._show_first()
        self._search_parts()

    def solution(self, ended: Ended) -> Solution:
        """The best plan so far with bounds that hold. The work may go on meanwhile, so that what is reported is held fast."""
        first, prepared, (parts, searches) = self.first, copy(self.prepared), self.found
        held = [copy(search) for search in searches]
        found = report(prepared, parts, held, ended, self.feasible, self.clock.seconds)
        locked = bool((prepared.problem.anchor >= 0).any())
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
        if self.on_plan is not None and self.clock.order.why is None:
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
        self._take_parts(self._among_nearest(graph))
        self._show_first()

    def _among_nearest(self, graph: Graph) -> Columns:
        """Clusters of each school's nearest neighbours and the present ones, of as many of them as memory has room for."""
        prepared = self.prepared
        few = len(prepared.blocks) <= WHOLE_AT_ONCE and not graph.by_lead
        also = self.present.edges(graph, prepared.blocks)
        for most in range(_NEAREST_OF_FEW if few else _NEAREST, 1, -1):
            near = nearest_of_each(graph, prepared.blocks, prepared.costing.travel, most, also)
            sets = _sets(prepared, near, Budget(min(MOST_FIRST_SETS, self.most_sets), self.clock.pause))
            if sets is not None:
                return priced_columns(sets, prepared.blocks, prepared.costing, self.clock.pause)
        return priced_columns([], prepared.blocks, prepared.costing, self.clock.pause)

    def _enumerate(self, graph: Graph) -> Columns | None:
        """All columns, or None where they are too many to be written down."""
        prepared = self.prepared
        self.clock.watch.tell(0.05, "Looking for groups that keep every rule.")
        sets = _sets(prepared, graph, Budget(self._most_listed(), self.clock.pause)) if graph.complete else None
        if sets is None:
            return None
        columns = priced_columns(sets, prepared.blocks, prepared.costing, self.clock.pause)
        self.feasible = len(columns)
        return columns

    def _most_listed(self) -> int:
        """How many clusters are to be written down at most.

        All that memory has room for, where pricing them is slow: sets grown from pairs that say little of them, under a limit
        on their number, and stars of a whole country.
        """
        problem, blocks = self.prepared.problem, self.prepared.blocks
        in_a_county, stars = len(blocks) <= WHOLE_AT_ONCE, can_price(problem, blocks)
        if pairs_price_well(problem, blocks) or self._prices_stars_well:
            return min(self.most_sets, _MOST_LISTED_WHERE_PRICED_WELL)
        if problem.rules.max_clusters is not None and in_a_county and not stars:
            return 3 * self.most_sets // 2
        if stars and not in_a_county:
            return self.most_sets
        return min(self.most_sets, most_listed(len(blocks)))

    @property
    def _prices_stars_well(self) -> bool:
        """Whether stars of a county are priced at once and a beginning is at hand: under K a good one takes long to find."""
        problem, blocks = self.prepared.problem, self.prepared.blocks
        begun = problem.rules.max_clusters is None or not self.present.is_empty
        return begun and len(blocks) <= WHOLE_AT_ONCE and stars_price_well(problem, blocks)

    def _generate(self, graph: Graph) -> None:
        """Search with clusters of nearest neighbours, and price all the others as they are wanted."""
        prepared = self.prepared
        self.clock.watch.tell(0.08, "There are too many possible groups to list: looking for the good ones.")
        beyond = self._beyond(prepared.costing)
        clusters = most_clusters(prepared.problem, prepared.left)
        begins = not self._prices_stars_well  # else the present plan, or none is wanted
        plans = first_plans(beyond.pricer, prepared.left, clusters if begins else None, prepared.problem.seed, self.clock.pause)
        columns = self._columns_of(plans) if plans else self._among_nearest(graph)
        beyond.know(columns)
        self._take_parts(columns, beyond, plans)

    def _beyond(self, costing: Costing) -> Beyond:
        """The clusters that are not written down, priced as a costing says."""
        blocks = self.prepared.blocks
        return Beyond(pricer_for(costing, blocks, self.graph, max(self.most_sets, _LEAST_PRICED)), blocks, costing)

    def _columns_of(self, plans: list[Plan]) -> Columns:
        prepared = self.prepared
        sets = by_blocks([members for plan in plans for members in plan], len(prepared.blocks))
        return priced_columns(sets, prepared.blocks, prepared.costing, self.clock.pause)

    def _take_parts(self, columns: Columns, beyond: Beyond | None = None, plans: Sequence[Plan] = ()) -> None:
        """Cut into tasks what was written down; all is one task where others may be added, and plans of it may be known."""
        self.clock.watch.tell(0.15, f"Choosing among {len(columns):,} possible clusters.")
        prepared, searches = self.prepared, []
        if beyond is None:
            parts, _ = parts_of(prepared.problem, columns, prepared.left, self.clock.pause)
        else:
            parts = [whole(prepared.problem, columns, prepared.left)]
        for part in parts:
            self.clock.pause()
            best = self._first_of(part)
            line, least = prepared.simple_line(part, best.level), prepared.never_placed_level(part)
            searches.append(Search(part.task, best, line, self.clock, least, beyond))
            if plans:
                searches[-1].offer(columns_of_sets(part.task.columns.members, plans[0], part.task.m))
        self.found = parts, searches

    def _first_of(self, part: Part) -> Incumbent:
        """A plan of a part at once: the present one filled up, where there is one and it leaves no more than another."""
        task, pause = part.task, self.clock.pause
        begun = self.present.columns(task.columns.members, part.blocks)
        if not len(begun):
            return first_incumbent(task, pause)
        kept, anew = completed(task, begun, pause), completed(task, begun[:0], pause)
        return anew if anew.beats(kept) else kept

    def _search_parts(self) -> None:
        parts, searches = self.found
        total = sum(len(part.task.columns) for part in parts)
        done = 0
        for part, search in zip(parts, searches, strict=True):
            search.run()
            self.feasible = max(self.feasible, len(part.task.columns) if search.beyond is not None else 0)
            self._bound_more(part, search)
            done += len(part.task.columns)
            unplaced = sum(search.best.level for search in searches)
            self.clock.watch.tell(0.15 + 0.85 * done / max(total, 1), f"Improving the plan: {unplaced} to leave so far.")

    def _bound_more(self, part: Part, search: Search) -> None:
        """The bound beside that of the objective: of the cost without soft terms."""
        prepared = self.prepared
        if not soft_terms(prepared.problem.rules):
            return
        left_km, level = prepared.left.cost_km[part.blocks], float(search.best.level)
        if search.beyond is None:
            search.cost_bound_km = search.bound_of(part.task.columns.cost_km, left_km, level)
        else:
            search.cost_bound_km = self._priced_cost_bound(part.task, left_km, level)

    def _priced_cost_bound(self, task: Task, left_km: FloatArray, level: float) -> float:
        """The bound of the cost without soft terms where clusters are priced: a programme of its own."""
        costing = without_soft_terms(self.prepared.problem)
        columns = replace(task.columns, objective_km=task.columns.cost_km)
        beyond = self._beyond(costing)
        beyond.know(columns)
        plain = Task(columns, task.weight, left_km, task.left_counts, task.most_clusters, task.seed)
        master = Master(plain, self.clock, beyond)
        master.aim(columns.objective_km, left_km, level)
        return master.solve().bound


def most_listed(m: int) -> int:
    """How many clusters of m blocks are sooner written down than priced."""
    return MOST_LISTED_IN_A_COUNTY if m <= WHOLE_AT_ONCE else max(MOST_LISTED, _LISTED_FOR_EACH * m)


def _standing(solution: Solution) -> tuple[int, float]:
    return solution.unplaced, solution.parts.total_km


def _sets(prepared: Prepared, graph: Graph, budget: Budget) -> list[IntArray] | None:
    """The feasible sets of blocks of a graph, None where they are more than the budget."""
    alone = leads_alone(prepared.problem, prepared.costing.travel, prepared.blocks)
    try:
        return feasible_sets(prepared.blocks, graph, alone, ClusterRules.of(prepared.problem.rules), budget)
    except TooManyClusters:
        return None
