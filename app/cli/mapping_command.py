"""`wolds mapping`: which column of a table is what, as a document to be looked at and changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def mapping(
    table: Annotated[
        Path, typer.Argument(help="A table of schools: CSV, XLSX, XLS, ODS, GeoPackage (.gpkg) or shapefile (.shp, .zip).")
    ],
    part: Annotated[
        str, typer.Option(metavar="NAME", help="The sheet or layer. Default: the one that looks most like schools.")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="Mapping document to write (.toml). Default: it is printed.")] = None,
) -> None:
    """Guess which column of a table of schools is what, and write it down for --mapping; what is to be settled is said."""
    from wolds.app.cli.mapping import run

    run(table, part, out)
