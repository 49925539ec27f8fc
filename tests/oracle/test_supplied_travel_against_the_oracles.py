"""Travel that a provider supplies: the engine, the checks and the figures against a search that knows only pairs."""

from __future__ import annotations

import itertools
import os
import random
from dataclasses import replace

import numpy as np
import pytest

from independent.brute import best_plan
from independent.world import World
from oracle.judging import judge
from oracle.worlds import as_tables, random_world
from wolds.clustering.build import build_problem
from wolds.clustering.edits import AcceptProposal, EditContext
from wolds.clustering.engine import solve
from wolds.clustering.heirs import preview_of
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.travel import travel_of
from wolds.geo.schools import Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource

SOAK = bool(os.environ.get("WOLDS_SOAK"))
SOURCE = TravelSource("table", "a table", "as the table says")


def supplied_world(seed: int) -> tuple[World, Schools, object, object]:
    """A random world whose pairs all have travel of their own: for Wolds as a table, for the oracle as overrides."""
    dice = random.Random(seed)
    world = random_world(seed, count=dice.randint(5, 9))
    by_hand = world.rules["overrides"]
    rules = {**world.rules, "barriers": []}
    in_minutes = rules["cap_minutes"] is not None
    given, values = [], {}
    for one, other in itertools.combinations(sorted(world.by_urn), 2):
        value = dice.choice((2.0, 3.0, 5.0, 7.5, 10.0, round(dice.uniform(0, 14), 3)))
        values[one, other] = value
        given.append(
            {"urn_a": one, "urn_b": other, "reason": "", "km": None, "minutes": None, "minutes" if in_minutes else "km": value}
        )
    told = replace(world, rules={**rules, "overrides": [*given, *by_hand]}, by_urn={})
    schools, standing, plan = as_tables(replace(world, rules={**rules, "overrides": by_hand}, by_urn={}))
    pairs, amounts = np.array(list(values)), np.array(list(values.values()))
    nothing = np.full(len(amounts), np.nan)
    measures = (nothing, amounts) if in_minutes else (amounts * 1000.0, nothing)
    order = dice.sample(range(len(pairs)), len(pairs))
    travel = SuppliedTravel.of(pairs[order], measures[0][order], measures[1][order], SOURCE, schools.urn)
    return told, schools.travelling_by(travel), standing, plan


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(70, 110 if SOAK else 74))
def test_the_engine_finds_the_best_plan_by_supplied_travel(batch: int) -> None:
    judged = 0
    for seed in range(40 * batch, 40 * (batch + 1)):
        world, schools, standing, plan = supplied_world(seed)
        expected = best_plan(world)
        if expected is None:
            continue
        solution = solve(build_problem(schools, standing, plan))
        judge(seed, world, solution, expected)
        judged += 1
    assert judged > 20


@pytest.mark.parametrize("seed", range(3000, 3060))
def test_figures_of_a_plan_by_supplied_travel_are_those_the_engine_kept_small(seed: int) -> None:
    _, schools, standing, plan = supplied_world(seed)
    context = EditContext(schools, standing, plan)
    solution = solve(build_problem(schools, standing, plan))
    if not solution.clusters:
        return
    taken = plan.apply(AcceptProposal(preview_of(context, solution, (), _facts(solution))).change(context))
    figures = Scoreboard.of(schools, standing, taken).plan
    assert figures.cost_km == pytest.approx(solution.parts.cost_km, abs=1e-9)


def _facts(solution):
    from wolds.app.proposing import facts_of

    return facts_of(solution, (), 0)


def test_pairs_that_a_provider_does_not_know_are_not_in_reach_however_near_they_stand() -> None:
    _, schools, _, plan = supplied_world(5)
    first, second, third = schools.urn[:3].tolist()
    travel = SuppliedTravel.of(
        np.array([[first, second]]), np.array([4000.0]), np.array([np.nan]), SOURCE, schools.urn, reach_m=6000.0
    )
    found = travel_of(schools.travelling_by(travel), plan.rules.model_copy(update={"cap_km": 4.0, "overrides": ()}))
    assert found.within_cap(first, second)
    assert not found.within_cap(first, third)
    assert found.km(first, third) >= 6.0


def test_a_cap_in_minutes_is_judged_by_the_minutes_of_the_provider_to_the_thousandth() -> None:
    _, schools, _, plan = supplied_world(5)
    first, second, third = schools.urn[:3].tolist()
    pairs, minutes = np.array([[first, second], [first, third]]), np.array([20.0, 20.002])
    travel = SuppliedTravel.of(pairs, np.array([50_000.0, 1.0]), minutes, SOURCE, schools.urn)
    rules = plan.rules.model_copy(update={"cap_km": None, "cap_minutes": 20.0, "overrides": ()})
    found = travel_of(schools.travelling_by(travel), rules)
    assert found.within_cap(first, second)
    assert not found.within_cap(first, third)
