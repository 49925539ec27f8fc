"""Church only, mixed informally, mixed formally: each set of rules gives plans that keep the table."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.neighbours import around, clustered
from wolds.clustering.build import build_problem
from wolds.clustering.edits import EditContext
from wolds.clustering.engine import solve
from wolds.clustering.plan import Plan
from wolds.clustering.policy import DEFAULT_POLICY, Policy, PolicyRow, Verdict, consequences
from wolds.clustering.policy.scenarios import policy_scenarios
from wolds.clustering.rules import Link, Rules
from wolds.geo.errors import InputError

STRICT = Policy(
    rows=(
        PolicyRow(diocese="Diocese of Ely", company="mixed", informal=Verdict.FORBIDDEN, reason="Its board says no."),
        *DEFAULT_POLICY.rows,
    )
)


def county(seed: int) -> EditContext:
    dice = np.random.default_rng(seed)
    church = dice.random(30) < 0.5
    return around(
        [tuple(point) for point in np.rint(dice.uniform(0, 25_000, (30, 2))).tolist()],
        Rules(cap_km=10, size_min=2, size_max=4, roll_min=None, keep_apart=(Link(urn_a=100_001, urn_b=100_002),)),
        religious_character=["Church of England" if own else "None" for own in church],
        type_name=dice.choice(["Community school", "Academy converter"], 30).tolist(),
        diocese=[str(dice.choice(["Diocese of Ely", "Diocese of Lincoln"])) if own else "" for own in church],
    )


@pytest.mark.parametrize("seed", range(3))
def test_no_cluster_of_any_scenario_is_what_the_table_does_not_allow(seed: int) -> None:
    context = county(seed)
    unplaced = []
    for scenario in policy_scenarios(context, STRICT):
        solution = solve(build_problem(context.schools, context.standing, Plan(rules=scenario.rules)))
        assert solution.proven
        unplaced.append(solution.unplaced)
        planned = clustered(context, *solution.clusters)
        judged = consequences(planned, STRICT, lambda _, model=scenario.model: model)
        assert all(one.consequence.verdict != Verdict.FORBIDDEN for one in judged)
        assert Link(urn_a=100_001, urn_b=100_002) in scenario.rules.keep_apart
    assert unplaced[1] <= unplaced[0]


def test_the_reason_of_a_barred_pair_stands_in_its_rule() -> None:
    characters = ["Church of England", "None"]
    context = around([(0, 0), (1000, 0)], religious_character=characters, diocese=["Diocese of Ely", ""])
    church, informal, formal = policy_scenarios(context, STRICT)
    assert (informal.barred, formal.barred) == (1, 0)
    assert "Its board says no" in informal.rules.keep_apart[0].reason
    assert church.rules.mix == "forbidden"
    types = ["Voluntary controlled school", "Academy converter"]
    law = around([(0, 0), (1000, 0)], religious_character=characters, type_name=types)
    assert [one.barred for one in policy_scenarios(law, DEFAULT_POLICY)] == [0, 0, 1]


def test_without_a_travel_cap_they_are_refused() -> None:
    with pytest.raises(InputError, match="no travel limit"):
        policy_scenarios(around([(0, 0)], Rules(cap_km=None)), DEFAULT_POLICY)
