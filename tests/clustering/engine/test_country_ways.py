"""The ways of a whole country (regions, charges for K, half the time for a plan) on problems whose answer is known."""

import pytest
from engine_cases import BruteForce, positions, random_problem

from wolds.clustering.engine import solve
from wolds.clustering.engine.clock import Clock, Stopped
from wolds.clustering.problem import Ended
from wolds.geo.progress import Unwatched

SEEDS = 150


@pytest.fixture
def as_a_country(monkeypatch):
    """No task is small enough to be searched whole or to keep the row of K."""
    monkeypatch.setattr("wolds.clustering.engine.search.WHOLE_AT_ONCE", 0)
    monkeypatch.setattr("wolds.clustering.engine.search._FIRST_COLUMNS", 0)
    monkeypatch.setattr("wolds.clustering.engine.master.CHARGED_FROM", 0)


def problems(limited):
    """Random problems with a limit on the number of clusters, or without."""
    for seed in range(SEEDS):
        problem = random_problem(seed)
        if (problem.rules.max_clusters is not None) == limited:
            yield seed, problem


@pytest.mark.usefixtures("as_a_country")
@pytest.mark.parametrize("memory_mb", [1_000, 0], ids=["listed", "priced"])
@pytest.mark.parametrize("limited", [True, False], ids=["k", "no-k"])
def test_plans_keep_the_rules_and_bounds_never_exceed_the_best(memory_mb, limited):
    met = tried = 0
    for seed, problem in problems(limited):
        brute, solution = BruteForce(problem), solve(problem, memory_mb=memory_mb)
        plan, (bare, unplaced, objective) = positions(problem, solution.clusters), brute.best()
        assert brute.keeps_k(plan), f"seed {seed}"
        assert all(cluster in set(brute.feasible) or frozenset(cluster) in brute.anchors for cluster in plan), f"seed {seed}"
        value = brute.value(plan)
        assert value[1] == solution.unplaced, f"seed {seed}"
        assert value >= (bare, unplaced, objective - 1e-6), f"seed {seed}"
        if value[0] > bare:
            continue  # the bounds speak of plans that leave as many locked groups bare
        assert solution.unplaced_bound <= unplaced, f"seed {seed}"
        as_good = [brute.value(other) for other in brute.plans() if brute.keeps_k(other)]
        best_km = min(v[2] for v in as_good if v[:2] <= value[:2])
        assert solution.objective_bound_km <= best_km + 1e-6, f"seed {seed}"
        tried, met = tried + 1, met + (value[:2] == (bare, unplaced))
    assert tried >= 20
    assert met >= 0.9 * tried


def test_a_clock_that_spends_a_share_stops_before_the_other():
    whole = Clock(Unwatched(), time_limit_s=3600.0)
    share = whole.spending(0.0)
    whole.pause()
    with pytest.raises(Stopped) as stopped:
        share.pause()
    assert stopped.value.why == Ended.TIME
    unlimited = Clock(Unwatched())
    assert unlimited.spending(0.0) is unlimited
