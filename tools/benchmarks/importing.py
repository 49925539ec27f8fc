"""How long a register takes to read, beside pandas reading all columns of the same file as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.timing import Outcome, side_by_side

if TYPE_CHECKING:
    from wolds.geo.registers import Reading


def measure(register: str, runs: int) -> Outcome:
    """The first reading of a process with the libraries that it loads, then both in turns; no runs: the first alone."""
    first = side_by_side({"first": lambda: _read(register)}, 1)
    if not runs:
        return Outcome(first)
    import pandas as pd

    works = {
        "wolds": lambda: _read(register),
        "pandas": lambda: pd.read_csv(register, dtype=str, encoding="cp1252", keep_default_na=False),
    }
    works["pandas"]()
    reading = _read(register)
    return Outcome(
        first | side_by_side(works, runs),
        {"schools": len(reading.schools.urn), "columns": len(pd.read_csv(register, nrows=1, encoding="cp1252").columns)},
    )


def _read(register: str) -> Reading:
    from wolds.geo.registers import read_register

    return read_register(register)
