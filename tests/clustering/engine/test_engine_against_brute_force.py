"""The engine against a brute force that tries every partition, with every rule in play."""

import math

import numpy as np
import pytest
from engine_cases import BruteForce, permuted, positions, random_problem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wolds.clustering.engine import solve
from wolds.clustering.problem import Ended

QUICK = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 10**9)
LISTED, PRICED = 1_000, 0  # MB of memory: every cluster is written down, or none but a first few and the others are priced
both_ways = pytest.mark.parametrize("memory_mb", [LISTED, PRICED], ids=["listed", "priced"])


class StopAfter:
    """A watch that asks to stop after so many questions."""

    def __init__(self, questions: int) -> None:
        self.questions = questions

    def tell(self, fraction: float, message: str = "") -> None:
        assert 0 <= fraction <= 1

    def should_stop(self) -> bool:
        self.questions -= 1
        return self.questions < 0


def assert_is_a_plan(problem, brute, solution):
    plan = positions(problem, solution.clusters)
    members = [node for cluster in plan for node in cluster]
    assert len(members) == len(set(members))
    bare = [cluster for cluster in plan if cluster not in set(brute.feasible)]
    assert all(frozenset(cluster) in brute.anchors for cluster in bare)
    assert brute.keeps_k(plan)
    value = brute.value(plan)
    assert value[1] == solution.unplaced
    assert value[2] == pytest.approx(solution.parts.total_km, abs=1e-6)
    return value


@both_ways
@QUICK
@given(seed=seeds)
def test_the_plan_is_the_best_there_is_and_proven(memory_mb, seed):
    problem = random_problem(seed)
    brute, solution = BruteForce(problem), solve(problem, memory_mb=memory_mb)
    value, best = assert_is_a_plan(problem, brute, solution), brute.best()
    assert value[:2] == best[:2]
    assert math.isclose(value[2], best[2], abs_tol=1e-6)
    assert solution.proven
    if memory_mb == LISTED:
        assert solution.feasible_clusters == len(brute.feasible)
    else:
        assert solution.feasible_clusters <= len(brute.feasible)


@both_ways
@QUICK
@given(seed=seeds)
def test_bounds_never_exceed_the_best_plan(memory_mb, seed):
    problem = random_problem(seed)
    brute, solution = BruteForce(problem), solve(problem, memory_mb=memory_mb)
    bare, unplaced, objective = brute.best()
    assert solution.unplaced_bound <= unplaced
    assert solution.objective_bound_km <= objective + 1e-6
    assert solution.cost_bound_km <= brute.least_cost(bare, unplaced) + 1e-6


@both_ways
@QUICK
@given(seed=seeds, questions=st.integers(0, 40))
def test_a_stopped_run_gives_a_plan_that_keeps_the_rules_and_bounds_that_hold(memory_mb, seed, questions):
    problem = random_problem(seed)
    brute, solution = BruteForce(problem), solve(problem, StopAfter(questions), memory_mb=memory_mb)
    value, best = assert_is_a_plan(problem, brute, solution), brute.best()
    assert solution.ended in (Ended.CANCELLED, Ended.FINISHED)
    if value[0] > best[0]:
        return  # locked groups were not settled yet: the bounds speak of plans with as few of them left bare
    assert solution.unplaced_bound <= best[1]
    better = [brute.value(plan) for plan in brute.plans() if brute.keeps_k(plan)]
    assert solution.objective_bound_km <= min(v[2] for v in better if v[:2] <= value[:2]) + 1e-6
    assert solution.cost_bound_km <= brute.least_cost(value[0], value[1]) + 1e-6


@both_ways
@QUICK
@given(seed=seeds)
def test_the_order_of_pairs_does_not_matter(memory_mb, seed):
    problem = random_problem(seed)
    other = permuted(problem, np.random.default_rng(seed))
    assert solve(problem, memory_mb=memory_mb).clusters == solve(other, memory_mb=memory_mb).clusters


def test_a_first_plan_comes_before_the_best():
    plans = []
    problem = random_problem(7)
    solution = solve(problem, on_plan=plans.append)
    assert len(plans) >= 1
    brute = BruteForce(problem)
    for plan in plans:
        assert_is_a_plan(problem, brute, plan)
        assert plan.unplaced >= solution.unplaced
