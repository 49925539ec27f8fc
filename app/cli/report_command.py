"""The options of `wolds report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report(
    plan: Annotated[Path, typer.Argument(help="Plan file (.gpkg).")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE|FOLDER", help="Report to write (.pdf or .docx), or the folder to write to.")
    ] = None,
    formats: Annotated[
        str | None, typer.Option("--format", metavar="LIST", help="pdf, docx or pdf,docx. Default: by the name, else both.")
    ] = None,
    paper: Annotated[str | None, typer.Option(metavar="a4|a3", help="Size of the sheet. Default: the house style's.")] = None,
    house: Annotated[
        Path | None, typer.Option(metavar="FILE", help="House style (TOML): name, logo, colour, words, own templates.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the report.")] = "",
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="PART", help="Leave out maps, clusters, travel, money, unplaced, changes or method; repeatable."),
    ] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="Write the notes on schools and clusters into the report too.")
    ] = False,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Write confidential facts into the report too, marked so on each page.")
    ] = False,
    scenario: Annotated[str | None, typer.Option(help="Scenario by name. Default: the one last in use.")] = None,
    house_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="House style to begin with, to write as well (TOML).")
    ] = None,
) -> None:
    """Write the committee report of a plan as tagged PDF and as Word: summary, maps, a page for each cluster, method."""
    from wolds.app.cli.report import ReportOptions, run

    options = ReportOptions(
        out=out,
        formats=formats,
        paper=paper,
        house=house,
        title=title,
        without=tuple(without or ()),
        notes=notes,
        confidential=confidential,
        scenario=scenario,
        house_out=house_out,
    )
    run(plan, options)
