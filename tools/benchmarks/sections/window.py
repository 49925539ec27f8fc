"""In the window."""

from __future__ import annotations

from typing import Final

from benchmarks import real_data
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


_HELD: Final = {
    "show": "A plan opened, read and judged beforehand",
    "rules": "A rule changed",
    "filter": "The filter changed",
    "undo": "A rule or filter undone",
    "redo": "The same redone",
    "scenario": "Another scenario",
    "preview": "What a move would do",
    "locks": "Every cluster locked or unlocked",
    "repaint": "Everything on the map painted anew",
}
_ENGLAND: Final = "England, all primaries"
_ENGLAND_CAP_KM: Final = 10.0


def measure(settings: Settings) -> list[Outcome]:
    """Plans of all sizes, then how long each holds the window; England too where its register is at hand."""
    plans = {schools_case(size): settings.plan(size) for size in settings.sizes}
    primaries = real_data.primaries() if settings.with_real_data else None
    if primaries is not None:
        plans[_ENGLAND] = settings.england_plan(str(primaries), _ENGLAND_CAP_KM)
    held = [settings.measure("holding", case, plan=plan, runs=settings.runs) for case, plan in plans.items()]
    return [*(settings.window(size) for size in settings.sizes), *held]


def tables(rows: list[Outcome]) -> str:
    """What is felt until it is painted, and how long the window is held meanwhile."""
    held = [row for row in rows if "rules" in row.seconds]
    parts = [_felt([row for row in rows if "edit" in row.seconds]), *([_held(held)] if held else [])]
    return "\n\n".join(parts)


def _held(rows: list[Outcome]) -> str:
    lines = [(text, *(_middle_and_worst(row.seconds[name]) for row in rows)) for name, text in _HELD.items()]
    sizes = ("Clusters", *(f"{row.facts['clusters']:,}" for row in rows))
    head = ("Median / worst", *(row.case for row in rows))
    note = (
        "The longest stretch in which the window hears no key and paints nothing, from the act until all of it is shown: large "
        "plans are shown view by view and painted part by part."
    )
    return f"### How long the window is held\n\n{table(head, [sizes, *lines])}\n\n{note}{real_data.missing(rows, _ENGLAND)}"


def _middle_and_worst(values: list[float]) -> str:
    return milliseconds(values[0]) if len(values) == 1 else f"{milliseconds(median(values))} / {milliseconds(max(values))}"


def _felt(rows: list[Outcome]) -> str:
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
        Promise("A rule changed for all England, median hold", 0.1, seconds_of(rows, _ENGLAND, "rules"), "ms"),
    ]
