"""The options of `wolds compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
