"""Writes one question of the comparison down: schools and rules as plain arrays, and the engine's own problem."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np

from benchmarks import real_data
from benchmarks.judging import Limits, Places
from benchmarks.planning import plain_context
from benchmarks.timing import Outcome


def measure(register: str, cap_km: float, target: str, la: str = "", rural: bool = False, size_max: int = 6) -> Outcome:
    """Small primaries of a register, of one LA of it or of its rural places, under the command line's rules."""
    from wolds.clustering.build import build_problem

    wanted: dict[str, object] = {"la_codes": [la]} if la else {}
    if rural:
        wanted["urns"] = real_data.rural_urns(Path(register))
    context = plain_context(register, cap_km, size_max, **wanted)
    problem = build_problem(context.schools, context.standing, context.plan)
    rules = context.plan.rules
    assert rules.size_max is not None
    assert rules.roll_min is not None
    limits = Limits(round(cap_km * 1000), rules.size_min, rules.size_max, rules.roll_min)
    points = np.column_stack([problem.easting_m, problem.northing_m])
    places = Places(problem.urn, points, problem.roll, limits)
    places.write(Path(f"{target}.npz"))
    Path(f"{target}.pickle").write_bytes(pickle.dumps(problem))
    return Outcome(facts={"to_place": len(places)})
