"""What must hold between two answers of the engine, whatever the answers are."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from independent.brute import best_plan
from independent.world import Place, World
from oracle.worlds import as_tables, random_world
from wolds.clustering.build import build_problem
from wolds.clustering.engine import solve
from wolds.clustering.exploring.worth import Worth
from wolds.clustering.rules import Mix, Rules

SEEDS = st.integers(0, 1_000_000)
LOOSER = {
    "a wider cap": lambda rules: {"cap_km": rules.cap_km + 1.5} if rules.cap_km is not None else {"cap_minutes": None},
    "no cap": lambda rules: {"cap_km": None, "cap_minutes": None},
    "a lower roll floor": lambda rules: {"roll_min": (rules.roll_min or 0) // 2},
    "a higher roll ceiling": lambda rules: {"roll_max": None},
    "a smaller least size": lambda rules: {"size_min": 1},
    "a larger size": lambda rules: {"size_max": None if rules.size_max is None else rules.size_max + 2},
    "more clusters": lambda rules: {"max_clusters": None if rules.max_clusters is None else rules.max_clusters + 1},
    "any mix": lambda _: {"mix": Mix.ANY},
    "phases mixed": lambda _: {"same_phase": False},
    "authorities crossed": lambda _: {"same_la": False},
    "dioceses crossed": lambda _: {"same_diocese": False},
    "nobody kept apart": lambda _: {"keep_apart": ()},
    "no barrier": lambda rules: {"barriers": tuple(line for line in rules.barriers if line.minutes is not None)},
    "federations split": lambda _: {"keep_federations": False},
    "nobody linked": lambda _: {"must_link": ()},
}


def plain_world(seed):
    """A world without locks, so that no locked group can stand in the way of a comparison of counts."""
    return changed(random_world(seed, 9), anchors=(), present=())


def changed(world, **values):
    """The world with some fields changed; a world keeps an index of its places, which must not be shared."""
    fields = {name: value for name, value in vars(world).items() if name != "by_urn"}
    return World(**(fields | values))


def solved(world, shuffle=None):
    problem = build_problem(*as_tables(world, shuffle))
    return problem, solve(problem)


def worth(world):
    return Worth.of(*solved(world))


def with_place(world, place):
    return changed(world, places=(*world.places, place))


@pytest.mark.parametrize("looser", LOOSER)
@settings(max_examples=8, deadline=None)
@given(seed=SEEDS)
def test_a_looser_hard_rule_never_gives_a_worse_best_plan(looser, seed):
    world = random_world(seed, 8)
    rules = Rules.model_validate(world.rules)
    # Exemptions name what a federation is let off; they mean nothing once it may be split.
    rules = rules.model_copy(update={"exemptions": ()})
    change = rules.model_copy(update=LOOSER[looser](rules))
    before = changed(world, rules=rules.model_dump(mode="json"))
    after = changed(world, rules=change.model_dump(mode="json"))
    assert not worth(after).is_worse_than(worth(before))


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, east=st.integers(0, 12_000), north=st.integers(0, 12_000), roll=st.sampled_from((20, 60, 140)))
def test_an_optional_school_never_lowers_the_count_placed(seed, east, north, roll):
    world = plain_world(seed)
    more = Place(urn=100_900, easting=500_000 + east, northing=300_000 + north, roll=roll, must_be_placed=False)
    before, after = solved(world)[1], solved(with_place(world, more))[1]
    assert after.unplaced <= before.unplaced


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_an_unlinked_school_to_be_placed_never_lowers_the_count_placed(seed):
    world = plain_world(seed)
    more = Place(urn=100_900, easting=503_000, northing=303_000, roll=60)
    (before, first), (after, second) = solved(world), solved(with_place(world, more))
    placed = int(before.to_place.sum()) - first.unplaced
    assert int(after.to_place.sum()) - second.unplaced >= placed


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS)
def test_an_optional_school_out_of_everybodys_reach_changes_nothing(seed):
    world = plain_world(seed)
    world = changed(world, rules=world.rules | {"barriers": []})  # one with minutes would bring the far school near
    if world.rules["cap_km"] is None and world.rules["cap_minutes"] is None:
        return
    far = Place(urn=100_900, easting=640_000, northing=300_000, roll=20, must_be_placed=False)
    first, second = solved(world)[1], solved(with_place(world, far))[1]
    assert (second.clusters, second.parts) == (first.clusters, first.parts)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_the_order_of_rows_leaves_the_answer_as_it_is(seed):
    world = random_world(seed, 10)
    first, second = solved(world)[1], solved(world, random.Random(seed))[1]
    assert replace(first, solve_seconds=0.0) == replace(second, solve_seconds=0.0)


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, east=st.integers(-100_000, 100_000), north=st.integers(-100_000, 400_000))
def test_moving_the_whole_county_leaves_the_answer_as_it_is(seed, east, north):
    world = random_world(seed, 10)
    moved = tuple(replace(place, easting=place.easting + east, northing=place.northing + north) for place in world.places)
    lines = [
        line | {"points": [(float(x) + east, float(y) + north) for x, y in line["points"]]} for line in world.rules["barriers"]
    ]
    elsewhere = changed(world, places=moved, rules=world.rules | {"barriers": lines})
    first, second = solved(world)[1], solved(elsewhere)[1]
    assert first.clusters == second.clusters
    assert first.parts == second.parts


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS)
def test_turning_and_mirroring_the_county_leaves_the_worth_as_it_is(seed):
    world = random_world(seed, 9)
    world = changed(world, rules=world.rules | {"barriers": []})
    turned = tuple(replace(place, easting=place.northing, northing=1_000_000 - place.easting) for place in world.places)
    assert worth(changed(world, places=turned)).order == worth(world).order


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_no_bound_is_above_the_best_that_is_known(seed):
    world = random_world(seed, 8)
    best = best_plan(world)
    if best is None:
        return
    problem, solution = solved(world)
    assert Worth.least(problem, solution).unplaced <= best[1] or Worth.of(problem, solution).bare < best[0]
    assert solution.unplaced_bound <= solution.unplaced
    assert solution.objective_bound_km <= solution.parts.total_km + 1e-9
    assert (Worth.of(problem, solution).bare, solution.unplaced) == best[:2]


@pytest.fixture(scope="module")
def known_best():
    """Problems with the best plan that trying everything gives, and the engine's when it is not hurried."""
    worlds = [changed(random_world(seed, 8), anchors=(), present=()) for seed in range(12)]
    problems = [build_problem(*as_tables(world)) for world in worlds]
    return [(best_plan(world), problem, solve(problem)) for world, problem in zip(worlds, problems, strict=True)]


