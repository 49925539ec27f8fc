"""Rule sets of whole counties."""

from __future__ import annotations

from typing import Final

from benchmarks import real_data
from benchmarks.figures import p95, table
from benchmarks.promises import Promise
from benchmarks.settings import Settings
from benchmarks.timing import Outcome

_TITLE: Final = "## Forty-five rule sets of real counties"
_CASE: Final = "45 rule sets"
_HEAD: Final = ("Rule set", "Schools", "Feasible clusters", "Unplaced", "Gap", "Time", "One moved", "The rest")
_TIMES: Final = {"first": "from nothing", "moved": "one school moved and locked", "rest": "all but four clusters locked"}
_NOTE: Final = (
    "Small primaries (at most 209 pupils) of one authority each, by its code. Time is from the plan to the answer, libraries"
    " loaded. After an edit: the first school moved to the nearest other cluster and locked there, then everything proposed"
    " anew; or every cluster locked but the first four, then the rest."
)


def measure(settings: Settings) -> list[Outcome]:
    """All rule sets in one process, where the register is at hand."""
    register = real_data.primaries() if settings.with_real_data else None
    return [settings.measure("county_rules", _CASE, register=str(register), runs=1)] if register else []


def tables(rows: list[Outcome]) -> str:
    """One table, and its figures in a sentence."""
    if not rows:
        return f"{_TITLE}\n\n{real_data.missing(rows, _CASE).strip()}"
    cases = rows[0].facts["cases"]
    tails = "; ".join(f"{text} {p95(rows[0].seconds[name]):.2f} s" for name, text in _TIMES.items())
    told = f"{_proven(rows[0])} of {len(cases)} proven best. 95th percentile of the time: {tails}."
    lines = [
        (
            case["case"],
            f"{case['to_place']:,}",
            f"{case['feasible_clusters']:,}",
            f"{case['unplaced']} of at least {case['unplaced_bound']}",
            "proven best" if case["proven"] else f"{case['gap_percent']:.3f} %",
            *(f"{case[name]:.2f} s" for name in _TIMES),
        )
        for case in cases
    ]
    return f"{_TITLE}\n\n{told}\n\n{table(_HEAD, lines)}\n\n{_NOTE}"


def _proven(row: Outcome) -> int:
    return sum(case["proven"] for case in row.facts["cases"])


def promises(rows: list[Outcome]) -> list[Promise]:
    """How soon, at the 95th percentile, and that none is left unproven."""
    first, moved, rest = ([p95(row.seconds[name]) for row in rows] or [None] for name in _TIMES)
    unproven = [100.0 * (1 - _proven(row) / len(row.facts["cases"])) for row in rows] or [None]
    return [
        Promise("Rule sets of counties, 95th percentile", 1.0, first[0]),
        Promise("After one school was moved and locked, 95th percentile", 0.3, moved[0]),
        Promise("The rest after all but four clusters were locked, 95th percentile", 0.3, rest[0]),
        Promise("Rule sets of counties that were not proven best", 1.0, unproven[0], "%"),
    ]
