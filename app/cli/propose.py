"""`wolds propose`: from a register, or a plan to go on from, to a plan, a cluster list and a summary."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from wolds.app.cli.printing import say, say_document
from wolds.app.cli.question import Asked, question_of
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export import Exported, write_clusters_csv, write_excluded_csv, write_summary
from wolds.app.export.about import SAMPLE
from wolds.app.export.proof import proof_words
from wolds.app.export.relations import fates_in_plan, relations_line
from wolds.app.proposing import Proposal, propose
from wolds.app.replacing import WriteFailed
from wolds.clustering.edits import AcceptProposal
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.problem import MEMORY_MB, Ended, Solution
from wolds.clustering.project import Project
from wolds.clustering.wording import parted_text

if TYPE_CHECKING:
    from wolds.clustering.exploring import WhatChanged


@dataclass(frozen=True)
class Outputs:
    """Files to write; None = not asked for."""

    plan: Path | None
    clusters: Path | None
    summary: Path | None
    excluded: Path | None


_SUFFIX = {"plan": ".gpkg", "clusters": ".csv", "summary": ".json", "excluded": ".csv"}


def run(asked: Asked, outputs: Outputs, seed: int, time_limit_s: float | None, memory_mb: int | None) -> None:
    """Propose, write what was asked for, and say how it went. Raises `InputError` before anything is written."""
    started = time.perf_counter()
    _refuse_bad_outputs(outputs, asked.files)
    with TerminalWatch() as watch:
        question = question_of(asked, watch)
        print_rules(question.context.plan)
        proposal = propose(
            question.context, seed=seed, watch=watch, time_limit_s=time_limit_s, memory_mb=memory_mb or MEMORY_MB
        )
    changes = proposal.preview.changes if question.context.plan.clusters else None
    notes = [*question.notes, *memory_note(proposal.solution, memory_mb or MEMORY_MB)]
    _write(outputs, accepted(question.project, proposal), proposal, changes, notes, started)


def memory_note(solution: Solution, memory_mb: int) -> list[str]:
    """What there is to say of a run that needed more memory than it was given."""
    if solution.ended != Ended.MEMORY:
        return []
    found = "the plan is the best so far" if solution.clusters else "there was no plan yet"
    return [f"the work reached its limit of {memory_mb:,} MB of memory, and {found}; allow more with --memory-mb"]


def _refuse_bad_outputs(outputs: Outputs, inputs: tuple[Path, ...]) -> None:
    given = {field.name: getattr(outputs, field.name) for field in fields(outputs)}
    for name, path in given.items():
        refuse_unwritable(path, _SUFFIX[name])
        refuse_overwriting(path, inputs)
    refuse_same_names(given.values())


def print_rules(plan: Plan) -> None:
    """Say which rules are in force."""
    from wolds.clustering.rules_document import RulesDocument, dump_rules_document

    say("# The rules in force")
    say_document(dump_rules_document(RulesDocument(rules=plan.rules, eligibility=plan.eligibility)))


def accepted(project: Project, proposal: Proposal) -> Project:
    """The project whose active scenario has taken the proposal."""
    context = proposal.preview.context
    change = AcceptProposal(proposal.preview).change(context)
    return project.with_plan(context.plan.apply(change)).logged(change.text)


def _write(
    outputs: Outputs,
    project: Project,
    proposal: Proposal,
    changes: WhatChanged | None,
    notes: list[str],
    started: float,
) -> None:
    schools, plan = project.schools, project.plan
    standing = proposal.preview.context.standing
    scoreboard = Scoreboard.of(schools, standing, plan)
    exported = Exported.of(schools, standing, plan, scoreboard, unplaced=proposal.unplaced, changes=changes)
    with _saying_what_was_written() as written:
        if outputs.plan is not None:
            notes += _saved(project, outputs.plan, scoreboard)
            written.append(outputs.plan)
        if outputs.clusters is not None:
            write_clusters_csv(exported, outputs.clusters)
            written.append(outputs.clusters)
        if outputs.excluded is not None:
            write_excluded_csv(exported, outputs.excluded)
            written.append(outputs.excluded)
        seconds = round(time.perf_counter() - started, 3)
        if outputs.summary is not None:
            write_summary(exported, outputs.summary, seconds)
    _say(exported, notes, seconds)


def _saved(project: Project, path: Path, scoreboard: Scoreboard) -> list[str]:
    """Save the plan; what there is to note about it."""
    from wolds.app.planfile import SaveFailed, save_project

    try:
        doubt = save_project(project, path, figures=scoreboard.clusters).doubt
    except SaveFailed as error:
        raise WriteFailed(error.without_window) from error
    return [doubt] if doubt else []


@contextmanager
def _saying_what_was_written() -> Iterator[list[Path]]:
    """Where an output cannot be written (a full disk), the error names those that stand written already."""
    written: list[Path] = []
    try:
        yield written
    except WriteFailed as error:
        if not written:
            raise
        names = ", ".join(map(str, written))
        raise WriteFailed(f"{str(error).removesuffix('.')}. Written before that: {names}") from error


def _say(exported: Exported, notes: list[str], seconds: float) -> None:
    for note in notes:
        say(f"note: {note}")
    for violation in exported.scoreboard.violations:
        say(f"BROKEN {violation.rule}: {violation.sentence}")
    if exported.is_sample:
        say(SAMPLE)
    if exported.changes is not None:
        _say_changes(exported.changes)
    _say_figures(exported)
    solved = f", solved in {exported.facts.solve_seconds:.2f} s" if exported.facts else ""
    say(f"{proof_words(exported)}. {seconds:.1f} s{solved}")
    sys.stdout.flush()


def _say_figures(exported: Exported) -> None:
    figures, facts = exported.scoreboard.plan, exported.facts
    optional = int(exported.standing.optional.sum())
    may_join = f", {optional} optional ({figures.optional_joined} joined)" if optional else ""
    say(f"{figures.read} schools read, {figures.excluded} left out, {figures.to_place} to be placed{may_join}")
    bound = f" (no plan leaves fewer than {facts.unplaced_bound})" if facts else ""
    say(f"{figures.placed} placed in {figures.clusters} clusters, {figures.unplaced} not placed{bound}")
    line = relations_line(fates_in_plan(exported.context))
    if line:
        say(line)
    apart = f"; {parted_text(figures.parted)}" if figures.parted else ""
    say(f"cost {_cost_words(exported)}{apart}")


def _cost_words(exported: Exported) -> str:
    cost_km, objective, supplied = exported.scoreboard.plan.cost_km, exported.plan.rules.objective, exported.schools.supplied
    if supplied is None:
        return f"{cost_km:.2f} km of {objective}, straight line"
    return f"{exported.shown(cost_km):.2f} {exported.measure.unit} of {objective}, {exported.measure.words}"


def _say_changes(changes: WhatChanged) -> None:
    say("What changes in the present plan:")
    for line in changes.lines:
        say(f"- {line}")
