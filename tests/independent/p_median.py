"""The capacitated p-median problem as a constraint solver reads it: each customer to an open hub, no hub above its capacity."""

from __future__ import annotations

import math
from collections.abc import Sequence

TENTHS_OF_A_MILLIMETRE = 10_000


def least_travel_m(points_m: Sequence[tuple[int, int]], demand: Sequence[int], capacity: int, hubs: int) -> float:
    """The least sum of straight distances to at most so many hubs, in metres, where everyone is served."""
    from ortools.sat.python import cp_model

    model, n = cp_model.CpModel(), len(points_m)
    serves = [[model.new_bool_var(f"{h} serves {i}") for i in range(n)] for h in range(n)]
    for i in range(n):
        model.add_exactly_one(serves[h][i] for h in range(n))
    for h in range(n):
        model.add(sum(demand[i] * serves[h][i] for i in range(n)) <= capacity * serves[h][h])
    model.add(sum(serves[h][h] for h in range(n)) <= hubs)
    travel = [
        (round(math.dist(points_m[h], points_m[i]) * TENTHS_OF_A_MILLIMETRE), serves[h][i]) for h in range(n) for i in range(n)
    ]
    model.minimize(sum(cost * var for cost, var in travel))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise AssertionError("the constraint solver did not finish")
    return solver.objective_value / TENTHS_OF_A_MILLIMETRE
