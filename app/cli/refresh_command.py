"""The options of `wolds refresh`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import number
from wolds.app.cli.plan_options import PlanFile
from wolds.app.cli.table_options import Mapping, Postcodes
from wolds.app.register_files import TableFiles

_MOST_PERCENT = 1_000.0


def refresh(
    plan: PlanFile,
    register: Annotated[
        Path, typer.Argument(help="The new school register: a GIAS extract as CSV, zip or gz, or any table of schools.")
    ],
    links: Annotated[
        Path | None, typer.Option(help="GIAS's links extract: which school took the place of which (CSV, zip or gz).")
    ] = None,
    roll_change: Annotated[
        float,
        typer.Option(
            parser=number("--roll-change", _MOST_PERCENT, "per cent"),
            metavar="PERCENT",
            help="From which change of a roll on it is listed. Default: 10.",
        ),
    ] = 10.0,
    mapping: Mapping = None,
    postcodes: Postcodes = None,
    out: Annotated[Path | None, typer.Option(help="Plan file to write (.gpkg). Without it: a review only.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="The review to write (CSV).")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="The review to write (JSON).")] = None,
) -> None:
    """Take a plan to a new register: what opened, closed, merged or changed, what follows, what broke. Nothing is lost."""
    from wolds.app.cli.refresh import RefreshOptions, run

    run(plan, register, RefreshOptions(links, roll_change / 100, out, csv, json, TableFiles(mapping, postcodes)))
