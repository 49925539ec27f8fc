"""The checks against the independent checker: the same rules broken, the same cost, on random plans with every rule in play."""

from __future__ import annotations

import random

import pytest

from independent.checker import broken_rules, natural_lead, parted_pairs, plan_cost_km
from independent.world import World, has_travel, pairs, travel_km
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
        assert board.plan.cost_km == pytest.approx(plan_cost_km(world, groups), abs=1e-6), f"seed {seed}"


def test_pairs_kept_apart_are_counted_and_in_no_figure_as_the_independent_checker_has_it():
    met = 0
    for seed in range(400):
        dice, given = random.Random(seed), random_world(seed)
        if not given.rules["barriers"]:
            continue
        world = World(given.places, given.rules)
        groups = random_groups(dice, world)
        board = board_of(world, groups)
        ways = [[travel_km(world, *pair) for pair in pairs(group) if has_travel(world, *pair)] for group in groups]
        every = [km for found in ways for km in found]
        assert board.plan.parted == len(parted_pairs(world, groups)), f"seed {seed}"
        assert board.plan.longest_km == pytest.approx(max(every, default=0.0), abs=1e-6), f"seed {seed}"
        assert board.plan.mean_km == pytest.approx(sum(every) / max(1, len(every)), abs=1e-6), f"seed {seed}"
        for number, (group, km) in enumerate(zip(groups, ways, strict=True), 1):
            figures = board.clusters[f"C{number:03}"]
            assert (figures.pairs, figures.parted) == (len(km), len(parted_pairs(world, [group]))), f"seed {seed}"
            assert figures.mean_km == pytest.approx(sum(km) / max(1, len(km)), abs=1e-6), f"seed {seed}"
            assert figures.lead == natural_lead(world, group), f"seed {seed}"
        met += board.plan.parted > 0
    assert met > 20  # worlds that put it to the test
