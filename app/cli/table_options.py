"""The options of commands that read a register: what goes with a table that is no GIAS extract, which schools, and how far."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import MOST_KM, MOST_PUPILS, number, whole

Mapping = Annotated[
    Path | None, typer.Option(help="For a table that is no GIAS extract: which column is what (`wolds mapping` makes one).")
]
Postcodes = Annotated[
    Path | None, typer.Option(help="For a table without coordinates: points of postcodes (CSV, or a zip of CSVs).")
]
RegisterOrPlan = Annotated[
    Path, typer.Argument(help="School register (a GIAS extract, or any table of schools) or plan file (.gpkg).")
]
Authorities = Annotated[
    list[str] | None, typer.Option("--la", metavar="CODE", help="Local authority; may be repeated. Default: every one.")
]
MaxRoll = Annotated[
    int | None, typer.Option(parser=whole("--max-roll", 0, MOST_PUPILS), metavar="PUPILS", help="Largest roll of one school.")
]
ReachKm = Annotated[
    float | None,
    typer.Option(parser=number("--km", MOST_KM, "km"), metavar="KM", help="Reach in straight-line km, instead of minutes."),
]
