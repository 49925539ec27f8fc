"""How long a proposal takes: solving alone, and the whole of it with problem, reasons and preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.planning import plain_context, sample_context
from benchmarks.timing import Outcome, timed

if TYPE_CHECKING:
    from wolds.clustering.edits.base import EditContext


def measure(
    register: str, runs: int, schools: int = 0, plan: str = "", la: str = "", cap_km: float = 0.0, any_size: bool = False
) -> Outcome:
    """Propose for the sample's rules, or for small primaries of an LA under the command line's rules where a cap is given.

    `la` "" takes every authority, `any_size` large schools too.
    `plan` names a plan file to write with the proposal accepted, for the measurements of the window.
    """
    wanted: dict[str, Any] = ({"la_codes": [la]} if la else {}) | ({"roll_max": None} if any_size else {})
    context = plain_context(register, cap_km, **wanted) if cap_km else sample_context(register, schools)
    outcome, last = _proposals(context, runs)
    if plan:
        _save(context, last, Path(plan))
    return outcome


def _proposals(context: EditContext, runs: int) -> tuple[Outcome, Any]:
    from wolds.app.proposing import propose

    timed(lambda: propose(context), 1)  # libraries load once in a session
    solving, whole, proposal = [], [], None
    for _ in range(runs):
        proposal = None
        taken, proposal = timed(lambda: propose(context), 1)
        whole += taken
        solving.append(proposal.solution.solve_seconds)
    solution = proposal.solution
    facts = {
        "to_place": int(context.standing.to_place.sum()),
        "unplaced": solution.unplaced,
        "unplaced_bound": solution.unplaced_bound,
        "clusters": len(solution.clusters),
        "feasible_clusters": solution.feasible_clusters,
        "gap_percent": solution.gap_percent,
        "proven": solution.proven,
    }
    return Outcome({"solve": solving, "whole": whole}, facts), proposal


def _save(context: EditContext, proposal: Any, path: Path) -> None:
    from wolds.app.planfile import save_project
    from wolds.clustering.edits import AcceptProposal
    from wolds.clustering.project import Project

    plan = context.plan.apply(AcceptProposal(proposal.preview).change(context))
    save_project(Project(context.schools, (plan,)), path)
