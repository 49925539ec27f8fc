"""Proposing."""

from __future__ import annotations

from typing import Final

from benchmarks import real_data
from benchmarks.figures import seconds, table
from benchmarks.promises import Promise, seconds_of
from benchmarks.settings import LINCOLNSHIRE, LINCOLNSHIRE_CAPS_KM, Settings, lincolnshire_case, schools_case
from benchmarks.timing import Outcome

_HEAD: Final = ("Register", "To place", "Feasible clusters", "Solving alone", "Whole proposal", "Unplaced", "Gap")
_NOTE: Final = (
    "Whole: the problem put up, solved, reasons found for who is left over, heirs and preview. Lincolnshire is its "
    "small primaries (at most 209 pupils) under the command line's rules: 3 to 6 schools, 150 pupils, every pair "
    "within the cap."
)


def measure(settings: Settings) -> list[Outcome]:
    """Registers of all sizes under the sample's rules, and Lincolnshire where it is at hand."""
    runs = settings.runs
    rows = [
        settings.measure("proposing", schools_case(size), register=settings.register(size), schools=size, runs=runs)
        for size in settings.sizes
    ]
    primaries = real_data.primaries() if settings.with_real_data else None
    for cap_km in LINCOLNSHIRE_CAPS_KM if primaries else ():
        given = {"register": str(primaries), "la": LINCOLNSHIRE, "cap_km": cap_km, "runs": runs}
        rows.append(settings.measure("proposing", lincolnshire_case(cap_km), **given))
    return rows


def tables(rows: list[Outcome]) -> str:
    """One table."""
    lines = [
        (
            row.case,
            f"{row.facts['to_place']:,}",
            f"{row.facts['feasible_clusters']:,}",
            seconds(row.seconds["solve"]),
            seconds(row.seconds["whole"]),
            f"{row.facts['unplaced']:,} of at least {row.facts['unplaced_bound']:,}",
            "proven best" if row.facts["proven"] else f"{row.facts['gap_percent']:.2f} %",
        )
        for row in rows
    ]
    missing = real_data.missing(rows, lincolnshire_case(LINCOLNSHIRE_CAPS_KM[0]))
    return f"## Proposing\n\n{table(_HEAD, lines)}\n\n{_NOTE}{missing}"


def promises(rows: list[Outcome]) -> list[Promise]:
    """Lincolnshire."""
    return [
        Promise(
            f"Lincolnshire's small primaries at {cap_km:g} km, solving",
            1.0,
            seconds_of(rows, lincolnshire_case(cap_km), "solve"),
        )
        for cap_km in LINCOLNSHIRE_CAPS_KM
    ]
