"""Who may be led together, against the definition school by school, under every rule."""

from itertools import combinations

import numpy as np
import pytest
from engine_cases import make_problem, random_problem

from wolds.clustering.costs import NodeTravel
from wolds.clustering.engine import solve
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.bounds import never_placed
from wolds.clustering.engine.common_leads import CommonLeads, led_pairs
from wolds.clustering.engine.enumerate import Budget, ClusterRules, feasible_sets
from wolds.clustering.engine.pairs import allowed_graph, leads_alone
from wolds.clustering.rules import CapRule, Rules


def led_problems():
    """Random problems under the lead cap: blocks and graph."""
    for seed in range(120):
        problem = random_problem(seed, 10)
        if problem.rules.cap_rule == CapRule.LEAD:
            travel = NodeTravel.of(problem)
            blocks = contract(problem, travel)
            yield seed, problem, blocks, allowed_graph(problem, travel, blocks)


def stars(graph, blocks):
    """The blocks of each lead, its own among them."""
    rows = [graph.block[graph.start[lead] : graph.start[lead + 1]].tolist() for lead in range(graph.rows)]
    return [{int(blocks.of_node[lead]), *row} for lead, row in enumerate(rows) if row]


def test_a_set_has_a_common_lead_just_where_one_star_holds_all_of_it():
    several = 0
    for seed, _, blocks, graph in led_problems():
        leads = CommonLeads.of(graph, blocks)
        for size in (2, 3, 4):
            sets = np.array(list(combinations(range(len(blocks)), size)), dtype=np.int64).reshape(-1, size)
            expected = [any(set(members) <= star for star in stars(graph, blocks)) for members in sets.tolist()]
            assert leads.any_of(sets).tolist() == expected, f"seed {seed}"
            several += sum(expected)
    assert several > 500


def test_the_pairs_that_may_be_led_together_are_those_of_some_star():
    for seed, _, blocks, graph in led_problems():
        pairs = led_pairs(graph, blocks)
        assert pairs is not None
        expected = {pair for star in stars(graph, blocks) for pair in combinations(sorted(star), 2)}
        assert set(zip(*(ends.tolist() for ends in pairs), strict=True)) == expected, f"seed {seed}"


def test_no_feasible_cluster_holds_a_block_that_is_said_to_be_never_placed():
    several = 0
    for seed, problem, blocks, graph in led_problems():
        never = never_placed(problem, blocks, graph)
        alone = leads_alone(problem, NodeTravel.of(problem), blocks)
        rules, budget = ClusterRules.of(problem.rules), Budget(10**6, lambda: None)
        held = {block for sets in feasible_sets(blocks, graph, alone, rules, budget) for block in sets.ravel().tolist()}
        assert not held & set(np.flatnonzero(never).tolist()), f"seed {seed}"
        several += int(never.sum())
    assert several > 20


@pytest.mark.parametrize(("roll", "unplaced"), [(60, 0), (20, 3)])
def test_a_star_too_small_in_schools_or_pupils_is_known_to_hold_nobody(roll, unplaced):
    rules = Rules(cap_km=5, cap_rule="lead", size_min=3, size_max=4, roll_min=150)
    problem = make_problem([(0, 0), (5, 0), (10, 0), (40, 0), (45, 0)], rules, roll=[roll] * 5)
    travel = NodeTravel.of(problem)
    blocks = contract(problem, travel)
    never = never_placed(problem, blocks, allowed_graph(problem, travel, blocks))
    assert never.tolist() == [unplaced > 0] * 3 + [True, True]
    assert solve(problem).unplaced_bound == unplaced + 2
