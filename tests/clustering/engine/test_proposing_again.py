"""Proposing again from a plan: the answer is worth what it is worth from nothing, and stays where nothing better is known."""

from dataclasses import replace

import numpy as np
import pytest
from engine_cases import make_problem, positions, random_problem

from wolds.clustering.engine import programme, solve
from wolds.clustering.problem import Ended
from wolds.clustering.rules import Rules
from wolds.geo.travel import pairs_of

LISTED, PRICED = 1_000, 0  # MB of memory: every cluster is written down, or none but a first few
both_ways = pytest.mark.parametrize("memory_mb", [LISTED, PRICED], ids=["listed", "priced"])


def from_nothing(problem):
    return replace(problem, present=np.empty((0, 2), dtype=np.int64))


def with_plan(problem, clusters):
    """The problem with clusters, given by URN, as the present plan."""
    pairs = [pair for cluster in positions(problem, clusters) for pair in pairs_of(sorted(cluster))]
    return replace(problem, present=np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2))


def without_little_change(problem):
    """The rules do not ask how much of the present plan is kept, so that it must not matter for what is best."""
    return replace(problem, rules=problem.rules.model_copy(update={"little_change_km": 0.0}))


def moved(problem, clusters, dice):
    """The plan after a person moved one school to another cluster and locked it there: with its clusters and its lock."""
    plan = [list(cluster) for cluster in clusters]
    source, target = dice.choice(len(plan), 2, replace=False)
    school, partner = plan[source].pop(int(dice.integers(len(plan[source])))), plan[target][0]
    plan[target].append(school)
    place = {urn: node for node, urn in enumerate(problem.urn.tolist())}
    anchor = problem.anchor.copy()
    anchor[[place[school], place[partner]]] = anchor.max() + 1
    return with_plan(replace(problem, anchor=anchor), [tuple(sorted(cluster)) for cluster in plan])


def county(seed, **rules):
    """Some two dozen schools with fractions that no plan reaches."""
    dice = np.random.default_rng(seed)
    points = [(float(x), float(y)) for x, y in dice.uniform(0, 14, (26, 2))]
    rules = {"cap_km": 7, "size_min": 2, "size_max": 4, "roll_min": 150} | rules
    return make_problem(points, Rules.model_validate(rules), roll=dice.integers(30, 110, 26).tolist())


def worth(solution):
    return solution.unplaced, solution.unplaced_bound, pytest.approx(solution.parts.total_km, abs=1e-6), solution.proven


@both_ways
def test_after_an_edit_the_answer_is_worth_what_it_is_worth_from_nothing(memory_mb):
    tried = 0
    for seed in range(220):
        problem = without_little_change(random_problem(seed, 9))
        first = solve(from_nothing(problem), memory_mb=memory_mb)
        if len(first.clusters) < 2 or (problem.anchor >= 0).any():
            continue
        edited = moved(problem, first.clusters, np.random.default_rng(seed))
        again, anew = solve(edited, memory_mb=memory_mb), solve(from_nothing(edited), memory_mb=memory_mb)
        assert worth(again) == worth(anew), f"seed {seed}"
        tried += 1
    assert tried > 20


@both_ways
@pytest.mark.parametrize(
    "rules", [{}, {"max_clusters": 7}, {"objective": "hub"}, {"partnership_cost_km": 4}, {"cap_rule": "lead"}]
)
def test_after_an_edit_a_county_is_worth_what_it_is_worth_from_nothing(memory_mb, rules):
    for seed in range(8):
        problem = county(seed, **rules)
        first = solve(problem, memory_mb=memory_mb)
        edited = moved(problem, first.clusters, np.random.default_rng(seed))
        assert worth(solve(edited, memory_mb=memory_mb)) == worth(solve(from_nothing(edited), memory_mb=memory_mb))


@both_ways
def test_a_plan_that_is_the_best_stays_as_it_is(memory_mb):
    for seed in range(150):
        problem = without_little_change(random_problem(seed, 9))
        first = solve(problem, memory_mb=memory_mb)
        again = solve(with_plan(problem, first.clusters), memory_mb=memory_mb)
        assert again.clusters == first.clusters, f"seed {seed}"


class StopAfterFirst:
    """A watch that asks to stop once there is a plan."""

    stopped = False

    def tell(self, fraction, message=""):
        """Not wanted here."""

    def should_stop(self):
        return self.stopped

    def see(self, plan):
        self.stopped = True


def test_a_run_that_is_stopped_leaves_no_more_than_the_present_plan():
    for seed in range(12):
        problem = county(seed)
        present, watch = solve(problem), StopAfterFirst()
        stopped = solve(with_plan(problem, present.clusters), watch, on_plan=watch.see)
        assert stopped.ended == Ended.CANCELLED
        assert (stopped.unplaced, stopped.parts.total_km) == (present.unplaced, pytest.approx(present.parts.total_km))


@pytest.mark.parametrize("rules", [{}, {"max_clusters": 7}, {"objective": "hub"}])
def test_programmes_with_cuts_give_what_reduced_ones_give(rules, monkeypatch):
    for seed in range(12):
        problem = county(seed, **rules)
        reduced = solve(problem)
        monkeypatch.setattr(programme, "_LARGE", 0)
        assert worth(solve(problem)) == worth(reduced), f"seed {seed}"
        monkeypatch.undo()
