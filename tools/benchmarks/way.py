"""One way to groups of schools, in a process of its own: its time and memory, what it breaks, what is left after the repair."""

from __future__ import annotations

import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.judging import Places
from benchmarks.repair import repaired
from benchmarks.timing import Outcome, peak_mb
from benchmarks.ways import LIBRARIES, Answer

_AGAIN_S: Final = 20.0
"""A way is run again as long as all runs together stay under this."""


def measure(way: str, question: str, seconds: float, runs: int) -> Outcome:
    """Answer the question as often as the time allows; a library that is missing is named in the facts."""
    missing = [name for name in LIBRARIES[way] if find_spec(name.split(".")[0]) is None]
    if missing:
        return Outcome(facts={"missing": missing[0]})
    for name in LIBRARIES[way]:
        import_module(name)
    places, problem = Places.read(Path(f"{question}.npz")), Path(f"{question}.pickle")
    outcome = Outcome({"wall": [], "cpu": []}, {"loaded_mb": peak_mb()})
    answer = _timed(way, places, problem, seconds, runs, outcome)
    outcome.peak_mb = peak_mb()
    outcome.facts |= _facts(places, answer)
    return outcome


def _timed(way: str, places: Places, problem: Path, seconds: float, runs: int, outcome: Outcome) -> Answer:
    work, spent = import_module(f"benchmarks.ways.{way}").answer, 0.0
    while True:
        wall, cpu = time.perf_counter(), time.process_time()
        answer: Answer = work(places, problem, seconds)
        outcome.seconds["wall"].append(time.perf_counter() - wall)
        outcome.seconds["cpu"].append(time.process_time() - cpu)
        spent += outcome.seconds["wall"][-1]
        if len(outcome.seconds["wall"]) == runs or spent + outcome.seconds["wall"][-1] > _AGAIN_S:
            return answer


def _facts(places: Places, answer: Answer) -> dict[str, Any]:
    grouped = [group for group in answer.groups if len(group) > 1]
    mended = repaired(places, answer.groups)
    unplaced = len(places) - sum(map(len, mended))
    gap = answer.gap_percent if {frozenset(group) for group in mended} == {frozenset(group) for group in grouped} else None
    return {
        "to_place": len(places),
        "groups": len(grouped),
        "no_plan": not answer.groups,
        "broken": places.broken_groups(answer.groups),
        "clusters": len(mended),
        "unplaced": unplaced,
        "cost_km": places.cost_km(mended),
        "bound": answer.bound,
        "gap_percent": gap,
        "proven": answer.bound == unplaced and gap is not None and gap <= 0.0001,
        "feasible_clusters": answer.feasible,
    }
