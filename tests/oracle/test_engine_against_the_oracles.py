"""Hundreds of random worlds: the engine's answer against a brute-force search, a constraint solver and a checker."""

from __future__ import annotations

import os
import random

import pytest

from independent.brute import best_plan, reason_code
from independent.checker import broken_in_plan, parted_pairs
from independent.cpsat import best_figures
from independent.world import World, has_travel, pairs
from oracle.judging import all_relations_km, judge
from oracle.worlds import as_tables, random_world
from wolds.clustering.build import build_problem
from wolds.clustering.engine import solve
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.unplaced import explain_unplaced

pytestmark = pytest.mark.soak
SOAK = bool(os.environ.get("WOLDS_SOAK"))
BATCHES = 100 if SOAK else 10
A_BATCH = 40


LISTED, PRICED = 1_000, 0  # MB of memory: every cluster is written down, or each is priced


def _solved(world: World, shuffle: random.Random | None = None, memory_mb: int = LISTED):
    schools, standing, plan = as_tables(world, shuffle)
    problem = build_problem(schools, standing, plan)
    return problem, solve(problem, memory_mb=memory_mb)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_engine_finds_what_trying_everything_finds(batch: int) -> None:
    judged = 0
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        world = random_world(seed)
        expected = best_plan(world)
        if expected is None:
            continue
        _, solution = _solved(world)
        judge(seed, world, solution, expected)
        judged += 1
    assert judged > A_BATCH // 2


def _locked_across(seed: int) -> World | None:
    """A world with a barrier, and two or three schools locked together of which it keeps some apart; None where none are."""
    world = random_world(seed)
    line = {"name": "estuary", "points": ((503_000, 290_000), (503_000, 330_000)), "minutes": None, "reason": ""}
    barred = World(world.places, world.rules | {"barriers": [line], "keep_federations": False, "must_link": []})
    parted = [pair for pair in pairs(barred.by_urn) if not has_travel(barred, *pair)]
    if not parted:
        return None
    dice = random.Random(seed)
    anchor = frozenset({*dice.choice(parted), dice.choice(sorted(barred.by_urn))})
    return World(barred.places, barred.rules, (anchor,), 0, (anchor,))


@pytest.mark.parametrize("memory_mb", [LISTED, PRICED])
def test_a_pair_locked_together_across_a_barrier_costs_nothing_and_is_counted(memory_mb: int) -> None:
    judged = 0
    for seed in range(40):
        world = _locked_across(seed)
        expected = None if world is None else best_plan(world)
        if world is None or expected is None:
            continue
        _, solution = _solved(world, memory_mb=memory_mb)
        judge(seed, world, solution, expected)
        schools, standing, plan = as_tables(world)
        made = {f"C{n:03}": Cluster(f"C{n:03}", n, "", members, 0) for n, members in enumerate(solution.clusters, 1)}
        figures = Scoreboard.of(schools, standing, plan_with(made, Plan(rules=plan.rules))).plan
        assert figures.cost_km == pytest.approx(solution.parts.cost_km, abs=1e-6), f"seed {seed}"
        assert figures.parted == len(parted_pairs(world, solution.clusters)) > 0, f"seed {seed}"
        judged += 1
    assert judged > 10


@pytest.mark.parametrize("batch", range(200, 300 if SOAK else 206))
def test_pricing_finds_what_trying_everything_finds(batch: int) -> None:
    judged = 0
    for seed in range(batch * A_BATCH, (batch + 1) * A_BATCH):
        world = random_world(seed)
        expected = best_plan(world)
        if expected is not None:
            _, solution = _solved(world, memory_mb=PRICED)
            judge(seed, world, solution, expected)
            judged += 1
    assert judged > A_BATCH // 2


def _is_plain_enough(world: World) -> bool:
    """There is a plan, and no must-link binds a federation that is let off something: there the code is a matter of taste."""
    entangled = world.rules["must_link"] and any(e["exempt"] != "release" for e in world.rules["exemptions"])
    return not entangled and best_plan(world) is not None


@pytest.mark.parametrize("seed", range(0, 400 if SOAK else 40))
def test_each_unplaced_school_has_the_code_that_trying_everything_gives(seed: int) -> None:
    world = next(w for w in (random_world(20_000 + seed + 1_000 * go, count=7) for go in range(20)) if _is_plain_enough(w))
    problem, solution = _solved(world)
    placed = {urn for group in solution.clusters for urn in group}
    left = {place.urn for place in world.places if place.must_be_placed and place.urn not in placed}
    told = {reason.urn: reason.code for reason in explain_unplaced(problem, solution)}
    assert told.keys() == left
    assert told == {urn: reason_code(world, urn) for urn in left}


@pytest.mark.parametrize("memory_mb", [LISTED, PRICED], ids=["listed", "priced"])
@pytest.mark.parametrize("seed", range(0, 60 if SOAK else 6))
def test_the_engine_agrees_with_a_constraint_solver_on_middling_worlds(seed: int, memory_mb: int) -> None:
    world = random_world(30_000 + seed, count=24, plain=True)
    unplaced, saving = best_figures(world)
    _, solution = _solved(world, memory_mb=memory_mb)
    assert solution.unplaced == unplaced == solution.unplaced_bound
    assert solution.parts.total_km == pytest.approx(saving + all_relations_km(world), abs=1e-4)
    assert not broken_in_plan(world, [frozenset(group) for group in solution.clusters])


@pytest.mark.parametrize("batch", range(50 if SOAK else 5))
def test_the_engine_agrees_with_a_constraint_solver_on_many_worlds(batch: int) -> None:
    """A thousand worlds beyond what trying everything can do; the ordinary suite takes a tenth of them."""
    for seed in range(60_000 + 20 * batch, 60_000 + 20 * (batch + 1)):
        world = random_world(seed, count=12 + seed % 3, plain=True)
        unplaced, saving = best_figures(world)
        _, solution = _solved(world)
        assert solution.unplaced == unplaced == solution.unplaced_bound, f"seed {seed}"
        best_km = saving + all_relations_km(world)
        assert solution.parts.total_km == pytest.approx(best_km, abs=1e-4), f"seed {seed}"
        assert solution.objective_bound_km <= best_km + 1e-4, f"seed {seed}: the bound is above the optimum"


@pytest.mark.parametrize("seed", range(0, 100 if SOAK else 10))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    world = random_world(40_000 + seed, count=11)
    _, one = _solved(world)
    _, two = _solved(world, random.Random(seed))
    assert one.clusters == two.clusters
