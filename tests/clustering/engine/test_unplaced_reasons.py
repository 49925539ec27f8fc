"""Why a school is unplaced: the first rule, in the contract's order, at which no group with it is left."""

from dataclasses import replace

import numpy as np
import pytest
from engine_cases import BruteForce, make_problem, random_problem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wolds.clustering.engine import solve
from wolds.clustering.problem import Ended, Problem
from wolds.clustering.rules import Mix, Rules
from wolds.clustering.unplaced import explain_unplaced

ORDER = ["keep-apart", "barrier", "same-phase", "mix", "same-la", "same-diocese", "federation", "must-link"]
THREE = Rules(cap_km=5, size_min=3, size_max=3, roll_min=100)
NEAR = [(0, 0), (1, 0), (2, 0)]


def reasons(problem: Problem) -> dict[int, tuple[str, str]]:
    return {found.urn - 100001: (found.code, found.sentence) for found in explain_unplaced(problem, solve(problem))}


def test_a_school_out_of_reach_is_told_how_far_the_nearest_is():
    code, sentence = reasons(make_problem([*NEAR, (15.2, 0)], THREE))[3]
    assert code == "no-neighbour"
    assert "13.2 km" in sentence
    assert "5 km" in sentence


def test_a_distance_a_metre_beyond_the_cap_is_not_shown_as_the_cap():
    _, sentence = reasons(make_problem([(0, 0), (5.001, 0)], THREE))[0]
    assert "5.001" in sentence


def test_too_few_schools_in_reach_is_no_group():
    assert reasons(make_problem(NEAR[:2], THREE))[0][0] == "no-group"


def test_too_few_pupils_is_roll_and_names_the_most():
    code, sentence = reasons(make_problem(NEAR, THREE, roll=[30, 30, 39]))[0]
    assert code == "roll"
    assert "99 pupils" in sentence


@pytest.mark.parametrize(
    ("given_rules", "given", "code"),
    [
        ({}, {"units": [((0, 3), "federation")]}, "rule:federation"),
        ({}, {"units": [((0, 3), "must-link")]}, "rule:must-link"),
        ({}, {"apart": [(0, 1, "keep-apart")]}, "rule:keep-apart"),
        ({}, {"apart": [(0, 1, "barrier")]}, "rule:barrier"),
        ({"same_phase": True}, {"phase": ["middle", "primary", "primary", "primary"]}, "rule:same-phase"),
        ({"mix": Mix.REQUIRED}, {"character": ["church"] * 4}, "rule:mix"),
        ({"same_la": True}, {"la": ["1", "2", "2", "2"]}, "rule:same-la"),
        ({"same_diocese": True}, {"diocese": ["a", "b", "b", "b"]}, "rule:same-diocese"),
        ({}, {"anchors": [[1], [2]]}, "locked"),
        ({"max_clusters": 0}, {}, "competition"),
    ],
)
def test_the_rule_at_fault_is_named(given_rules, given, code):
    problem = make_problem([*NEAR, (40, 0)], THREE.model_copy(update=given_rules), **given)
    assert reasons(problem)[0][0] == code


def test_a_school_that_lost_the_competition_is_told_whether_that_is_proven():
    ((code, sentence),) = reasons(make_problem([*NEAR, (1, 1)], THREE)).values()
    assert code == "competition"
    assert "proven that no plan leaves fewer than 1 out" in sentence


def test_a_stopped_run_says_so():
    problem = make_problem(NEAR, THREE)
    stopped = replace(solve(problem), clusters=(), unplaced=3, ended=Ended.TIME)
    assert {found.code for found in explain_unplaced(problem, stopped)} == {"stopped-early"}


def staged(problem: Problem, stage: int, **off) -> Problem:
    on = set(ORDER[:stage])
    bound, apart = np.isin(problem.unit_rule.astype(str), sorted(on)), np.isin(problem.apart_rule.astype(str), sorted(on))
    rules = {"max_clusters": None} | off
    rules |= {} if "mix" in on else {"mix": Mix.ANY}
    rules |= {name.replace("-", "_"): False for name in ("same-phase", "same-la", "same-diocese") if name not in on}
    return replace(
        problem,
        rules=problem.rules.model_copy(update=rules),
        unit=np.where(bound, problem.unit, 100 + np.arange(len(problem))),
        cap_exempt=problem.cap_exempt & bound,
        size_exempt=problem.size_exempt & bound,
        anchor=np.full(len(problem), -1),
        apart=problem.apart[apart],
        apart_rule=problem.apart_rule[apart],
    )


def expected_code(problem: Problem, node: int) -> str:
    def has_group(at: Problem) -> bool:
        return any(node in cluster for cluster in BruteForce(at).feasible)

    if has_group(problem):
        return "competition"
    if not any(BruteForce(problem).in_cap(node, other) for other in range(len(problem)) if other != node):
        return "no-neighbour"
    if not has_group(staged(problem, 0, roll_min=None, roll_max=None)):
        return "no-group"
    for stage in range(len(ORDER) + 1):
        if not has_group(staged(problem, stage)):
            return "roll" if stage == 0 else f"rule:{ORDER[stage - 1]}"
    return "locked"


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_codes_are_those_of_the_definitions(seed):
    problem = random_problem(seed, most=7)
    for found in explain_unplaced(problem, solve(problem)):
        assert found.code == expected_code(problem, found.urn - 100001)
        assert found.sentence.endswith(".")
