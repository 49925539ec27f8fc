"""The checks against the independent checker: the same rules broken, the same cost, on random plans with every rule in play."""

from __future__ import annotations

import random

import pytest

from independent.checker import broken_rules, plan_cost_km
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with

SAME = {"no-school-to-be-placed": "to-place", "roll-min": "roll", "roll-max": "roll"}
OF_THE_PLAN = {"federation", "must-link", "locked"}


def random_groups(dice, world):
    """Some schools of a world in groups of one to five, whatever the rules say."""
    urns = [place.urn for place in world.places]
    dice.shuffle(urns)
    groups = []
    while urns:
        size = dice.randint(1, 5)
        groups.append(frozenset(urns[:size]))
        urns = urns[size:]
    return groups[: dice.randint(1, len(groups))]


def board_of(world, groups):
    schools, standing, plan = as_tables(world)
    made = {f"C{n:03}": Cluster(f"C{n:03}", n, "", tuple(sorted(group)), 0) for n, group in enumerate(groups, 1)}
    return Scoreboard.of(schools, standing, plan_with(made, Plan(rules=plan.rules, eligibility=plan.eligibility)))


@pytest.mark.parametrize("batch", range(3))
def test_checks_and_costs_agree_with_the_independent_checker(batch):
    for seed in range(batch * 40, batch * 40 + 40):
        dice = random.Random(seed)
        given = random_world(seed)
        world = World(given.places, given.rules)
        groups = random_groups(dice, world)
        board = board_of(world, groups)
        for number, group in enumerate(groups, 1):
            mine = {SAME.get(fault.rule, fault.rule) for fault in board.clusters[f"C{number:03}"].violations}
            theirs = {SAME.get(rule, rule) for rule in broken_rules(world, group)} - OF_THE_PLAN
            assert mine == theirs, f"seed {seed}, cluster {sorted(group)}"
        if all(fault.rule != "barrier" for fault in board.violations):
            assert board.plan.cost_km == pytest.approx(plan_cost_km(world, groups), abs=1e-6), f"seed {seed}"
