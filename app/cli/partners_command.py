"""The options of `wolds partners`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import MOST_MINUTES, MOST_PUPILS, number, whole
from wolds.app.cli.plan_options import ScenarioOfPlan
from wolds.app.cli.table_options import Mapping, Postcodes, ReachKm, RegisterOrPlan
from wolds.app.register_files import TableFiles


def partners(
    register: RegisterOrPlan,
    school: Annotated[str, typer.Argument(metavar="URN|NAME", help="The school: its URN, or its name typed carelessly.")],
    minutes: Annotated[
        float | None,
        typer.Option(
            parser=number("--minutes", MOST_MINUTES, "minutes"),
            metavar="MINUTES",
            help="Reach in estimated minutes, such as 10, 20 or 30. Default: 20.",
        ),
    ] = None,
    km: ReachKm = None,
    weight: Annotated[
        list[str] | None,
        typer.Option("--weight", metavar="PART=NUMBER", help="What a part of the score counts: travel=5; may be repeated."),
    ] = None,
    with_school: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="URN|NAME", help="A partner of a what-if group; may be repeated."),
    ] = None,
    groups: Annotated[
        int, typer.Option(parser=whole("--groups", 0, 10), metavar="NUMBER", help="How many best groups of each size 2 to 6.")
    ] = 1,
    roll_min: Annotated[
        int | None,
        typer.Option(
            parser=whole("--roll-min", 0, MOST_PUPILS),
            metavar="PUPILS",
            help="Least combined roll of a group; 0 = none. Default: the plan's, or 150.",
        ),
    ] = None,
    mapping: Mapping = None,
    postcodes: Postcodes = None,
    scenario: ScenarioOfPlan = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Ranked list to write (CSV).")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Everything that was found, to write (JSON).")] = None,
    out: Annotated[Path | None, typer.Option(help="Save the what-if group as a small plan (.gpkg), to be sent on.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="MODEL", help="The model that such a plan aims at. Default: informal.")
    ] = None,
) -> None:
    """Find partners for a school: who is near and alike, what a group would be, and the best groups there are."""
    from wolds.app.cli.partners import PartnerOptions, run

    options = PartnerOptions(
        minutes=minutes, km=km, weights=tuple(weight or ()), chosen=tuple(with_school or ()), scenario=scenario,
        roll_min=roll_min, groups=groups, csv=csv, json=json, table=TableFiles(mapping, postcodes), out=out, model=model,
    )  # fmt: skip
    run(register, school, options)
