"""Hundreds of random worlds: the engine's answer against a brute-force search, a constraint solver and a checker."""

from __future__ import annotations

import os
import random

import pytest

from independent.brute import best_plan, reason_code
from independent.checker import broken_in_plan, broken_rules, plan_cost_km, plan_objective_km
from independent.cpsat import best_figures
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.clustering.build import build_problem
from wolds.clustering.engine import solve
from wolds.clustering.problem import Solution
from wolds.clustering.unplaced import explain_unplaced

SOAK = bool(os.environ.get("WOLDS_SOAK"))
BATCHES = 100 if SOAK else 10
A_BATCH = 40
NEAR_KM = 1e-6


def _solved(world: World, shuffle: random.Random | None = None):
    schools, standing, plan = as_tables(world, shuffle)
    problem = build_problem(schools, standing, plan)
    return problem, solve(problem)


def _all_relations_km(world: World) -> float:
    """What it would cost if no relation and no present pair were kept: turns a saving into the objective."""
    return plan_objective_km(world, [])


def _judge(seed: int, world: World, solution: Solution, expected) -> None:
    clusters = [frozenset(group) for group in solution.clusters]
    assert not broken_in_plan(world, clusters), f"seed {seed}: {broken_in_plan(world, clusters)}"
    placed = {urn for group in clusters for urn in group}
    lost = sum(1 for place in world.places if place.must_be_placed and place.urn not in placed)
    assert solution.unplaced == lost, f"seed {seed}: says {solution.unplaced} unplaced, {lost} are"
    assert solution.parts.cost_km == pytest.approx(plan_cost_km(world, clusters), abs=NEAR_KM), f"seed {seed}"
    objective = plan_objective_km(world, clusters)
    assert solution.parts.total_km == pytest.approx(objective, abs=NEAR_KM), f"seed {seed}"
    bare, unplaced, saving, _ = expected
    best_km = saving + _all_relations_km(world)
    stand_bare = sum(group in world.anchors and bool(broken_rules(world, group)) for group in clusters)
    assert stand_bare == bare, f"seed {seed}: locked groups that stand bare"
    assert lost == unplaced, f"seed {seed}: {lost} unplaced, {unplaced} is possible"
    assert objective == pytest.approx(best_km, abs=NEAR_KM), f"seed {seed}: {objective} km, {best_km} km is possible"
    assert solution.unplaced_bound <= unplaced, f"seed {seed}: the bound is too high"
    assert solution.objective_bound_km <= best_km + NEAR_KM, f"seed {seed}: the objective's bound is too high"
    assert solution.proven, f"seed {seed}: the best plan of a tiny world is not proven"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_engine_finds_what_trying_everything_finds(batch: int) -> None:
    judged = 0
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        world = random_world(seed)
        expected = best_plan(world)
        if expected is None:
            continue
        _, solution = _solved(world)
        _judge(seed, world, solution, expected)
        judged += 1
    assert judged > A_BATCH // 2


@pytest.mark.parametrize("seed", range(0, 400 if SOAK else 40))
def test_each_unplaced_school_has_the_code_that_trying_everything_gives(seed: int) -> None:
    world = random_world(20_000 + seed, count=7)
    if best_plan(world) is None:
        pytest.fail("a world that has no plan at all")
    problem, solution = _solved(world)
    placed = {urn for group in solution.clusters for urn in group}
    left = {place.urn for place in world.places if place.must_be_placed and place.urn not in placed}
    told = {reason.urn: reason.code for reason in explain_unplaced(problem, solution)}
    assert told.keys() == left
    assert told == {urn: reason_code(world, urn) for urn in left}


@pytest.mark.parametrize("seed", range(0, 60 if SOAK else 6))
def test_the_engine_agrees_with_a_constraint_solver_on_middling_worlds(seed: int) -> None:
    world = random_world(30_000 + seed, count=24, plain=True)
    unplaced, saving = best_figures(world)
    _, solution = _solved(world)
    assert solution.unplaced == unplaced == solution.unplaced_bound
    assert solution.parts.total_km == pytest.approx(saving + _all_relations_km(world), abs=1e-4)
    assert not broken_in_plan(world, [frozenset(group) for group in solution.clusters])


@pytest.mark.parametrize("seed", range(0, 100 if SOAK else 10))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    world = random_world(40_000 + seed, count=11)
    _, one = _solved(world)
    _, two = _solved(world, random.Random(seed))
    assert one.clusters == two.clusters
