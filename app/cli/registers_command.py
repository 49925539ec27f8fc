"""The options of `wolds registers`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import whole
from wolds.app.cli.plan_options import PlanFile
from wolds.geo.urns import LARGEST_URN


def registers(
    plan: PlanFile,
    number: Annotated[
        int | None,
        typer.Option(
            parser=whole("--number", 1, 1_000), metavar="N", help="Which former register. Default: the one before the present."
        ),
    ] = None,
    to: Annotated[Path | None, typer.Option(help="The former register to bring out, to write (CSV).")] = None,
    review: Annotated[
        Path | None, typer.Option(help="What changed when the plan left the former register, to write (CSV).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Plan file to write (.gpkg): back on the former register, as the plan stood then.")
    ] = None,
    urn: Annotated[
        int | None,
        typer.Option(parser=whole("--urn", 1, LARGEST_URN), metavar="URN", help="A school: what each register says of it."),
    ] = None,
) -> None:
    """Say on which registers a plan has stood; bring one out, look at a school in all of them, or go back to one."""
    from wolds.app.cli.former_registers import RegistersOptions, run

    run(plan, RegistersOptions(number, to, review, out, urn))
