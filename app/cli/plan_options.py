"""The options of every command that reads a plan file: which file, and which scenario of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PlanFile = Annotated[Path, typer.Argument(help="Plan file (.gpkg).")]
Scenario = Annotated[str | None, typer.Option(help="Scenario by name. Default: the one last in use.")]
ScenarioOfPlan = Annotated[str | None, typer.Option(help="Scenario of a plan by name. Default: the one last in use.")]
"""For a command that reads a register or a plan file."""
