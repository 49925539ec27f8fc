"""The ways that the benchmark measures beside the engine: judged by the independent checker on a tiny county."""

from __future__ import annotations

import pickle
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from independent.checker import broken_rules, travel_cost_km
from independent.world import Place, World

if TYPE_CHECKING:
    from benchmarks.judging import Group, Places

TOOLS = Path(__file__).resolve().parents[2] / "tools"
WAYS = {"engine": "highspy", "linkage": "sklearn", "kmeans": "k_means_constrained", "maxp": "spopt", "cpsat": "ortools"}
AT_HAND = [name for name, library in WAYS.items() if find_spec(library)]
"""The ways whose library is installed: engine and CP-SAT with the extra `test`, all with `bench`."""
CAP_M, SIZE_MIN, SIZE_MAX, ROLL_MIN = 9_000, 3, 6, 150


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))


def tiny_county(seed: int, schools: int = 40) -> Places:
    """Schools by lot on a square of 30 km, some on one point and some exactly at the cap."""
    from benchmarks.judging import Limits, Places

    dice = np.random.default_rng(seed)
    points = dice.integers(0, 30_000, (schools, 2))
    points[1] = points[0]
    points[3] = points[2] + [5_400, 7_200]  # 9,000 m away
    limits, urn = Limits(CAP_M, SIZE_MIN, SIZE_MAX, ROLL_MIN), np.arange(100_001, 100_001 + schools)
    return Places(urn, points, dice.integers(15, 120, schools), limits)


def world_of(places: Places) -> World:
    from wolds.clustering.rules import Rules

    rules = Rules(cap_km=CAP_M / 1000, cap_rule="pairs", size_min=SIZE_MIN, size_max=SIZE_MAX, roll_min=ROLL_MIN)
    rows = zip(places.urn.tolist(), places.points_m.tolist(), places.roll.tolist(), strict=True)
    return World(tuple(Place(urn, *point, roll) for urn, point, roll in rows), rules.model_dump(mode="json"))


def posed(places: Places, path: Path) -> Path:
    """The engine's problem of the same schools, in a file."""
    from helpers.counties import open_primaries
    from wolds.clustering.build import build_problem
    from wolds.clustering.eligibility import Eligibility, standing_of
    from wolds.clustering.plan import Plan
    from wolds.clustering.rules import Rules

    schools = open_primaries([tuple(point) for point in places.points_m.tolist()], roll=places.roll)
    rules = Rules(cap_km=CAP_M / 1000, cap_rule="pairs", size_min=SIZE_MIN, size_max=SIZE_MAX, roll_min=ROLL_MIN)
    eligibility = Eligibility()
    path.write_bytes(pickle.dumps(build_problem(schools, standing_of(schools, eligibility), Plan(rules=rules))))
    return path


def answered(name: str, places: Places, tmp_path: Path) -> Any:
    way = import_module(f"benchmarks.ways.{name}")
    return way.answer(places, posed(places, tmp_path / "problem.pickle"), 20.0)


def urns(places: Places, group: Group) -> list[int]:
    return places.urn[list(group)].tolist()


@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")  # MaxP's own
@pytest.mark.parametrize("name", AT_HAND)
def test_a_way_gives_a_partition_whose_broken_rules_are_counted_as_the_checker_does(
    tools: None, tmp_path: Path, name: str
) -> None:
    places = tiny_county(5)
    groups = answered(name, places, tmp_path).groups
    rows = [row for group in groups for row in group]
    assert len(rows) == len(set(rows))
    assert set(rows) <= set(range(len(places)))

    world = world_of(places)
    found = [set(broken_rules(world, urns(places, group))) for group in groups if len(group) > 1]
    counted = {rule: sum(rule in broken for broken in found) for rule in ("cap", "size", "roll")}
    assert places.broken_groups(groups) == {"any": sum(map(bool, found)), **counted}


@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")  # MaxP's own
@pytest.mark.parametrize("name", AT_HAND)
def test_the_repair_leaves_no_broken_rule_and_prices_clusters_as_the_checker_does(
    tools: None, tmp_path: Path, name: str
) -> None:
    from benchmarks.repair import repaired

    places = tiny_county(6)
    mended = repaired(places, answered(name, places, tmp_path).groups)
    world = world_of(places)
    rows = [row for group in mended for row in group]
    assert len(rows) == len(set(rows)) > 20
    assert not [broken for group in mended if (broken := broken_rules(world, urns(places, group)))]
    assert places.cost_km(mended) == pytest.approx(sum(travel_cost_km(world, urns(places, group)) for group in mended))


@pytest.mark.parametrize("seed", range(12))
def test_the_repair_breaks_no_rule_and_loses_nobody_whatever_it_is_given(tools: None, seed: int) -> None:
    from benchmarks.judging import by_label
    from benchmarks.repair import repaired

    places = tiny_county(seed, 60)
    dice = np.random.default_rng(seed)
    groups = by_label(dice.integers(0, 1 + 5 * seed, len(places)), np.arange(len(places)))
    mended = repaired(places, groups[: len(groups) // 2 + 1])  # some schools are in no group at all
    rows = [row for group in mended for row in group]
    assert len(rows) == len(set(rows))
    assert not [broken for group in mended if (broken := broken_rules(world_of(places), urns(places, group)))]


def test_the_repair_leaves_the_best_plan_as_it_is(tools: None, tmp_path: Path) -> None:
    from benchmarks.repair import repaired

    places = tiny_county(7)
    groups = answered("engine", places, tmp_path).groups
    assert sorted(map(sorted, repaired(places, groups))) == sorted(map(sorted, groups))


def test_the_engine_and_the_constraint_solver_prove_the_same_plan(tools: None, tmp_path: Path) -> None:
    places = tiny_county(8)
    ours, theirs = answered("engine", places, tmp_path), answered("cpsat", places, tmp_path)
    assert theirs.bound == ours.bound == len(places) - sum(map(len, theirs.groups))
    assert theirs.gap_percent == 0.0
    assert places.cost_km(theirs.groups) == pytest.approx(places.cost_km(ours.groups), abs=1e-4)
    assert theirs.feasible == ours.feasible


def test_a_process_that_takes_too_long_is_ended_and_says_so(tools: None, tmp_path: Path) -> None:
    from benchmarks.fresh import fresh

    outcome = fresh("posing", most_seconds=0.01, register="none", cap_km=1.0, target=str(tmp_path / "none"))
    assert outcome.facts == {"gave_up": 0.01}
    assert not list(tmp_path.iterdir())


def test_a_way_whose_process_fails_is_an_error_with_its_words(tools: None) -> None:
    from benchmarks.fresh import fresh

    with pytest.raises(RuntimeError, match="there is no such file"):
        fresh("posing", register="none.csv", cap_km=1.0, target="none")
