"""Towns and country too dense to list every cluster: a plan that keeps the rules, bounds that hold, and an end at once."""

import time

import numpy as np
import pytest
from engine_cases import make_problem

from wolds.clustering.engine import solve
from wolds.clustering.problem import Ended
from wolds.clustering.rules import Rules

SCHOOLS = 700


@pytest.fixture(scope="module")
def country():
    """Seven hundred schools, half of them in three towns: some ten thousand million possible clusters at 12 km."""
    dice = np.random.default_rng(7)
    towns = dice.normal(dice.uniform(15, 65, (3, 1, 2)), 3.0, (3, SCHOOLS // 6, 2)).reshape(-1, 2)
    points = np.concatenate([towns, dice.uniform(0, 80, (SCHOOLS - len(towns), 2))])
    roll = dice.integers(20, 210, SCHOOLS).tolist()
    return make_problem([tuple(point) for point in points.tolist()], Rules(cap_km=12), roll=roll)


@pytest.fixture(scope="module")
def best(country):
    """The best plan of the country, found once."""
    return solve(country)


def assert_keeps_the_rules(problem, solution):
    place = {int(urn): node for node, urn in enumerate(problem.urn)}
    seen = set()
    for cluster in solution.clusters:
        nodes = np.array([place[urn] for urn in cluster])
        assert not seen & set(cluster)
        seen |= set(cluster)
        assert 3 <= len(nodes) <= 6
        assert problem.roll[nodes].sum() >= 150
        apart = np.hypot(np.subtract.outer(problem.easting_m[nodes], problem.easting_m[nodes]),
                         np.subtract.outer(problem.northing_m[nodes], problem.northing_m[nodes]))  # fmt: skip
        assert apart.max() <= 12_000
    assert len(seen) == len(problem) - solution.unplaced


def test_a_dense_country_is_planned_within_a_quarter_per_cent_of_its_bound(country, best):
    assert best.ended == Ended.FINISHED
    assert best.unplaced == best.unplaced_bound
    assert 0 <= best.gap_percent <= 0.25
    assert_keeps_the_rules(country, best)


def test_memory_changes_what_is_written_down_but_no_bound(country, best):
    tight = solve(country, memory_mb=100)
    assert_keeps_the_rules(country, tight)
    for one, other in ((best, tight), (tight, best)):
        assert one.unplaced_bound <= other.unplaced
        assert one.unplaced > other.unplaced or one.objective_bound_km <= other.parts.total_km + 1e-6


class StopAfter:
    """A watch that asks to stop after so many questions, and remembers the processor's time then."""

    def __init__(self, questions):
        self.questions, self.asked_s = questions, None

    def tell(self, fraction, message=""):
        """Not wanted here."""

    def should_stop(self):
        self.questions -= 1
        if self.questions < 0 and self.asked_s is None:
            self.asked_s = time.process_time()
        return self.questions < 0


@pytest.mark.parametrize("questions", [3, 12, 40, 90, 160, 240, 400, 700])
def test_whenever_it_is_stopped_it_ends_at_once_with_a_plan_and_bounds_that_hold(country, best, questions):
    watch = StopAfter(questions)
    stopped = solve(country, watch)
    assert watch.asked_s is not None
    assert time.process_time() - watch.asked_s < 0.5
    assert stopped.ended == Ended.CANCELLED
    assert_keeps_the_rules(country, stopped)
    assert stopped.unplaced_bound <= best.unplaced <= stopped.unplaced
    if stopped.unplaced == best.unplaced:
        assert stopped.objective_bound_km <= best.parts.total_km + 1e-6
