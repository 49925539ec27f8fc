"""Alternatives: good plans that differ really, judged by a checker and by sets of pairs that share no code with them."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.counties import open_primaries
from independent.brute import best_plan
from independent.checker import broken_in_plan, plan_cost_km, plan_objective_km
from oracle.worlds import as_tables, random_world
from wolds.clustering.build import build_problem
from wolds.clustering.costs import Costing, NodeTravel
from wolds.clustering.edits import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.exploring import alternatives
from wolds.clustering.exploring.differing import difference_percent, held_apart, pairs_together
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.errors import Cancelled, InputError

FIRST = 100001
PAIRS = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)
SQUARE = [(0, 0), (1, 0), (0, 2), (1, 2)]


def context(points_km, rules=PAIRS, groups=(), locked=()):
    schools = open_primaries([(1000 * x, 1000 * y) for x, y in points_km])
    made = {
        f"C00{n}": Cluster(f"C00{n}", n, f"Cluster {n}", tuple(FIRST + k for k in group), 0, locked=n in locked)
        for n, group in enumerate(groups, 1)
    }
    return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))


def county(seed, count=24, spread_m=16_000, rules=None):
    dice = random.Random(seed)
    points = [(dice.randrange(spread_m), dice.randrange(spread_m)) for _ in range(count)]
    schools = open_primaries(points, roll=[float(dice.randrange(30, 120)) for _ in range(count)])
    plan = Plan(rules=rules or Rules(cap_km=8, size_min=2, size_max=4))
    return EditContext(schools, standing_of(schools, Eligibility()), plan)


def sets_of_pairs(clusters):
    return {frozenset(pair) for members in clusters for pair in combinations(members, 2)}


def per_cent_apart(one, other):
    """The definition once more: of the pairs of either plan, those in one only."""
    one, other = sets_of_pairs(one), sets_of_pairs(other)
    return 100 * (len(one - other) + len(other - one)) / len(one | other)


def test_three_ways_to_pair_four_schools_come_cheapest_first_at_their_true_cost():
    found = alternatives(context(SQUARE), 2, 100, None)
    assert [plan.clusters for plan in found.plans] == [
        *(((FIRST, FIRST + 1), (FIRST + 2, FIRST + 3)), ((FIRST, FIRST + 2), (FIRST + 1, FIRST + 3))),
        ((FIRST, FIRST + 3), (FIRST + 1, FIRST + 2)),
    ]
    assert [plan.solution.parts.total_km for plan in found.plans] == pytest.approx([4, 8, 4 * 5**0.5])
    assert [plan.extra_km for plan in found.plans] == pytest.approx([0, 4, 4 * 5**0.5 - 4])
    assert [plan.extra_percent for plan in found.plans] == pytest.approx([0, 100, 100 * (5**0.5 - 1)])
    assert [plan.differences for plan in found.plans] == [(), (100,), (100, 100)]
    assert [plan.other_partners for plan in found.plans] == [0, 4, 4]
    assert found.sentence == ""


def test_only_the_best_plan_is_called_proven_best():
    best, other = alternatives(context(SQUARE), 1, 50, None).plans
    assert best.solution.proven
    assert not other.solution.proven
    assert other.solution.gap_percent == pytest.approx(50)
    assert "100 % of the pairs that share a cluster differ from the best plan" in other.sentence
    assert "the whole plan costs 4 km more (100 %); within 50 % of the best possible" in other.sentence


def test_a_plan_dearer_than_allowed_is_not_offered_and_its_price_is_told():
    found = alternatives(context(SQUARE), 3, 50, 99)
    assert len(found.plans) == 1
    assert "costs 100 % more than the best, beyond the 99 % allowed" in found.sentence
    assert found.lines[-1] == found.sentence


def test_where_there_is_no_other_plan_it_is_said():
    found = alternatives(context(SQUARE[:2]), 3, 10, None)
    assert len(found.plans) == 1
    assert found.sentence == "No further plan was found that differs by 10 % or more and places as many schools."


def test_nobody_loses_a_place_for_the_sake_of_a_difference():
    """Five in a row, pairs only: any plan that leaves out three would differ more."""
    for plan in alternatives(context([(0, 0), (3, 0), (6, 0), (9, 0), (12, 0)]), 3, 10, None).plans:
        assert plan.solution.unplaced == 1


def test_locked_clusters_stand_in_every_plan_and_do_not_count_as_alike():
    asked = context([*SQUARE, (0.5, 1), (0.6, 1)], groups=[(4, 5)], locked=[1])
    for plan in alternatives(asked, 2, 100, None).plans:
        assert not {FIRST + 4, FIRST + 5} & {urn for members in plan.clusters for urn in members}


@pytest.mark.parametrize(("count", "least", "dearer"), [(0, 30, 25), (2, 0, 25), (2, 101, 25), (2, 30, -1)])
def test_figures_that_cannot_be_are_refused(count, least, dearer):
    with pytest.raises(InputError):
        alternatives(context(SQUARE), count, least, dearer)


def test_a_cancel_ends_the_search():
    class Stopped:
        def should_stop(self):
            return True

        def tell(self, fraction, message=""):
            pass

    with pytest.raises(Cancelled):
        alternatives(context(SQUARE), watch=Stopped())


def test_progress_goes_up_and_says_what_is_looked_for():
    told = []

    class Watching:
        def should_stop(self):
            return False

        def tell(self, fraction, message=""):
            told.append((fraction, message))

    alternatives(county(3), 2, 40, None, Watching())
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert any("2 of 2" in message for _, message in told)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 100_000), least=st.sampled_from((10.0, 30.0, 55.0)))
def test_plans_differ_as_much_as_was_asked_and_keep_the_limit_on_cost(seed, least):
    found = alternatives(county(seed), 3, least, 40)
    best = found.best.solution
    for plan in found.plans[1:]:
        assert plan.extra_percent <= 40
        assert plan.solution.unplaced == best.unplaced
        assert plan.solution.objective_bound_km <= best.parts.total_km
        assert plan.differences == pytest.approx(
            [per_cent_apart(plan.clusters, earlier.clusters) for earlier in found.plans[: plan.number]]
        )
        assert min(plan.differences) >= least
    assert [plan.number for plan in found.plans] == list(range(len(found.plans)))
    costs = [plan.solution.parts.total_km for plan in found.plans]
    assert costs == sorted(costs)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_every_alternative_keeps_every_rule_and_costs_what_it_says(seed):
    world = random_world(seed, 9)
    if best_plan(world) is None:
        return
    found = alternatives(EditContext(*as_tables(world)), 2, 20, None)
    for plan in found.plans:
        clusters = [frozenset(group) for group in plan.clusters]
        assert not broken_in_plan(world, clusters), f"seed {seed}"
        assert plan.solution.parts.cost_km == pytest.approx(plan_cost_km(world, clusters), abs=1e-6)
        assert plan.solution.parts.total_km == pytest.approx(plan_objective_km(world, clusters), abs=1e-6)
        placed = {urn for group in clusters for urn in group}
        lost = sum(place.must_be_placed and place.urn not in placed for place in world.places)
        assert plan.solution.unplaced == lost == found.best.solution.unplaced
        assert plan.extra_km >= -1e-6


def told(found):
    return [(plan.clusters, plan.sentence, plan.differences) for plan in found.plans], found.sentence


def test_row_order_does_not_move_the_alternatives():
    asked = county(5)
    frame = asked.schools.frame.sample(frac=1, random_state=2)
    shuffled = replace(asked, schools=type(asked.schools).from_frame(frame))
    shuffled = replace(shuffled, standing=standing_of(shuffled.schools, Eligibility()))
    assert told(alternatives(asked, 2, 40, None)) == told(alternatives(shuffled, 2, 40, None))


def test_holding_pairs_apart_lengthens_their_travel_and_moves_no_cap():
    asked = context(SQUARE)
    problem = build_problem(asked.schools, asked.standing, asked.plan)
    held = held_apart(problem, [pairs_together([(FIRST, FIRST + 1)]), pairs_together([(FIRST, FIRST + 1, FIRST + 2)])], 10.0)
    i, j = np.triu_indices(4, 1)
    assert (NodeTravel.of(held).within_cap(i, j) == NodeTravel.of(problem).within_cap(i, j)).all()
    rows = np.column_stack([i, j])
    longer = (Costing.of(held).travel_km(rows) - Costing.of(problem).travel_km(rows)) / 2
    assert longer.tolist() == pytest.approx([20, 10, 0, 10, 0, 0])


PLANS = st.lists(st.integers(0, 3), min_size=6, max_size=6).map(
    lambda homes: [tuple(k for k in range(6) if homes[k] == home) for home in range(4) if home in homes]
)


@given(one=PLANS, two=PLANS, three=PLANS)
def test_the_difference_is_a_distance(one, two, three):
    a, b, c = pairs_together(one), pairs_together(two), pairs_together(three)
    assert difference_percent(a, a) == 0
    assert difference_percent(a, b) == difference_percent(b, a)
    assert difference_percent(a, c) <= difference_percent(a, b) + difference_percent(b, c) + 1e-9
    assert (difference_percent(a, b) == 0) == (a == b)
    assert 0 <= difference_percent(a, b) <= 100
