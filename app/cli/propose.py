"""`wolds propose`: from a register to a plan, a cluster list and a summary."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, fields
from pathlib import Path

import typer

from wolds.app.cli.rules_options import RuleOptions, rules_and_eligibility
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_missing, refuse_unwritable
from wolds.app.export import Exported, write_clusters_csv, write_excluded_csv, write_summary
from wolds.app.export.proof import proof_words
from wolds.app.proposing import Proposal, propose
from wolds.clustering.edits import AcceptProposal, EditContext
from wolds.clustering.eligibility import standing_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Plan
from wolds.clustering.project import Project
from wolds.geo.errors import InputError
from wolds.geo.schools import Schools


@dataclass(frozen=True)
class Outputs:
    """Files to write; None = not asked for."""

    plan: Path | None
    clusters: Path | None
    summary: Path | None
    excluded: Path | None


_SUFFIX = {"plan": ".gpkg", "clusters": ".csv", "summary": ".json", "excluded": ".csv"}


def run(register: Path, options: RuleOptions, outputs: Outputs, seed: int, time_limit_s: float | None) -> None:
    """Propose, write what was asked for, and say how it went. Raises `InputError` before anything is written."""
    started = time.perf_counter()
    refuse_missing(register)
    _refuse_bad_outputs(outputs, register)
    rules, eligibility = rules_and_eligibility(options)
    watch = TerminalWatch()
    with watch:
        schools = _read(register, watch)
        plan = Plan(rules=rules, eligibility=eligibility)
        context = EditContext(schools, standing_of(schools, eligibility), plan)
        if not context.standing.to_place.any():
            raise InputError(
                "no school takes part under these options", remedy="Look at --la, --max-roll and the rules document."
            )
        _print_rules(plan)
        proposal = propose(context, seed=seed, watch=watch, time_limit_s=time_limit_s)
    _write(outputs, _accepted(context, proposal), proposal, started)


def _refuse_bad_outputs(outputs: Outputs, register: Path) -> None:
    given = {field.name: getattr(outputs, field.name) for field in fields(outputs) if getattr(outputs, field.name)}
    for name, path in given.items():
        refuse_unwritable(path, _SUFFIX[name])
        if path.exists() and path.samefile(register):
            raise InputError(f"{path} is the register itself", remedy="Write to another file.")
    resolved = [path.resolve() for path in given.values()]
    if len(set(resolved)) < len(resolved):
        raise InputError("two outputs have the same name", remedy="Give each its own.")


def _read(register: Path, watch: TerminalWatch) -> Schools:
    from wolds.geo.registers import read_register

    reading = read_register(register, watch)
    rejected = len(reading.report.rejected)
    if rejected:
        typer.echo(f"{register.name}: {rejected} rows were rejected; `wolds import-report` says why", err=True)
    return reading.schools


def _print_rules(plan: Plan) -> None:
    from wolds.clustering.rules_document import RulesDocument, dump_rules_document

    typer.echo("# The rules in force")
    typer.echo(dump_rules_document(RulesDocument(rules=plan.rules, eligibility=plan.eligibility)))


def _accepted(context: EditContext, proposal: Proposal) -> Project:
    change = AcceptProposal(proposal.preview).change(context)
    return Project(context.schools, (context.plan.apply(change),)).logged(change.text)


def _write(outputs: Outputs, project: Project, proposal: Proposal, started: float) -> None:
    schools, plan = project.schools, project.plan
    standing = proposal.preview.context.standing
    scoreboard = Scoreboard.of(schools, standing, plan)
    exported = Exported.of(schools, standing, plan, scoreboard, solution=proposal.solution, unplaced=proposal.unplaced)
    if outputs.plan is not None:
        from wolds.app.planfile import save_project

        save_project(project, outputs.plan, figures=scoreboard.clusters)
    if outputs.clusters is not None:
        write_clusters_csv(exported, outputs.clusters, with_about=False)
    if outputs.excluded is not None:
        write_excluded_csv(exported, outputs.excluded, with_about=False)
    seconds = round(time.perf_counter() - started, 3)
    if outputs.summary is not None:
        write_summary(exported, outputs.summary, seconds)
    _say(exported, seconds)


def _say(exported: Exported, seconds: float) -> None:
    figures, facts = exported.scoreboard.plan, exported.facts
    sample = " (sample data: made up)" if exported.is_sample else ""
    typer.echo(f"{figures.read} schools read, {figures.excluded} left out, {figures.to_place} to be placed{sample}")
    bound = f" (no plan leaves fewer than {facts.unplaced_bound})" if facts else ""
    typer.echo(f"{figures.placed} placed in {figures.clusters} clusters, {figures.unplaced} not placed{bound}")
    solved = f", solved in {facts.solve_seconds:.2f} s" if facts else ""
    typer.echo(f"cost {figures.cost_km:.2f} km straight line. {proof_words(exported)}. {seconds:.1f} s{solved}")
    sys.stdout.flush()
