"""The judgement of one answer of the engine against the best plan that trying everything found."""

from __future__ import annotations

import pytest

from independent.brute import Best
from independent.checker import broken_in_plan, broken_rules, plan_cost_km, plan_objective_km
from independent.world import World
from wolds.clustering.problem import Solution

NEAR_KM = 1e-6


def all_relations_km(world: World) -> float:
    """What it would cost if no relation and no present pair were kept: turns a saving into the objective."""
    return plan_objective_km(world, [])


def judge(seed: int, world: World, solution: Solution, expected: Best) -> None:
    clusters = [frozenset(group) for group in solution.clusters]
    assert not broken_in_plan(world, clusters), f"seed {seed}: {broken_in_plan(world, clusters)}"
    placed = {urn for group in clusters for urn in group}
    lost = sum(1 for place in world.places if place.must_be_placed and place.urn not in placed)
    assert solution.unplaced == lost, f"seed {seed}: says {solution.unplaced} unplaced, {lost} are"
    assert solution.parts.cost_km == pytest.approx(plan_cost_km(world, clusters), abs=NEAR_KM), f"seed {seed}"
    objective = plan_objective_km(world, clusters)
    assert solution.parts.total_km == pytest.approx(objective, abs=NEAR_KM), f"seed {seed}"
    plain = (solution.proven, solution.unplaced, solution.unplaced_bound, solution.gap_percent, solution.objective_bound_km)
    assert [type(value) for value in plain] == [bool, int, int, float, float], f"seed {seed}: figures that no file can hold"
    bare, unplaced, saving, _ = expected
    best_km = saving + all_relations_km(world)
    stand_bare = sum(group in world.anchors and bool(broken_rules(world, group)) for group in clusters)
    assert stand_bare == bare, f"seed {seed}: locked groups that stand bare"
    assert lost == unplaced, f"seed {seed}: {lost} unplaced, {unplaced} is possible"
    assert objective == pytest.approx(best_km, abs=NEAR_KM), f"seed {seed}: {objective} km, {best_km} km is possible"
    assert solution.unplaced_bound <= unplaced, f"seed {seed}: the bound is too high"
    assert solution.objective_bound_km <= best_km + NEAR_KM, f"seed {seed}: the objective's bound is too high"
    assert solution.proven, f"seed {seed}: the best plan of a tiny world is not proven"
