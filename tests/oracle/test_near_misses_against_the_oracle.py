"""What lies just outside a rule, against trying every pair and every group of a small world."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from independent.checker import broken_rules
from independent.world import World, cap_km, in_reach, travel_km
from oracle.worlds import as_tables, random_world
from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring import near_misses
from wolds.clustering.rules import Rules

NEAR_SHARE, NEAR_KM, NEAR_PUPILS = 0.05, 1.0, 10.0
ROLL_RULES = ("roll-min", "roll-max")


def bare_world(seed: int) -> World:
    """A random world under the pairs rule, without locks, barriers and exemptions, whose plan is empty."""
    world = random_world(seed, count=5 + seed % 4)
    rules = {**world.rules, "exemptions": [], "barriers": [], "cap_rule": "pairs"}
    return World(world.places, Rules.model_validate(rules).model_dump(mode="json"))


def loosened(world: World, rule: str) -> World:
    """The world with one rule as much looser as still counts as near."""
    rules, cap = dict(world.rules), cap_km(world)
    if rule == "cap":
        assert cap is not None
        rules |= {"cap_km": max(float(cap) * (1 + NEAR_SHARE), float(cap) + NEAR_KM), "cap_minutes": None}
    elif rule == "roll-min":
        floor = rules["roll_min"]
        rules["roll_min"] = max(0, math.ceil(floor - max(NEAR_SHARE * floor, NEAR_PUPILS)))
    else:
        ceiling = rules["roll_max"]
        rules["roll_max"] = int(ceiling + max(NEAR_SHARE * ceiling, NEAR_PUPILS))
    return World(world.places, Rules.model_validate(rules).model_dump(mode="json"))


def found_in(world: World):
    return near_misses(EditContext(*as_tables(world)))


@pytest.mark.parametrize("seed", range(5_000, 5_040))
def test_pairs_told_are_beyond_the_limit_and_near_it_and_no_free_pair_is_kept_back(seed: int) -> None:
    world = bare_world(seed)
    if cap_km(world) is None:
        return
    wide = loosened(world, "cap")
    near = {
        pair
        for pair in combinations(sorted(world.by_urn), 2)
        if not in_reach(world, *pair) and in_reach(wide, *pair) and any(world.by_urn[urn].must_be_placed for urn in pair)
    }
    told = {miss.urns for miss in found_in(world) if miss.kind == "pair"}
    assert told <= near
    # A pair that is kept back is parted by another rule too: no group of the two alone, or with others, could hold it.
    for pair in near - told:
        groups = (g for size in range(2, 5) for g in combinations(sorted(world.by_urn), size) if set(pair) <= set(g))
        loose = World(wide.places, {**wide.rules, "size_min": 1, "roll_min": 0, "mix": _not_required(wide.rules["mix"])})
        assert all(broken_rules(loose, group) for group in groups), f"{pair} could share a cluster"


def _not_required(mix: str) -> str:
    return "any" if mix == "required" else mix


@pytest.mark.parametrize("seed", range(5_000, 5_040))
def test_groups_told_break_one_rule_by_little_and_the_nearest_of_each_school_they_help_is_told(seed: int) -> None:
    world = bare_world(seed)
    told = [miss for miss in found_in(world) if miss.kind == "group"]
    for miss in told:
        assert broken_rules(world, miss.urns)
        assert not broken_rules(loosened(world, miss.rule), miss.urns)
        if miss.rule in ROLL_RULES:
            assert miss.value == sum(world.by_urn[urn].roll for urn in miss.urns)
    helped = {urn for miss in told for urn in miss.helps}
    for rule in _rules_in_force(world):
        wide = loosened(world, rule)
        for urn in sorted(helped):
            best = min(_groups(world, wide, rule, urn), default=None)
            assert best is None or best[2] in {miss.urns for miss in told if miss.rule == rule}, f"{rule}: {urn}"


def _rules_in_force(world: World) -> list[str]:
    asked = (("cap", cap_km(world) is not None), ("roll-min", world.rules["roll_min"]), ("roll-max", world.rules["roll_max"]))
    return [rule for rule, is_on in asked if is_on]


def _groups(world: World, wide: World, rule: str, urn: int):
    """Every group with a school that only the looser rule lets be: how far beyond, size, members."""
    for size in range(1, min(len(world.by_urn), world.rules["size_max"] or 9) + 1):
        for group in combinations(sorted(world.by_urn), size):
            if urn in group and broken_rules(world, group) and not broken_rules(wide, group):
                yield _beyond(world, rule, group), size, group


def _beyond(world: World, rule: str, group: tuple[int, ...]) -> float:
    if rule == "cap":
        return max((travel_km(world, *pair) for pair in combinations(group, 2) if not in_reach(world, *pair)), default=0.0)
    roll = float(sum(world.by_urn[urn].roll for urn in group))
    return -roll if rule == "roll-min" else roll
