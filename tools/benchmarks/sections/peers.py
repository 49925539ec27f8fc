"""Proposing, beside complete linkage."""

from __future__ import annotations

from typing import Final

from benchmarks import real_data
from benchmarks.figures import seconds, table
from benchmarks.settings import LINCOLNSHIRE, LINCOLNSHIRE_CAPS_KM, Settings, lincolnshire_case, schools_case
from benchmarks.timing import Outcome

_TITLE: Final = "## Proposing, beside complete linkage"
_HEAD: Final = ("Register", "Way", "Time", "Unplaced", "Clusters", "Travel, km", "Clusters that break size or roll")
_NOTE: Final = (
    "scikit-learn's complete linkage cut at the cap keeps every pair within it, but knows nothing of sizes and rolls:"
    " the last column counts what it breaks as it comes. The repair splits what is too large along the same linkage, "
    "joins what is too small, and moves single schools where they fit; time, unplaced and travel are after it. Rules:"
    " 3 to 6 schools, 150 pupils, every pair within the cap (12 km unless said), no barriers, federations not forced."
    " Travel sums over the schools that are placed, so a way that leaves more out has less to travel."
)


def measure(settings: Settings) -> list[Outcome]:
    """Registers of all sizes, and Lincolnshire where it is at hand."""
    runs = settings.runs
    rows = [
        settings.measure("peers", schools_case(size), register=settings.register(size), runs=runs) for size in settings.sizes
    ]
    primaries = real_data.primaries() if settings.with_real_data else None
    for cap_km in LINCOLNSHIRE_CAPS_KM if primaries else ():
        given = {"register": str(primaries), "la": LINCOLNSHIRE, "cap_km": cap_km, "runs": runs}
        rows.append(settings.measure("peers", lincolnshire_case(cap_km), **given))
    return rows


def tables(rows: list[Outcome]) -> str:
    """One table."""
    if any(row.facts.get("missing") for row in rows):
        return f"{_TITLE}\n\nNot measured: scikit-learn is missing (`pip install -e .[bench]`)."
    return f"{_TITLE}\n\n{table(_HEAD, [line for row in rows for line in _lines(row)])}\n\n{_NOTE}"


def _lines(row: Outcome) -> list[tuple[str, ...]]:
    facts = row.facts
    broken = {"wolds": "0", "linkage": f"{facts['raw_broken']:,} of {facts['raw_clusters']:,}"}
    gap = "proven best" if facts["proven"] else f"within {facts['gap_percent']:.2g} % of the best"
    names = {"wolds": f"Wolds, {gap}", "linkage": "linkage and repair"}
    return [
        (
            row.case,
            text,
            seconds(row.seconds[name]),
            f"{facts[name]['unplaced']:,} of {facts['to_place']:,}",
            f"{facts[name]['clusters']:,}",
            f"{facts[name]['cost_km']:,.0f}",
            broken[name],
        )
        for name, text in names.items()
    ]
