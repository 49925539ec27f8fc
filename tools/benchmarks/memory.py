"""The peak memory of one whole job in a process of its own: a register read, a proposal made, a plan file saved."""

from __future__ import annotations

from pathlib import Path

from benchmarks.planning import sample_context
from benchmarks.timing import Outcome, peak_mb


def measure(register: str, schools: int, folder: str) -> Outcome:
    """Memory after each step."""
    from wolds.app.planfile import save_project
    from wolds.app.proposing import propose
    from wolds.clustering.edits import AcceptProposal
    from wolds.clustering.project import Project

    context = sample_context(register, schools)
    facts = {"read_mb": peak_mb()}
    proposal = propose(context)
    facts["proposed_mb"] = peak_mb()
    plan = context.plan.apply(AcceptProposal(proposal.preview).change(context))
    save_project(Project(context.schools, (plan,)), Path(folder) / "memory.gpkg")
    return Outcome(facts=facts | {"saved_mb": peak_mb()})
