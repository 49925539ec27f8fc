"""The options of `wolds pairings` and of `wolds policy`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wolds.app.cli.numbers import MOST_MINUTES, number
from wolds.app.cli.plan_options import ScenarioOfPlan
from wolds.app.cli.table_options import Authorities, Mapping, MaxRoll, Postcodes, ReachKm, RegisterOrPlan
from wolds.app.register_files import TableFiles

_Model = Annotated[
    str,
    typer.Option(metavar="MODEL", help="informal, soft_federation, management, hard_federation, trust or amalgamation."),
]


def pairings(
    register: RegisterOrPlan,
    diocese: Annotated[
        list[str] | None, typer.Option(help="Only church schools of this diocese; may be repeated. Default: every one.")
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            parser=number("--minutes", MOST_MINUTES, "minutes"),
            metavar="MINUTES",
            help="Reach in estimated minutes. Default: 20.",
        ),
    ] = None,
    km: ReachKm = None,
    la: Authorities = None,
    max_roll: MaxRoll = None,
    model: _Model = "informal",
    policy: Annotated[
        Path | None, typer.Option(help="Policy table (TOML). Default: the plan's, or the starting table.")
    ] = None,
    mapping: Mapping = None,
    postcodes: Postcodes = None,
    scenario: ScenarioOfPlan = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Pairs and schools not paired, to write (CSV).")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Everything that was found, to write (JSON).")] = None,
) -> None:
    """Pair church with community schools as well as can be, and say where policy rather than distance leaves a school alone."""
    from wolds.app.cli.pairings import PairingOptions, run

    options = PairingOptions(
        dioceses=_named(diocese), minutes=minutes, km=km, la=tuple(code.strip() for code in la or ()), max_roll=max_roll,
        model=model, policy=policy, scenario=scenario, csv=csv, json=json, table=TableFiles(mapping, postcodes),
    )  # fmt: skip
    run(register, options)


def _named(dioceses: list[str] | None) -> tuple[str, ...]:
    from wolds.geo.errors import InputError

    if any(not name.strip() for name in dioceses or ()):
        raise InputError("--diocese: the name is empty", remedy="Give a part of the name, or leave the option out.")
    return tuple(dioceses or ())


def policy(
    file: Annotated[
        Path | None, typer.Argument(help="A policy table (TOML) to check, or a plan file (.gpkg) to judge.")
    ] = None,
    table: Annotated[Path | None, typer.Option("--policy", help="Judge the plan by this table instead of its own.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Judge every cluster as this model. Default: its own.")
    ] = None,
    scenario: ScenarioOfPlan = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="What each cluster needs, to write (CSV).")] = None,
    scenarios: Annotated[
        Path | None,
        typer.Option(
            help="Propose church only, mixed informally and mixed formally (--model), into a copy of the plan (.gpkg)."
        ),
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of the policy table.")] = False,
) -> None:
    """Print the starting policy table, check one, or say what a plan's clusters need: advice, approval, or another model."""
    from wolds.app.cli.policy import run

    run(file, table, model, scenario, csv, schema=schema, scenarios=scenarios)
