"""One proposal for the primaries of all England: how well it is solved, in what time and memory, in a process of its own."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks import real_data
from benchmarks.planning import plain_context
from benchmarks.timing import Outcome, peak_mb


def measure(register: str, cap_km: float, rural: bool = False, roll_max: int | None = None) -> Outcome:
    """Propose once under the command line's rules: for rural places or all, up to a roll or whatever the roll."""
    from wolds.clustering.build import build_problem
    from wolds.clustering.engine import solve

    wanted = {"urns": real_data.rural_urns(Path(register))} if rural else {}
    context = plain_context(register, cap_km, roll_max=roll_max, **wanted)
    problem = build_problem(context.schools, context.standing, context.plan)
    begun = time.process_time()
    solution = solve(problem)
    facts = {
        "to_place": len(problem),
        "unplaced": solution.unplaced,
        "unplaced_bound": solution.unplaced_bound,
        "gap_percent": solution.gap_percent,
        "processor_s": time.process_time() - begun,
        "peak_mb": peak_mb(),
    }
    return Outcome({"solve": [solution.solve_seconds]}, facts)
