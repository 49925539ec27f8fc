"""Memory of the command line and of the window."""

from __future__ import annotations

from typing import Final

from benchmarks.figures import table
from benchmarks.settings import Settings, schools_case
from benchmarks.timing import Outcome

_HEADS: Final = {
    "read_mb": "Command line: register read",
    "proposed_mb": "Command line: proposed",
    "saved_mb": "Command line: saved",
    "empty_mb": "window empty",
    "open_mb": "window with the plan",
    "edited_mb": "after the edits",
}


def measure(settings: Settings) -> list[Outcome]:
    """Registers of all sizes on the command line, and their plans in the window."""
    return [_size(settings, size) for size in settings.sizes]


def _size(settings: Settings, size: int) -> Outcome:
    case, folder = schools_case(size), str(settings.folder)
    outcome = settings.measure("memory", case, register=settings.register(size), schools=size, folder=folder)
    outcome.facts |= settings.window(size).facts
    return outcome


def tables(rows: list[Outcome]) -> str:
    """One table."""
    lines = [(row.case, *(f"{row.facts[key]:.0f} MB" for key in _HEADS)) for row in rows]
    return f"## Memory\n\nThe most that a process of its own has held.\n\n{table(('Peak', *_HEADS.values()), lines)}"
