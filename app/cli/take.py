"""`wolds take`: the ideas of another plan taken into this one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wolds.app.cli.printing import say
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.clustering.edits import EditContext, EditError
from wolds.clustering.edits.idea import SaidAlready
from wolds.clustering.edits.together import after
from wolds.clustering.eligibility import standing_of
from wolds.clustering.ideas import ideas_in
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.project import Project
from wolds.geo.errors import InputError


@dataclass(frozen=True)
class _Taken:
    """The project with what an idea says otherwise; a sentence for each cluster taken, and for each that was the same."""

    project: Project
    context: EditContext
    taken: tuple[str, ...]
    same: tuple[str, ...]


def run(path: Path, idea: Path, out: Path) -> None:
    """Take every cluster of the idea that the plan has not into a copy of the plan. Raises `InputError`; then nothing is
    written."""
    from wolds.app.planfile import open_project, save_project

    for given in (path, idea):
        refuse_missing(given)
    refuse_unwritable(out, ".gpkg")
    refuse_overwriting(out, (path, idea))
    ours = open_project(path).project
    found = _take(ours, open_project(idea).project, idea)
    if ours.schools.source.is_sample:
        say(SAMPLE)
    for sentence in found.taken:
        say(sentence)
    for sentence in found.same:
        say(f"The same: {sentence}")
    scoreboard = Scoreboard.of(found.context.schools, found.context.standing, found.context.plan)
    known = {fault.key for fault in Scoreboard.of(ours.schools, found.context.standing, ours.plan).violations}
    for fault in scoreboard.violations:
        if fault.key not in known:
            say(f"Breaks a rule: {fault.sentence}")
    save_project(found.project, out, figures=scoreboard.clusters)
    same = f", {len(found.same)} the same already" if found.same else ""
    say(f"{len(found.taken)} taken into {out}{same}; {len(scoreboard.violations)} broken rules in all")


def _take(project: Project, other: Project, idea: Path) -> _Taken:
    context = EditContext(project.schools, standing_of(project.schools, project.plan.eligibility), project.plan)
    ideas = ideas_in(other, idea.name)
    if not ideas:
        raise InputError(f"{idea}: the plan has no clusters", remedy="Choose a plan with an idea in it.")
    taken, same = [], []
    for edit in ideas:
        try:
            change = edit.change(context)
        except SaidAlready as found:
            same.append(str(found))
            continue
        except EditError as error:
            raise InputError(f"{edit.name}: {error}", file=str(idea), remedy="Nothing was taken over.") from error
        context, project = after(context, change), project.logged(change.text)
        taken.append(change.text)
    if not taken:
        raise InputError("the plan has all of this idea already", file=str(idea), remedy="There is nothing to take over.")
    return _Taken(project.with_plan(context.plan), context, tuple(taken), tuple(same))
