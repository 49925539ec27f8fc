"""`wolds alternatives`: several good plans that differ really, side by side."""

from __future__ import annotations

import csv as comma_separated
import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from wolds.app.cli.printing import say
from wolds.app.cli.propose import accepted, print_rules
from wolds.app.cli.question import Asked, question_of
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_overwriting, refuse_same_names, refuse_unwritable
from wolds.app.export.about import SAMPLE
from wolds.app.export.json_files import write_json
from wolds.app.export.origin import origin_of, write_table
from wolds.app.export.summary import finite
from wolds.app.proposing import proposal_of
from wolds.clustering.edits import EditContext
from wolds.clustering.exploring import Alternative, Alternatives, alternatives
from wolds.clustering.project import Project

COLUMNS: Final = (
    *("plan", "clusters", "unplaced", "unplaced_bound", "cost_km", "objective_km", "extra_km", "extra_percent"),
    *("gap_percent", "proven", "other_partners", "gained", "lost", "difference_percent"),
)


@dataclass(frozen=True)
class Wanted:
    """How many plans, how different in per cent, and how much dearer at most; None = however much."""

    count: int
    least_difference: float
    most_dearer: float | None


@dataclass(frozen=True)
class Outputs:
    """Files to write; None = not asked for."""

    plan: Path | None
    csv: Path | None
    json: Path | None


def run(asked: Asked, wanted: Wanted, outputs: Outputs, seed: int) -> None:
    """Look for alternatives, print a line for each, write what was asked for. Raises `InputError` before anything is solved."""
    _refuse_bad_outputs(outputs, asked.files)
    with TerminalWatch() as watch:
        question = question_of(asked, watch)
        print_rules(question.context.plan)
        found = alternatives(
            question.context, wanted.count, wanted.least_difference, wanted.most_dearer, watch=watch, seed=seed
        )
    for note in question.notes:
        say(f"note: {note}")
    if question.context.schools.source.is_sample:
        say(SAMPLE)
    say("\n".join(found.lines))
    _write(question.context, found, outputs)


def _refuse_bad_outputs(outputs: Outputs, inputs: tuple[Path, ...]) -> None:
    for path, suffix in ((outputs.plan, ".gpkg"), (outputs.csv, ".csv"), (outputs.json, ".json")):
        refuse_unwritable(path, suffix)
        refuse_overwriting(path, inputs)
    refuse_same_names((outputs.plan, outputs.csv, outputs.json))


def _write(context: EditContext, found: Alternatives, outputs: Outputs) -> None:
    if outputs.plan is not None:
        from wolds.app.planfile import save_project

        save_project(project_of(context, found), outputs.plan)
    if outputs.csv is not None:
        write_table(outputs.csv, table_of(found).encode("utf-8-sig"), context, found.problem.seed)
    if outputs.json is not None:
        write_json(outputs.json, _document(context, found))


def project_of(context: EditContext, found: Alternatives) -> Project:
    """A project with a scenario for each plan, the best one active."""
    start = Project(context.schools, (context.plan,))
    plans = [accepted(start, proposal_of(context, found.problem, one.solution)).plan for one in found.plans]
    scenarios = tuple(replace(plan, name=_name(one)) for one, plan in zip(found.plans, plans, strict=True))
    return Project(context.schools, scenarios).logged(f"Work out {len(scenarios)} plans that differ")


def _name(one: Alternative) -> str:
    return f"Alternative {one.number}" if one.number else "Best plan"


def table_of(found: Alternatives) -> str:
    """A row for each plan as CSV text; differences from the earlier plans, the best first, are joined by spaces."""
    text = io.StringIO()
    writer = comma_separated.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for one in found.plans:
        row = _figures(one)
        joined = {name: " ".join(map(str, row[name])) for name in ("gained", "lost", "difference_percent")}
        writer.writerow({name: row[name] for name in COLUMNS} | joined)
    return text.getvalue()


def _figures(one: Alternative) -> dict[str, Any]:
    solution = one.solution
    return {
        "plan": one.number,
        "clusters": len(solution.clusters),
        "unplaced": solution.unplaced,
        "unplaced_bound": solution.unplaced_bound,
        "cost_km": _rounded(solution.parts.cost_km),
        "objective_km": _rounded(solution.parts.total_km),
        "extra_km": _rounded(one.extra_km),
        "extra_percent": _rounded(one.extra_percent),
        "gap_percent": _rounded(solution.gap_percent),
        "proven": solution.proven,
        "other_partners": one.other_partners,
        "gained": list(one.effect.gained),
        "lost": list(one.effect.lost),
        "difference_percent": [_rounded(value) for value in one.differences],
        "sentence": one.sentence,
        "members": [list(members) for members in one.clusters],
    }


def _rounded(value: float) -> float | None:
    return finite(round(value, 6) + 0.0)


def _document(context: EditContext, found: Alternatives) -> dict[str, Any]:
    return {
        **origin_of(context, found.problem.seed),
        "asked": found.asked,
        "least_difference_percent": found.least_difference_percent,
        "most_dearer_percent": found.most_dearer_percent,
        "sentence": found.sentence,
        "plans": [_figures(one) for one in found.plans],
    }
