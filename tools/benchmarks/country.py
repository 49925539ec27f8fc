"""One proposal for the primaries of all England: how well it is solved, in what time and memory, in a process of its own."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import real_data
from benchmarks.planning import plain_context
from benchmarks.timing import Outcome, peak_mb


def measure(
    register: str,
    cap_km: float = 12.0,
    rural: bool = False,
    roll_max: int | None = None,
    rules: dict[str, Any] | None = None,
    limit_s: float | None = None,
) -> Outcome:
    """Propose once under the command line's rules, some of them changed: for rural places or all, up to a roll or any roll."""
    from wolds.clustering.build import build_problem
    from wolds.clustering.engine import solve
    from wolds.clustering.rules import Rules

    wanted = {"urns": real_data.rural_urns(Path(register))} if rural else {}
    context = plain_context(register, cap_km, roll_max=roll_max, **wanted)
    asked = Rules.model_validate(context.plan.rules.model_dump() | (rules or {}))
    problem = build_problem(context.schools, context.standing, replace(context.plan, rules=asked))
    begun = time.process_time()
    solution = solve(problem, time_limit_s=limit_s)
    facts = {
        "to_place": len(problem),
        "unplaced": solution.unplaced,
        "unplaced_bound": solution.unplaced_bound,
        "gap_percent": solution.gap_percent,
        "clusters": len(solution.clusters),
        "processor_s": time.process_time() - begun,
        "peak_mb": peak_mb(),
    }
    return Outcome({"solve": [solution.solve_seconds]}, facts)