@pytest.mark.parametrize("hurry_s", [0.0, 0.003, 0.01])
def test_no_bound_of_a_run_that_was_stopped_is_above_the_best_that_is_known(known_best, hurry_s):
    for best, problem, whole in known_best:
        solution = solve(problem, time_limit_s=hurry_s)
        assert solution.unplaced_bound <= best[1] <= solution.unplaced
        if solution.unplaced == whole.unplaced:
            assert solution.objective_bound_km <= whole.parts.total_km + 1e-6


ACROSS = """
import random, sys
import pandas as pd
from wolds.clustering.build import build_problem
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.engine import solve
from wolds.app.proposing import propose
from wolds.clustering.exploring import alternatives, next_best, relaxations_for
from wolds.clustering.edits import AcceptProposal, EditContext
from wolds.clustering.plan import Plan
from wolds.clustering.rules import Rules
from wolds.geo.schools import Schools
from dataclasses import replace
dice = random.Random(4)
n = 50
east, north = ([start + dice.randrange(36000) for _ in range(n)] for start in (500000, 300000))
roll = [float(dice.randrange(25, 120)) for _ in range(n)]
frame = pd.DataFrame({"urn": range(100001, 100001 + n), "status": "Open", "phase": "Primary", "roll": roll,
    "name": [f"School {k}" for k in range(n)], "easting": east, "northing": north})
frame = frame.sample(frac=1, random_state=int(sys.argv[1]))
schools, eligibility = Schools.from_frame(frame), Eligibility()
context = EditContext(schools, standing_of(schools, eligibility), Plan(rules=Rules(cap_km=8, roll_min=200)))
solution = solve(build_problem(context.schools, context.standing, context.plan))
placed = {u for c in solution.clusters for u in c}
left = [u for u in range(100001, 100001 + n) if u not in placed][:1]
told = [r.sentence for u in left for r in relaxations_for(context, u)]
told += [e.sentence for e in next_best(context, solution.clusters[0][0], 2).clusters]
told += alternatives(context, 1, 30).lines
present = context.plan.apply(AcceptProposal(propose(context).preview).change(context))
present = replace(present, rules=Rules(cap_km=7, roll_min=200, little_change_km=1))
told += propose(replace(context, plan=present)).preview.changes.lines
print(repr((solution.clusters, solution.parts, solution.unplaced_bound, solution.objective_bound_km, left, told)))
"""


def test_processes_hash_seeds_threads_and_row_orders_give_the_same_plan_and_explanations():
    """Different interpreters, hash seeds, numbers of threads and orders of rows."""
    runs = []
    for number in (1, 2):
        threads = {name: str(number) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
        environment = {**os.environ, **threads, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", ACROSS, str(number)]
        runs.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
    told = [run.communicate(timeout=60)[0] for run in runs]
    assert len(told[0]) > 500
    assert told[0] == told[1]
