"""Counties small enough to solve on paper."""

from dataclasses import replace

import numpy as np
import pytest
from engine_cases import make_problem, words

from wolds.clustering.engine import solve
from wolds.clustering.problem import Ended
from wolds.clustering.rules import Rules

ROW = [(0, 0), (1, 0), (2, 0), (10, 0), (11, 0), (12, 0), (40, 0)]
"""Two villages of three schools a km apart, and one school far from all."""
SMALL = Rules(cap_km=5, size_min=2, size_max=3, roll_min=100)


def clusters_of(problem):
    return [tuple(urn - 100001 for urn in cluster) for cluster in solve(problem).clusters]


def test_the_tiny_county_is_solved_as_by_hand():
    solution = solve(make_problem(ROW, SMALL))
    assert solution.clusters == ((100001, 100002, 100003), (100004, 100005, 100006))
    assert (solution.unplaced, solution.unplaced_bound) == (1, 1)
    # Each village: pairs of 1, 1 and 2 km; closeness 2 x 4 / 2.
    assert solution.parts.travel_km == pytest.approx(8.0)
    assert solution.proven
    assert solution.ended == Ended.FINISHED


def test_an_empty_problem_has_an_empty_plan():
    solution = solve(make_problem([], SMALL))
    assert solution.clusters == ()
    assert (solution.unplaced, solution.unplaced_bound, solution.parts.total_km) == (0, 0, 0)
    assert solution.proven


def test_a_school_on_the_cap_is_allowed_and_one_a_metre_beyond_is_not():
    rules = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)
    assert clusters_of(make_problem([(0, 0), (3, 4)], rules)) == [(0, 1)]
    assert clusters_of(make_problem([(0, 0), (3, 4.001)], rules)) == []


def test_the_roll_floor_is_met_at_equality():
    rules = Rules(cap_km=5, size_min=2, size_max=2, roll_min=100)
    assert clusters_of(make_problem([(0, 0), (1, 0)], rules, roll=[60, 40])) == [(0, 1)]
    assert clusters_of(make_problem([(0, 0), (1, 0)], rules, roll=[60, 39])) == []


def test_placing_more_schools_beats_less_travel():
    # 0-1 is the closest pair, but only 0-2 and 1-3 leave nobody out.
    rules = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)
    assert clusters_of(make_problem([(0, 0), (1, 0), (-5, 0), (6, 0)], rules)) == [(0, 2), (1, 3)]


def test_an_override_beats_the_straight_line():
    rules = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None)
    far = make_problem([(0, 0), (9, 0)], rules, overrides=[(0, 1, 4.5, True)])
    solution = solve(far)
    assert len(solution.clusters) == 1
    assert solution.parts.travel_km == pytest.approx(9.0)
    assert clusters_of(make_problem([(0, 0), (1, 0)], rules, overrides=[(0, 1, 9.0, False)])) == []


def test_a_federation_is_placed_whole_or_not_at_all():
    together = make_problem(ROW, SMALL, units=[((2, 3), "federation")])
    plan = clusters_of(together)
    assert all(not {2, 3} & set(cluster) for cluster in plan)
    exempt = make_problem(ROW, SMALL, units=[((2, 3), "federation", "cap")])
    assert (2, 3) in clusters_of(exempt)


def test_a_federation_let_off_the_size_may_stand_alone():
    rules = Rules(cap_km=5, size_min=3, size_max=3, roll_min=None)
    pair = make_problem([(0, 0), (1, 0)], rules, units=[((0, 1), "federation", "size")])
    assert clusters_of(pair) == [(0, 1)]


def test_a_locked_group_stays_together_although_it_breaks_the_cap():
    problem = make_problem(ROW, SMALL, anchors=[[0, 3]])
    solution = solve(problem)
    assert (100001, 100004) in solution.clusters
    assert solution.proven


def test_a_locked_group_that_no_feasible_cluster_holds_stays_as_it_is():
    solution = solve(make_problem(ROW, SMALL, anchors=[[6]]))
    assert (100007,) in solution.clusters
    assert (solution.unplaced, solution.unplaced_bound) == (0, 0)


