"""Questions about a plan as use cases of the window: each works on a frozen context. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wolds.app.proposing import Proposal, proposal_of
from wolds.clustering.build import build_problem
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import Elsewhere, WhyHere, WhyNot
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.why_here import why_here_of
from wolds.clustering.exploring.why_not import why_not_of
from wolds.clustering.problem import Solution
from wolds.geo.progress import Watch


@dataclass(frozen=True, eq=False)
class Explained:
    """Why a school is where it is. `best` is the best plan under the rules, which the costs in the answer go back to."""

    context: EditContext
    answer: WhyHere | WhyNot
    best: Solution


def explain(context: EditContext, urn: int, watch: Watch) -> Explained:
    """Why here, for a school in a cluster; why not, for any other. Raises `Cancelled` where the watch says so."""
    asker = Asker(context, watch)
    placed = urn in context.plan.cluster_of
    answer: WhyHere | WhyNot = why_here_of(asker, urn) if placed else why_not_of(asker, urn)
    return Explained(context, answer, asker.base.solution)


def what_if(explained: Explained, elsewhere: Elsewhere, watch: Watch) -> Proposal:
    """The whole plan that goes with another cluster for a school, as a proposal to look at and to accept."""
    watch.tell(0.2, "Putting the plan beside the present one")
    return as_proposal(explained.context, elsewhere.solution, explained.best)


def as_proposal(context: EditContext, solution: Solution, best: Solution) -> Proposal:
    """Another plan than the best one as a proposal. What it says of itself is measured against the best plan's bounds."""
    problem = build_problem(context.schools, context.standing, context.plan)
    proposal = proposal_of(context, problem, beside(solution, best))
    _ = proposal.preview.before, proposal.preview.after  # judged here, so that the window need not
    return proposal


def beside(solution: Solution, best: Solution) -> Solution:
    """A solution with the bounds of the problem that has no demands on it. A bound on the cost of plans that leave as few
    schools unplaced says nothing of a plan that leaves more: there it is 0, which always holds."""
    as_few = solution.unplaced <= best.unplaced
    return replace(
        solution,
        unplaced_bound=best.unplaced_bound,
        objective_bound_km=min(best.objective_bound_km, solution.parts.total_km) if as_few else 0.0,
        cost_bound_km=min(best.cost_bound_km, solution.parts.cost_km) if as_few else 0.0,
    )


def is_about(context: EditContext, now: EditContext) -> bool:
    """Whether an answer about one plan still holds for another: who takes part, rules, clusters and locks are the same.

    Names, notes and colours do not matter.
    """
    was, plan = context.plan, now.plan
    return (
        context.schools is now.schools
        and was.eligibility == plan.eligibility
        and was.rules == plan.rules
        and was.cluster_of == plan.cluster_of
        and was.school_locks == plan.school_locks
        and was.locked_clusters == plan.locked_clusters
    )
