"""The small primaries of Lincolnshire, from the real register."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest
from engine_cases import make_problem

from wolds.clustering.engine import solve
from wolds.clustering.problem import Ended, Problem
from wolds.clustering.rules import Rules
from wolds.clustering.unplaced import explain_unplaced

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def lincolnshire(real_data: Path):
    import pandas as pd

    table = pd.read_csv(real_data / "gias" / "england_primary_open_2024.csv.gz", low_memory=False)
    primary = (table["PhaseOfEducation (name)"] == "Primary") & (table["LA (code)"] == 925)
    table = table[primary & table["NumberOfPupils"].between(1, 209) & table["Easting"].gt(0)].sort_values("URN")

    def problem(rules: Rules) -> Problem:
        points = list(zip(table["Easting"] / 1000, table["Northing"] / 1000, strict=True))
        return make_problem(points, rules, roll=table["NumberOfPupils"].astype(int).tolist())

    return problem


def test_lincolnshire_at_8_km_leaves_27_and_that_is_proven(lincolnshire):
    problem = lincolnshire(Rules(cap_km=8))
    solution = solve(problem)
    assert len(problem) == 173
    assert (solution.unplaced, solution.unplaced_bound, solution.proven) == (27, 27, True)
    codes = [found.code for found in explain_unplaced(problem, solution)]
    assert len(codes) == 27
    assert set(codes) <= {"no-neighbour", "no-group", "roll", "competition"}


def test_lincolnshire_at_12_km_places_all_and_that_is_proven(lincolnshire):
    solution = solve(lincolnshire(Rules(cap_km=12)))
    assert (solution.unplaced, solution.unplaced_bound, solution.proven) == (0, 0, True)
    assert solution.parts.cost_km == pytest.approx(889.0178, abs=1e-4)


def test_the_answer_for_lincolnshire_is_the_same_twice(lincolnshire):
    problem = lincolnshire(Rules(cap_km=12, max_clusters=45))
    assert solve(problem).clusters == solve(problem).clusters


class Cancel:
    """A watch that a test cancels from outside."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def tell(self, fraction: float, message: str = "") -> None:
        """Not wanted here."""

    def should_stop(self) -> bool:
        return self.asked.is_set()


def test_a_cancelled_run_hands_over_its_first_plan_at_least(lincolnshire):
    watch = Cancel()
    first = []

    def cancel_at_the_first_plan(plan):
        first.append(plan)
        watch.asked.set()

    solution = solve(lincolnshire(Rules(cap_km=12)), watch, on_plan=cancel_at_the_first_plan)
    assert solution.ended == Ended.CANCELLED
    assert solution.unplaced <= first[0].unplaced
    assert solution.unplaced_bound <= 0
    assert solution.objective_bound_km <= solution.parts.total_km


def test_a_time_limit_ends_a_run_in_time(lincolnshire):
    started = time.monotonic()
    solution = solve(lincolnshire(Rules(cap_km=20, size_max=8)), time_limit_s=0.02)
    assert solution.ended == Ended.TIME
    assert solution.unplaced >= solution.unplaced_bound
    assert time.monotonic() - started < 10
    placed = np.concatenate([*map(np.array, solution.clusters), np.empty(0)])
    assert len(placed) == len(np.unique(placed))