def test_two_locked_groups_stay_apart():
    plan = clusters_of(make_problem(ROW[:3], SMALL, anchors=[[0], [1]]))
    assert not any({0, 1} <= set(cluster) for cluster in plan)


def test_an_optional_school_joins_where_it_helps_and_is_never_counted_unplaced():
    optional = [True, True, False, False]
    solution = solve(
        make_problem([(0, 0), (1, 0), (1, 1), (30, 0)], Rules(cap_km=5, size_min=3, roll_min=None), to_place=optional)
    )
    assert solution.clusters == ((100001, 100002, 100003),)
    assert solution.unplaced == 0


def test_a_cluster_of_optional_schools_only_is_none():
    assert clusters_of(make_problem(ROW[:3], SMALL, to_place=[False] * 3)) == []


def test_locked_clusters_count_for_the_most_clusters():
    rules = SMALL.model_copy(update={"max_clusters": 2})
    problem = make_problem(ROW, rules)
    assert len(solve(problem).clusters) == 2
    assert len(solve(replace(problem, locked_clusters=1)).clusters) == 1


def test_under_the_lead_rule_members_may_be_further_apart_than_the_cap():
    line = [(0, 0), (5, 0), (10, 0)]
    rules = Rules(cap_km=5, size_min=3, size_max=3, roll_min=None)
    assert clusters_of(make_problem(line, rules)) == []
    assert clusters_of(make_problem(line, rules.model_copy(update={"cap_rule": "lead"}))) == [(0, 1, 2)]


def test_mix_required_needs_both_and_mix_forbidden_takes_one():
    kinds = ["church", "community", "community"]
    required = SMALL.model_copy(update={"mix": "required", "size_max": 2})
    assert len(clusters_of(make_problem(ROW[:3], required, character=kinds))) == 1
    forbidden = SMALL.model_copy(update={"mix": "forbidden"})
    assert clusters_of(make_problem(ROW[:3], forbidden, character=kinds)) == [(1, 2)]


def test_unknown_phase_and_blank_diocese_fit_all():
    rules = SMALL.model_copy(update={"same_phase": True, "same_diocese": True, "size_min": 3})
    fits = make_problem(ROW[:3], rules, phase=["primary", "unknown", "primary"], diocese=["", "Lincoln", ""])
    assert clusters_of(fits) == [(0, 1, 2)]
    assert clusters_of(replace(fits, diocese=words(["Ely", "Lincoln", ""]))) == []
    assert clusters_of(replace(fits, phase_group=words(["primary", "unknown", "middle"]))) == []


def test_soft_terms_are_reported_by_name_and_move_the_answer():
    rules = Rules(cap_km=5, size_min=2, size_max=2, roll_min=None, existing_relations_km=50)
    problem = make_problem([(0, 0), (1, 0), (4, 0), (5, 0)], rules, related=[(0, 2)])
    solution = solve(problem)
    assert (100001, 100003) in solution.clusters
    assert dict(solution.parts.soft) == {"existing-relations": 0.0}
    assert solution.parts.total_km == pytest.approx(16.0)
    assert solution.objective_bound_km == pytest.approx(16.0)
    assert solution.cost_bound_km == pytest.approx(4.0)


def test_schools_on_one_point_are_no_trouble():
    solution = solve(make_problem([(0, 0)] * 6, Rules(cap_km=0, size_min=3, size_max=3, roll_min=None)))
    assert (solution.unplaced, solution.parts.total_km) == (0, 0)
    assert solution.proven


def test_the_hub_is_counted_from_the_best_placed_school():
    rules = Rules(cap_km=12, size_min=3, size_max=3, roll_min=None, objective="hub", partnership_cost_km=2)
    solution = solve(make_problem([(0, 0), (4, 0), (10, 0)], rules))
    assert solution.parts.travel_km == pytest.approx(10.0)
    assert solution.parts.cost_km == pytest.approx(12.0)


def test_coordinates_are_whole_metres():
    assert make_problem([(0.5, 0)]).easting_m.dtype == np.int64
