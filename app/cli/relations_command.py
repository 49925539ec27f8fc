"""The options of `wolds relations`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.plan_options import PlanFile, Scenario


def relations(
    plan: PlanFile,
    sheet: Annotated[
        Path | None, typer.Option(help="Your sheet of who works with whom, and of head vacancies (CSV, XLSX, ODS).")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="With --sheet: plan file to write (.gpkg).")] = None,
    kind: Annotated[
        str,
        typer.Option(metavar="KIND", help="Rows that do not say: collaboration, earlier-cluster or shared-head."),
    ] = "collaboration",
    take_likely: Annotated[
        bool, typer.Option("--take-likely", help="Take schools that stand out although the spelling differs.")
    ] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out rows that cannot be used, and say which.")] = False,
    scenario: Scenario = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Every existing relation and its fate, to write (CSV).")] = None,
) -> None:
    """Say which existing relations a plan keeps and breaks; or bring those of your own sheet into a copy of the plan."""
    from wolds.app.cli.relations import RelationOptions, run

    run(plan, RelationOptions(sheet, out, kind, take_likely, skip_bad, scenario, csv))
