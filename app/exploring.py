"""Questions about a plan as use cases of the window: each works on a frozen context. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wolds.app.proposing import Proposal, proposal_of
from wolds.clustering.build import build_problem
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import Alternative, Elsewhere, WhyHere, WhyNot, alternatives
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.why_here import why_here_of
from wolds.clustering.exploring.why_not import why_not_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.problem import Problem, Solution
from wolds.geo.progress import PartOf, Watch


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
    _ = proposal.preview.before, proposal.preview.after, proposal.preview.changes  # judged here, so that the window need not
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


@dataclass(frozen=True, eq=False)
class Choice:
    """One of several good plans, ready to be looked at. `moved`: the schools that have other partners than in the best plan."""

    alternative: Alternative
    proposal: Proposal
    scoreboard: Scoreboard
    moved: frozenset[int]


@dataclass(frozen=True, eq=False)
class Choices:
    """Several good plans, cheapest first, and why there are no more ("" where as many as asked for were found)."""

    plans: tuple[Choice, ...]
    sentence: str


def find_choices(
    context: EditContext, count: int, least_difference_percent: float, most_dearer_percent: float | None, watch: Watch
) -> Choices:
    """Several good plans that differ really. Raises `Cancelled` where the watch says so."""
    found = alternatives(context, count, least_difference_percent, most_dearer_percent, PartOf(watch, 0.0, 0.9))
    watch.tell(0.9, "Putting the plans side by side")
    return Choices(tuple(_choice(context, found.problem, found.best, one) for one in found.plans), found.sentence)


def _choice(context: EditContext, problem: Problem, best: Alternative, one: Alternative) -> Choice:
    proposal = proposal_of(context, problem, one.solution)
    _ = proposal.preview.before, proposal.preview.after, proposal.preview.changes  # judged here, so that the window need not
    scoreboard = Scoreboard.of(context.schools, context.standing, proposal.preview.plan)
    return Choice(one, proposal, scoreboard, _moved(best.clusters, one.clusters))


def _moved(before: Sequence[tuple[int, ...]], after: Sequence[tuple[int, ...]]) -> frozenset[int]:
    was = {urn: members for members in before for urn in members}
    now = {urn: members for members in after for urn in members}
    return frozenset(urn for urn in was.keys() | now.keys() if was.get(urn) != now.get(urn))


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
