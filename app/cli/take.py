"""`wolds take`: the ideas of another plan taken into this one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.clustering.edits import EditContext, EditError
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.ideas import ideas_in
from wolds.clustering.metrics import Scoreboard
from wolds.geo.errors import InputError


def run(path: Path, idea: Path, out: Path) -> None:
    """Take every cluster of the idea into a copy of the plan. Raises `InputError`; then nothing is written."""
    from wolds.app.planfile import open_project, save_project

    for given in (path, idea):
        refuse_missing(given)
    refuse_unwritable(out, ".gpkg")
    refuse_overwriting(out, (path, idea))
    project, other = open_project(path).project, open_project(idea).project
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    taken = ideas_in(other, idea.name)
    if not taken:
        raise InputError(f"{idea}: the plan has no clusters", remedy="Choose a plan with an idea in it.")
    for edit in taken:
        try:
            change = edit.change(context)
        except EditError as error:
            raise InputError(f"{edit.name}: {error}", file=str(idea), remedy="Nothing was taken over.") from error
        context, project = after(context, change), project.logged(change.text)
        say(change.text)
    scoreboard = Scoreboard.of(context.schools, context.standing, context.plan)
    save_project(replace(project.with_plan(context.plan)), out, figures=scoreboard.clusters)
    say(f"{len(taken)} taken into {out}; {len(scoreboard.violations)} broken rules in all")
