"""One proposal, from a plan to a preview: the use case that window and command line share. No Qt."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from wolds.clustering.edits.base import EditContext
from wolds.clustering.heirs import Members, ProposalPreview, preview_of
from wolds.clustering.plan import Plan, ProposalFacts
from wolds.clustering.problem import MEMORY_MB, Problem, Solution, Unplaced, gap_percent
from wolds.geo.progress import PartOf, Unwatched, Watch

_A_COUNTY: Final = 1_000  # schools
_MOMENT_S: Final = 0.2


@dataclass(frozen=True, eq=False)
class Proposal:
    """What a proposal gave: the engine's answer, why schools are left over, and the preview against the present plan."""

    problem: Problem
    solution: Solution
    unplaced: tuple[Unplaced, ...]
    preview: ProposalPreview


def propose(
    context: EditContext,
    *,
    seed: int = 0,
    watch: Watch | None = None,
    time_limit_s: float | None = None,
    on_plan: Callable[[Solution], None] | None = None,
    memory_mb: int = MEMORY_MB,
) -> Proposal:
    """Work out clusters for the plan of `context`; locks hold. Stopping early gives the best answer so far."""
    from wolds.clustering.build import build_problem
    from wolds.clustering.engine import solve

    watch = watch or Unwatched()
    watch.tell(0.0, "Looking at the schools")
    problem = build_problem(context.schools, context.standing, context.plan, seed)
    solution = solve(problem, PartOf(watch, 0.05, 0.9), time_limit_s, on_plan, memory_mb)
    watch.tell(0.9, "Finding out why schools are left over")
    proposal = proposal_of(context, problem, solution, PartOf(watch, 0.9, 1.0))
    watch.tell(1.0, "Done")
    return proposal


def proposal_of(context: EditContext, problem: Problem, solution: Solution, watch: Watch | None = None) -> Proposal:
    """A plan that is known, such as an alternative, as a proposal for the plan of `context`."""
    from wolds.clustering.unplaced import explain_unplaced

    unplaced = explain_unplaced(problem, solution, _Patience(watch or Unwatched(), len(problem)).lasts)
    return Proposal(
        problem,
        solution,
        unplaced,
        preview_of(context, solution, unplaced, facts_of(solution, unplaced, problem.seed, context)),
    )


class _Patience:
    """Reasons for a county take a moment, for a country many seconds: whoever stopped the work waits for a moment only."""

    def __init__(self, watch: Watch, schools: int) -> None:
        self._watch, self._moment_s = watch, _MOMENT_S if schools <= _A_COUNTY else 0.0
        self._stopped_at: float | None = None

    def lasts(self) -> bool:
        """Whether another reason may be looked for."""
        if self._stopped_at is None and self._watch.should_stop():
            self._stopped_at = time.monotonic()
        return self._stopped_at is None or time.monotonic() - self._stopped_at < self._moment_s


def facts_of(
    solution: Solution, unplaced: tuple[Unplaced, ...], seed: int, made_from: EditContext | None = None
) -> ProposalFacts:
    """What is kept of a proposal with the plan it gave, so that it can be repeated from `made_from`.

    Cost and bounds are of the whole plan: the engine left locked clusters alone, and no plan can have them cheaper.
    """
    held_km, held_partnership_km = (0.0, 0.0) if made_from is None else _held_km(made_from)
    objective_km, bound_km = solution.parts.total_km + held_km, solution.objective_bound_km + held_km
    return ProposalFacts(
        unplaced=solution.unplaced,
        unplaced_bound=solution.unplaced_bound,
        cost_km=solution.parts.cost_km + held_km,
        cost_bound_km=solution.cost_bound_km + held_km,
        gap_percent=gap_percent(objective_km, bound_km),
        proven=solution.proven,
        ended=str(solution.ended),
        solve_seconds=solution.solve_seconds,
        seed=seed,
        made_at=time.strftime("%Y-%m-%dT%H:%M:%S"),
        reasons=tuple((u.urn, u.code, u.sentence) for u in unplaced),
        soft_km=solution.parts.soft,
        partnership_km=solution.parts.partnership_km + held_partnership_km,
        objective_bound_km=bound_km,
        data_hash="" if made_from is None else made_from.schools.data_hash,
        version=version("wolds"),
        present=() if made_from is None else _present(made_from.plan),
        travel_hash="" if made_from is None or made_from.schools.supplied is None else made_from.schools.supplied.digest,
    )


def _held_km(context: EditContext) -> tuple[float, float]:
    """The cost of the locked clusters in km, and the part of it that is partnership cost."""
    from wolds.clustering.cluster_figures import Judge

    plan = context.plan
    held = [plan.clusters[key] for key in sorted(plan.locked_clusters)]
    if not held:
        return 0.0, 0.0
    judge = Judge.of(context.schools, context.standing, plan.rules)
    return sum(judge.figures(cluster).cost_km for cluster in held), len(held) * plan.rules.partnership_cost_km


def _present(plan: Plan) -> tuple[Members, ...]:
    """The clusters that the proposal began with: of equally good plans the one that keeps them stays."""
    return tuple(sorted(cluster.members for cluster in plan.clusters.values()))


def facts_in(plan: Plan) -> ProposalFacts | None:
    """What the engine said of this plan, None once it was edited by hand."""
    return plan.proposals.get("last")
