"""`wolds check`: judge a plan anew from its stored schools."""

from __future__ import annotations

from pathlib import Path

from wolds.app.cli.plans import opened_plan
from wolds.app.cli.printing import say
from wolds.app.export.relations import fates_in_plan, relations_line
from wolds.clustering.edits import EditContext
from wolds.clustering.figures import Violation
from wolds.clustering.plan import Plan


def run(path: Path, scenario: str | None, strict: bool) -> int:
    """Print each broken rule; 0 = clean, or each one accepted with a reason and not `strict`, else 1.

    Layers of the file that no longer say what the plan says count as broken.
    """
    opened = opened_plan(path, scenario)
    for doubt in opened.doubts:
        say(f"note: {doubt}")
    for fault in opened.faults:
        say(f"BROKEN file: {fault}")
    scoreboard = opened.scoreboard
    broken = [violation for violation in scoreboard.violations if violation.key not in opened.plan.accepted]
    accepted = [violation for violation in scoreboard.violations if violation.key in opened.plan.accepted]
    for violation in broken:
        say(f"BROKEN {_line(violation, opened.plan)}")
    for violation in accepted:
        say(f"accepted {_line(violation, opened.plan)} Reason: {opened.plan.accepted[violation.key]}")
    if line := relations_line(fates_in_plan(EditContext(opened.schools, opened.standing, opened.plan))):
        say(line)
    figures, sample = scoreboard.plan, " (sample data: made up)" if opened.schools.source.is_sample else ""
    say(
        f"{opened.plan.name}: {figures.clusters} clusters, {figures.placed} of {figures.to_place} schools placed, "
        f"{figures.unplaced} not placed, {len(broken)} broken rules, {len(accepted)} accepted{sample}"
    )
    return 1 if broken or opened.faults or (strict and accepted) else 0


def _line(violation: Violation, plan: Plan) -> str:
    cluster = plan.clusters.get(violation.cluster)
    where = f"{cluster.id} {cluster.name}: " if cluster else ""
    return f"{violation.rule}: {where}{violation.sentence.rstrip('.')}."
