"""In the window."""

from __future__ import annotations

from typing import Final

from benchmarks.figures import median, milliseconds, p95, table
from benchmarks.promises import Promise, seconds_of
from benchmarks.settings import Settings, schools_case
from benchmarks.timing import Outcome

_NAMES: Final = {
    "edit": "Edit to repaint: a school moved, until map, table and tree are painted",
    "edit alone": "Of that, processor time: what it would take with a core of its own",
    "undo": "Undo to repaint",
    "select": "A school selected, until its rows are in sight",
    "pan": "Pan, a frame, the whole plan in sight",
    "pan near": "Pan, a frame, five times nearer",
    "repaint": "Everything on the map painted anew (recoloured)",
    "show": "An opened plan shown in the window for the first time",
}


def measure(settings: Settings) -> list[Outcome]:
    """Plans of all sizes."""
    return [settings.window(size) for size in settings.sizes]


def tables(rows: list[Outcome]) -> str:
    """One table."""
    lines = [(text, *(_middle_and_tail(row.seconds[name]) for row in rows)) for name, text in _NAMES.items()]
    ports = {tuple(row.facts["viewport"]) for row in rows}
    size = ", ".join(f"{width}x{height}" for width, height in sorted(ports))
    head = ("Median / 95th percentile", *(row.case for row in rows))
    note = f"Edits in the whole window at 1920x1080; pans and repaints on a map alone of {size} pixels."
    return f"## In the window\n\n{table(head, lines)}\n\n{note}"


def _middle_and_tail(values: list[float]) -> str:
    return milliseconds(values[0]) if len(values) == 1 else f"{milliseconds(median(values))} / {milliseconds(p95(values))}"


def promises(rows: list[Outcome]) -> list[Promise]:
    """Edit and pan at the largest size."""
    case = schools_case(17_000)
    return [
        Promise("Edit to repaint at 17,000 schools, median", 0.1, seconds_of(rows, case, "edit"), "ms"),
        Promise("Pan at 1920x1080, 17,000 schools, median frame", 0.033, seconds_of(rows, case, "pan"), "ms"),
        Promise("Pan at 1920x1080, 17,000 schools, 95th percentile", 0.060, seconds_of(rows, case, "pan", p95), "ms"),
    ]
