"""The options of every command that reads a register: what goes with a table that is no GIAS extract."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Mapping = Annotated[
    Path | None, typer.Option(help="For a table that is no GIAS extract: which column is what (`wolds mapping` makes one).")
]
Postcodes = Annotated[
    Path | None, typer.Option(help="For a table without coordinates: points of postcodes (CSV, or a zip of CSVs).")
]
