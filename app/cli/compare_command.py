"""The options of `wolds compare` and of `wolds rerun`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import LEAST_MEMORY_MB, MOST_MEMORY_MB, whole


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
    plan: Annotated[Path, typer.Argument(help="Plan file (.gpkg).")],
    scenario: Annotated[str | None, typer.Option(help="Scenario by name. Default: the one last in use.")] = None,
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
