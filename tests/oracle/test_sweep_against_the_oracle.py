"""Each row of a sweep against trying everything at its figure, and against a second reading of every rule."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest

from independent.brute import best_plan
from independent.checker import broken_rules, plan_cost_km
from independent.world import World
from oracle.worlds import as_tables, random_world
from wolds.clustering.edits import EditContext
from wolds.clustering.exploring import sweep

FIGURES = {
    "cap_km": (2.0, 3.0, 5.001, 9.0),
    "cap_minutes": (5.0, 9.7, 16.0),
    "size_max": (3.0, 4.0, 5.0),
    "roll_min": (0.0, 105.0, 180.0),
    "fall": (0.0, 5.0, 10.0, 50.0),
}
SOFT = ("mix_preferred_km", "existing_relations_km", "little_change_km", "roll_target_km_per_10_pupils")


def world_of(seed: int) -> World:
    """A world without locks and soft terms, whose present plan is made of groups at random."""
    dice, world = random.Random(seed), random_world(seed, 8)
    urns = sorted(world.by_urn)
    dice.shuffle(urns)
    present = tuple(frozenset(urns[start : start + 3]) for start in range(0, 6, 3))
    rules = world.rules | dict.fromkeys(SOFT, 0) | {"size_min": min(world.rules["size_min"], 3), "size_max": 3}
    rules |= {"roll_max": None, "partnership_cost_km": 0}
    return World(world.places, rules, (), 0, present)


def at(world: World, what: str, value: float) -> World:
    """The world at one figure."""
    if what == "fall":
        places = tuple(replace(place, roll=fewer(place.roll, value)) for place in world.places)
        return World(places, world.rules, (), 0, world.present)
    figure = int(value) if what in ("size_max", "roll_min") else value
    change = {"cap_km": None, "cap_minutes": None} if what.startswith("cap_") else {}
    return World(world.places, world.rules | change | {what: figure}, (), 0, world.present)


def fewer(pupils: int, percent: float) -> int:
    """To the nearest whole pupil, halves down, one at least."""
    exact = Fraction(pupils) * (100 - Fraction(str(percent))) / 100
    return max(1, ceil(exact - Fraction(1, 2)))


@pytest.mark.parametrize("what", FIGURES)
def test_each_row_is_what_trying_everything_finds(what):
    told = 0
    for seed in range(40):
        world = world_of(seed)
        schools, standing, plan = as_tables(world)
        names = {frozenset(cluster.members): cluster.id for cluster in plan.clusters.values()}
        for row in sweep(EditContext(schools, standing, plan), what, FIGURES[what]):
            here = at(world, what, row.value)
            best = best_plan(here)
            assert best is not None
            _, unplaced, objective_km, clusters = best
            assert (row.unplaced, row.unplaced_bound, row.proven) == (unplaced, unplaced, True), f"seed {seed}: {row}"
            assert row.placed == sum(place.must_be_placed for place in world.places) - unplaced, f"seed {seed}: {row}"
            assert row.travel_km == pytest.approx(plan_cost_km(here, clusters), abs=1e-6), f"seed {seed}: {row}"
            assert row.cost_km == pytest.approx(objective_km, abs=1e-6), f"seed {seed}: {row}"
            allowed = {names[group] for group in world.present if not broken_rules(here, group)}
            assert set(row.still_allowed) == allowed, f"seed {seed}: {row}"
            assert set(row.kept) <= allowed, f"seed {seed}: {row}"
            assert row.present == len(world.present)
            told += len(allowed) > 0
    assert told > 5
