"""`wolds policy PLAN --scenarios`: church only, mixed informally, mixed formally, proposed in one step and set side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from wolds.app.cli.printing import say
from wolds.app.cli.stopping import TerminalWatch
from wolds.app.cli.values import refuse_missing, refuse_overwriting, refuse_unwritable
from wolds.app.diocese import three_scenarios
from wolds.app.export.about import NOT_CLOSURE, SAMPLE
from wolds.app.policy_files import load_policy
from wolds.clustering.models import Model, model_name
from wolds.clustering.policy.scenario_figures import ScenarioFigures
from wolds.clustering.wording import parted_text


def run(path: Path, out: Path, table: Path | None, formal: Model) -> None:
    """Add the three scenarios to a copy of the plan, and print them side by side. Raises `InputError`."""
    from wolds.app.planfile import open_project, save_project

    for given in (path, table):
        if given is not None:
            refuse_missing(given)
    refuse_unwritable(out, ".gpkg")
    refuse_overwriting(out, (path, table))
    policy = None if table is None else load_policy(table)
    project = open_project(path).project
    with TerminalWatch() as watch:
        project, figures = three_scenarios(project, policy, formal, watch=watch)
    save_project(project, out)
    say("\n".join(_lines(figures, project.schools.source.is_sample)))


def _lines(figures: Sequence[ScenarioFigures], is_sample: bool) -> Iterator[str]:
    if is_sample:
        yield SAMPLE
    for one in figures:
        yield f"{one.name}, judged as {model_name(one.model) if one.model else 'each cluster aims'}:"
        yield f"    {one.placed} of {one.to_place} schools placed, {_left_over(len(one.stranded_church))}"
        travel = f"longest pair {one.measure.text(one.longest_km)}, cost {one.measure.text(one.cost_km)}"
        travel += f"; {parted_text(one.parted)}" if one.parted else ""
        yield f"    {one.clusters} clusters, {one.mixed} of them mixed; {travel}"
        yield f"    {one.barred} pairs ruled out by table or law; approval needed: {_named(one.approval)}"
        proof = "proven best" if one.proven else "not proven best"
        yield f"    crossing a diocese or an authority: {_named(one.crosses)}; {proof}"
    yield NOT_CLOSURE


def _named(ids: tuple[str, ...]) -> str:
    return f"{len(ids)} ({', '.join(ids)})" if ids else "none"


def _left_over(count: int) -> str:
    return "1 church school left over" if count == 1 else f"{count} church schools left over"
