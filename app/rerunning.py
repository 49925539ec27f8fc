"""A proposal repeated from what its plan recorded of it, and whether it comes out the same. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np

from wolds.app.rerun_basis import basis_of
from wolds.clustering.comparing import Comparison, Pairing, Side, compare
from wolds.clustering.edits.base import EditContext
from wolds.clustering.plan import Cluster, Plan, ProposalFacts, plan_with
from wolds.clustering.problem import MEMORY_MB, Problem, Solution
from wolds.clustering.refreshing import FormerRegister
from wolds.geo.progress import Watch
from wolds.geo.travel import pairs_of

RECORDED, REPEATED = "As recorded", "Repeated"


@dataclass(frozen=True, eq=False)
class Rerun:
    """A proposal as it was recorded and as it came out now. `comparison` has both, in that order.

    `context` is what was repeated: schools, rules, filter and locks of the proposal, as far as the plan records them;
    `changed_since` says in plain sentences what is otherwise in the plan now.
    """

    facts: ProposalFacts
    context: EditContext
    solution: Solution
    comparison: Comparison
    pairing: Pairing
    changed_since: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether every school has the same partners."""
        return self.pairing.is_empty

    @property
    def doubts(self) -> tuple[str, ...]:
        """What changed since, and why it may come out otherwise, plain sentences."""
        facts, now, found = self.facts, version("wolds"), [*self.changed_since]
        if not facts.data_hash:
            found.append("The plan does not record from which schools and with which version the proposal was made.")
        elif facts.data_hash != self.context.schools.data_hash:
            found.append("The schools in the file were changed since the proposal.")
        supplied = self.context.schools.supplied
        if facts.travel_hash != ("" if supplied is None else supplied.digest):
            found.append("The travel in the file is not known to be that of the proposal.")
        if facts.version not in ("", now):
            found.append(f"The proposal was made with Wolds {facts.version}; this is {now}.")
        if facts.ended != "finished":
            found.append("The proposal was stopped early; it is repeated to the end.")
        if self.solution.ended != "finished":
            found.append("The repetition was stopped early.")
        if not (self.is_same or facts.proven):
            found.append(
                "The plan was not recorded as the best: an alternative or a what-if that was taken comes out otherwise."
            )
        return tuple(found)


def rerun(context: EditContext, watch: Watch, memory_mb: int = MEMORY_MB, formers: tuple[FormerRegister, ...] = ()) -> Rerun:
    """Repeat the proposal of a plan: its schools, rules, filter, locks and seed. `InputError` where it records none.

    Where the plan was edited, or went on with a newer register, since: the proposal as it was recorded, on its own register
    where that is the present one or among `formers`.
    """
    from wolds.clustering.build import build_problem
    from wolds.clustering.engine import solve

    basis = basis_of(context, formers)
    asked = basis.context
    problem = _going_on_from(build_problem(asked.schools, asked.standing, asked.plan, basis.facts.seed), basis.facts)
    solution = solve(problem, watch, memory_mb=memory_mb)
    sides = (Side(RECORDED, asked.plan, asked.schools), Side(REPEATED, _repeated(asked.plan, solution), asked.schools))
    comparison = compare(asked, sides)
    return Rerun(basis.facts, asked, solution, comparison, comparison.pairing(0, 1), basis.changed_since)


def _going_on_from(problem: Problem, facts: ProposalFacts) -> Problem:
    """The problem with the clusters that the proposal went on from, not with those that it gave."""
    place = {urn: node for node, urn in enumerate(problem.urn.tolist())}
    known = (pair for members in facts.present for pair in pairs_of(members))
    nodes = sorted((place[a], place[b]) for a, b in known if a in place and b in place)
    return replace(problem, present=np.array(nodes, dtype=np.int64).reshape(-1, 2))


def _repeated(plan: Plan, solution: Solution) -> Plan:
    """The plan as it came out now: its locked clusters, and those of the engine."""
    held = {key: plan.clusters[key] for key in plan.locked_clusters}
    made = {f"R{n:04d}": Cluster(f"R{n:04d}", n, f"R{n}", members, n % 8) for n, members in enumerate(solution.clusters, 1)}
    return plan_with(held | made, plan)
