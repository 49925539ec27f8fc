"""The options of `wolds compare`, `wolds rerun` and `wolds merge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import LEAST_MEMORY_MB, MOST_MEMORY_MB, whole
from wolds.app.cli.plan_options import PlanFile, Scenario


def compare(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN[:SCENARIO]...",
            help="Two to five plan files (.gpkg), each with the scenario after a colon, or the one last in use. "
            "One file alone: all its scenarios.",
        ),
    ],
    today: Annotated[bool, typer.Option("--today", help="Today's federations too, as if they were a plan.")] = False,
    start: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="The plan to tell changes from. Default: the first.")
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(help="File to write: .csv (measures), .xlsx or .json (everything); may be repeated."),
    ] = None,
    movers: Annotated[Path | None, typer.Option(help="List of the schools that are elsewhere, to write (CSV).")] = None,
) -> None:
    """Compare plans, all scored on the register, filter and rules of the first: measures, movers, what becomes of clusters."""
    from wolds.app.cli.compare import Outputs, run

    run(plans, Outputs(tuple(out or ()), movers), start, with_today=today)


def rerun(
    plan: PlanFile,
    scenario: Scenario = None,
    json: Annotated[Path | None, typer.Option("--json", help="How it came out, to write (JSON).")] = None,
    memory_mb: Annotated[
        int | None,
        typer.Option(
            parser=whole("--memory-mb", LEAST_MEMORY_MB, MOST_MEMORY_MB),
            metavar="MB",
            help="About how much memory working out a plan may take. Default: 1000.",
        ),
    ] = None,
) -> None:
    """Repeat the proposal that a plan records: schools, rules, seed. Exit status 0 = it came out the same, 1 = otherwise."""
    from wolds.app.cli.rerun import run

    raise typer.Exit(run(plan, scenario, json, memory_mb))


_MOST_DIFFERENCES = 1_000_000


def merge(
    plan: Annotated[Path, typer.Argument(help="Plan file (.gpkg): ours.")],
    other: Annotated[
        Path,
        typer.Argument(
            help="Another officer's plan, a headteacher's idea, or a workbook or list (.xlsx, .ods, .csv) of ours, edited."
        ),
    ],
    every: Annotated[
        str,
        typer.Option("--all", metavar="new|theirs|ours", help="What to take where nothing else is said. Default: what is new."),
    ] = "new",
    take: Annotated[
        list[int] | None,
        typer.Option(
            "--take",
            parser=whole("--take", 1, _MOST_DIFFERENCES),
            metavar="NUMBER",
            help="Take theirs for this difference; may be repeated.",
        ),
    ] = None,
    keep: Annotated[
        list[int] | None,
        typer.Option(
            "--keep",
            parser=whole("--keep", 1, _MOST_DIFFERENCES),
            metavar="NUMBER",
            help="Keep ours for this difference; may be repeated.",
        ),
    ] = None,
    scenario: Annotated[str | None, typer.Option(help="Scenario of ours by name. Default: the one last in use.")] = None,
    their_scenario: Annotated[
        str | None, typer.Option(help="Scenario of theirs by name. Default: the one last in use.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="List of the differences to write (CSV).")] = None,
    out: Annotated[Path | None, typer.Option(help="Plan file to write (.gpkg). Without it: a list only.")] = None,
) -> None:
    """List what another plan or an edited workbook says otherwise, and take over what is wanted."""
    from wolds.app.cli.merge import MergeOptions, run

    run(plan, other, MergeOptions(scenario, their_scenario, every, tuple(take or ()), tuple(keep or ()), csv, out))
