"""The options of `wolds report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import MOST_KM, MOST_MINUTES, number
from wolds.app.cli.plan_options import PlanFile, Scenario


def report(
    plan: PlanFile,
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
    scenario: Scenario = None,
    house_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="House style to begin with, to write as well (TOML).")
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="committee, brief (for governors), letters (to headteachers) or diocesan. Default: committee."
        ),
    ] = "committee",
    each: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT", help="A file for each school, cluster or la, into the new folder --out, which comes whole or not."
        ),
    ] = None,
    school: Annotated[str | None, typer.Option(metavar="URN|NAME", help="Brief: of this school and its cluster.")] = None,
    cluster: Annotated[str | None, typer.Option(metavar="ID", help="Brief: of this cluster, for all its governors.")] = None,
    words: Annotated[Path | None, typer.Option(metavar="FILE", help="Letters: the council's own words (TOML).")] = None,
    words_out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Words of letters to begin with, to write as well (TOML).")
    ] = None,
    diocese: Annotated[list[str] | None, typer.Option(help="Diocesan: only this diocese; repeatable. Default: all.")] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            parser=number("--minutes", MOST_MINUTES, "minutes"), metavar="MINUTES", help="Diocesan: reach. Default: 20."
        ),
    ] = None,
    km: Annotated[
        float | None,
        typer.Option(parser=number("--km", MOST_KM, "km"), metavar="KM", help="Diocesan: reach in km, instead of minutes."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Diocesan: judge every cluster as this. Default: as its own.")
    ] = None,
    policy: Annotated[Path | None, typer.Option(metavar="FILE", help="Diocesan: another policy table (TOML).")] = None,
) -> None:
    """Write reports of a plan: the committee's (the default), briefs for governors, letters to heads, a diocese's paper."""
    from wolds.app.cli.papers import PaperOptions, is_asked

    asked = PaperOptions(
        kind=kind, out=out, formats=formats, paper=paper, house=house, scenario=scenario, each=each, school=school,
        cluster=cluster, words=words, words_out=words_out, dioceses=tuple(diocese or ()), minutes=minutes, km=km, model=model,
        policy=policy, title=title, without=tuple(without or ()), notes=notes, confidential=confidential, house_out=house_out,
    )  # fmt: skip
    if is_asked(asked):
        from wolds.app.cli.papers_written import run as write_papers

        write_papers(plan, asked)
        return
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
