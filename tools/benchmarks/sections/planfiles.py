"""The plan file."""

from __future__ import annotations

from typing import Final

from benchmarks.figures import seconds, table
from benchmarks.settings import Settings, schools_case
from benchmarks.timing import Outcome

_HEAD: Final = ("Plan", "Save", "geopandas saves", "Open", "geopandas opens", "Size, Wolds / geopandas")
_NOTE: Final = (
    "geopandas writes and reads the layers of schools and clusters alone; Wolds also keeps rules, scenarios, history,"
    " links, barriers, styles and the last saves, syncs to the disk, replaces in one step, and checks everything when"
    " it opens."
)


def measure(settings: Settings) -> list[Outcome]:
    """Plans of all sizes."""
    given = {"folder": str(settings.folder), "runs": settings.runs}
    return [settings.measure("planfiles", schools_case(size), plan=settings.plan(size), **given) for size in settings.sizes]


def tables(rows: list[Outcome]) -> str:
    """One table."""
    lines = [
        (
            row.case,
            *(seconds(row.seconds[name]) for name in ("save", "geopandas save", "open", "geopandas open")),
            f"{row.facts['own_mb']:.1f} / {row.facts['their_mb']:.1f} MB",
        )
        for row in rows
    ]
    return f"## The plan file\n\n{table(_HEAD, lines)}\n\n{_NOTE}"
