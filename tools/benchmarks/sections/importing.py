"""Reading a register."""

from __future__ import annotations

from typing import Final

from benchmarks import real_data
from benchmarks.figures import ratio, seconds, table
from benchmarks.fresh import fresh
from benchmarks.promises import Promise, seconds_of
from benchmarks.settings import Settings, schools_case
from benchmarks.timing import Outcome

_ENGLAND: Final = "England"
_HEAD: Final = ("Register", "Schools kept", "First, with libraries", "Wolds", "pandas", "Ratio")
_NOTE: Final = "pandas reads all columns of the same file as text and checks nothing; Wolds reads, checks and reports."


def measure(settings: Settings) -> list[Outcome]:
    """Registers of all sizes, and England's where it is at hand."""
    rows = [_importing(settings, schools_case(size), settings.register(size)) for size in settings.sizes]
    england = real_data.england() if settings.with_real_data else None
    return [*rows, _importing(settings, _ENGLAND, str(england))] if england else rows


def _importing(settings: Settings, case: str, register: str) -> Outcome:
    """The first reading of a process takes as many processes as there are runs."""
    first = [fresh("importing", register=register, runs=0).seconds["first"][0] for _ in range(settings.runs - 1)]
    outcome = settings.measure("importing", case, register=register, runs=settings.runs)
    outcome.seconds["first"] += first
    return outcome


def tables(rows: list[Outcome]) -> str:
    """One table."""
    lines = [
        (
            row.case,
            f"{row.facts['schools']:,}",
            *(seconds(row.seconds[name]) for name in ("first", "wolds", "pandas")),
            ratio(row.seconds["wolds"], row.seconds["pandas"]),
        )
        for row in rows
    ]
    return f"## Reading a register\n\n{table(_HEAD, lines)}\n\n{_NOTE}{real_data.missing(rows, _ENGLAND)}"


def promises(rows: list[Outcome]) -> list[Promise]:
    """England's register."""
    return [
        Promise("England's register, 51,012 rows", 3.0, seconds_of(rows, _ENGLAND, "wolds")),
        Promise("The same, first in a new process, with libraries", 3.0, seconds_of(rows, _ENGLAND, "first")),
    ]
