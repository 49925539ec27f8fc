"""Start-up."""

from __future__ import annotations

from typing import Final

from benchmarks.figures import seconds, table
from benchmarks.promises import Promise, seconds_of
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

_NAMES: Final = {
    "python": "Python alone, for comparison",
    "import": "Python, importing the command line",
    "help": "`wolds --help`",
    "propose": "`wolds propose` for the sample county, cluster list written",
    "window": "The window, from nothing to painted",
    "sample": "The window with the sample county on the map",
}
_NOTE: Final = (
    "Load while measuring, before and after: {:.1f} and {:.1f}. Start-up suffers most from neighbours: see Python alone."
)


def measure(settings: Settings) -> list[Outcome]:
    """Each start, several times."""
    from wolds.resources.loader import sample_register_path, sample_rules_path

    register, rules = str(sample_register_path()), str(sample_rules_path())
    return [settings.measure("starting", "", runs=settings.runs, register=register, rules=rules)]


def tables(rows: list[Outcome]) -> str:
    """One table."""
    (outcome,) = rows
    lines = [(text, seconds(outcome.seconds[name])) for name, text in _NAMES.items()]
    return f"## Start-up\n\n{_NOTE.format(*outcome.load)}\n\n{table(('New process', 'Time'), lines)}"


def promises(rows: list[Outcome]) -> list[Promise]:
    """Command line and window."""
    return [
        Promise("`wolds --help`", 0.5, seconds_of(rows, "", "help")),
        Promise("Window shown", 2.0, seconds_of(rows, "", "window")),
    ]
