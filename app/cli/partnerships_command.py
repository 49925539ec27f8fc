"""The options of `wolds partnerships` and of `wolds take`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.plan_options import PlanFile, Scenario


def partnerships(
    plan: PlanFile,
    scenario: Scenario = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day to judge by, as 2026-09-01. Default: today.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="List of partnerships to write (CSV).")] = None,
    actions: Annotated[Path | None, typer.Option(help="List of actions to write (CSV).")] = None,
    measures: Annotated[Path | None, typer.Option(help="List of measures to write (CSV).")] = None,
    county: Annotated[Path | None, typer.Option(help="Figures of the whole county to write (CSV).")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Everything about partnerships, to write (JSON).")] = None,
    share: Annotated[Path | None, typer.Option(help="Copy of the plan without confidential facts, to write (.gpkg).")] = None,
    confidential: Annotated[bool, typer.Option("--confidential", help="Write confidential facts into the JSON too.")] = False,
) -> None:
    """Say how each partnership of a plan stands: model, money, actions, measures, what it lacks and what its model asks."""
    from wolds.app.cli.partnerships import PartnershipOptions, run

    options = PartnershipOptions(
        scenario=scenario,
        on=on,
        csv=csv,
        actions=actions,
        measures=measures,
        county=county,
        json=json,
        share=share,
        confidential=confidential,
    )
    run(plan, options)


def take(
    plan: PlanFile,
    idea: Annotated[Path, typer.Argument(help="Another plan file, such as a headteacher's idea.")],
    out: Annotated[Path, typer.Option(help="Plan file to write (.gpkg).")],
) -> None:
    """Take the clusters of another plan over, with what is known of their partnerships, into a copy of a plan."""
    from wolds.app.cli.take import run

    run(plan, idea, out)
