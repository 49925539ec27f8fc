"""Faults planted in the engine on purpose: the judgement that guards it must catch each one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from independent.brute import best_plan, reason_code
from independent.world import World
from oracle.judging import judge
from oracle.worlds import as_tables, random_world
from wolds.clustering import costs
from wolds.clustering.build import build_problem
from wolds.clustering.engine import enumerate as enumerating
from wolds.clustering.engine import filling, negative_sets, pair_pricer, pair_worth, solve, stars
from wolds.clustering.engine import master as mastering
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.star_pricer import StarPricer, can_price
from wolds.clustering.problem import Problem, Solution
from wolds.clustering.rules import Mix, Objective, Rules
from wolds.clustering.unplaced import explain_unplaced

WORLDS = 160
SOFT = ("mix_preferred_km", "existing_relations_km", "roll_target_km_per_10_pupils", "little_change_km")
Fault = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def judged_worlds() -> list[tuple[int, World, Problem, object]]:
    """Worlds, their problems and their best plans, found once."""
    found = []
    for seed in range(WORLDS):
        world = random_world(seed)
        best = best_plan(world)
        if best is not None:
            found.append((seed, world, build_problem(*as_tables(world)), best))
    return found


def _rules(problem: Problem, **values: object) -> Problem:
    return replace(problem, rules=problem.rules.model_copy(update=values))


def _alone(problem: Problem) -> Problem:
    return replace(problem, unit=np.arange(len(problem)), unit_rule=np.full(len(problem), "", dtype=object))


# What the engine would do if it read its problem wrongly.
MISREAD: dict[str, Callable[[Problem], Problem]] = {
    "a federation is dropped": _alone,
    "the roll floor is forgotten": lambda p: _rules(p, roll_min=None),
    "the roll ceiling is forgotten": lambda p: _rules(p, roll_max=None),
    "one school too many fits": lambda p: _rules(p, size_max=p.rules.size_max and p.rules.size_max + 1),
    "one school too few will do": lambda p: _rules(p, size_min=max(1, p.rules.size_min - 1)),
    "pairs to be kept apart meet": lambda p: replace(p, apart=p.apart[:0], apart_rule=p.apart_rule[:0]),
    "the mix rule is forgotten": lambda p: _rules(p, mix=Mix.ANY),
    "phases are mixed": lambda p: _rules(p, same_phase=False),
    "authorities are crossed": lambda p: _rules(p, same_la=False),
    "dioceses are crossed": lambda p: _rules(p, same_diocese=False),
    "one cluster too many": lambda p: _rules(p, max_clusters=p.rules.max_clusters and p.rules.max_clusters + 1),
    "a locked group is let go": lambda p: replace(p, anchor=np.full(len(p), -1)),
    "optional schools must be placed": lambda p: replace(p, to_place=np.ones(len(p), dtype=bool)),
    "overrides are overlooked": lambda p: replace(
        p, override=p.override[:0], override_km=p.override_km[:0], override_in_cap=p.override_in_cap[:0]
    ),
    "hub is taken for closeness": lambda p: _rules(p, objective=Objective.CLOSENESS),
    "the partnership cost is forgotten": lambda p: _rules(p, partnership_cost_km=0.0),
    "relations are forgotten": lambda p: replace(p, related=p.related[:0]),
}

# What the engine would report if it reckoned wrongly at the end.
MISREPORTED: dict[str, Callable[[Solution], Solution]] = {
    "the bound on unplaced schools is too high": lambda s: replace(s, unplaced_bound=s.unplaced_bound + 1),
    "the bound on the objective is too high": lambda s: replace(s, objective_bound_km=s.objective_bound_km + 0.01),
    "the bound is given up": lambda s: replace(s, objective_bound_km=s.objective_bound_km - 1),
    "a cluster is lost": lambda s: replace(s, clusters=s.clusters[1:]),
    "a school stands in two clusters": lambda s: replace(s, clusters=(*s.clusters, s.clusters[0]) if s.clusters else ()),
}


def _cap_off_by_a_metre(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = costs.NodeTravel.of.__func__

    def of(cls: type, problem: Problem) -> costs.NodeTravel:
        travel = sound(cls, problem)
        cap = travel.cap_m_squared
        return travel if cap is None else replace(travel, cap_m_squared=cap + 2 * int(cap**0.5) + 1)

    monkeypatch.setattr(costs.NodeTravel, "of", classmethod(of))


def _cap_met_only_below(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = costs.NodeTravel.of.__func__

    def of(cls: type, problem: Problem) -> costs.NodeTravel:
        travel = sound(cls, problem)
        return travel if travel.cap_m_squared is None else replace(travel, cap_m_squared=travel.cap_m_squared - 1)

    monkeypatch.setattr(costs.NodeTravel, "of", classmethod(of))


def _last_clusters_overlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = enumerating.ClusterRules.met

    def met(self: enumerating.ClusterRules, blocks: object, sets: np.ndarray) -> np.ndarray:
        kept = sound(self, blocks, sets)
        kept[-1:] = False
        return kept

    monkeypatch.setattr(enumerating.ClusterRules, "met", met)


IN_THE_WORKS: dict[str, Fault] = {
    "the cap is off by a metre": _cap_off_by_a_metre,
    "the cap is not met at equality": _cap_met_only_below,
    "some clusters are overlooked": _last_clusters_overlooked,
}


def _first_lead_overlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = StarPricer._alone

    def alone(self: StarPricer, prices: object) -> np.ndarray:
        reduced = sound(self, prices)
        reduced[:1] = np.inf
        return reduced

    monkeypatch.setattr(StarPricer, "_alone", alone)


def _ceilings_one_too_low(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = filling.Axis.of.__func__

    def of(cls: type, least: int, most: int) -> filling.Axis:
        return sound(cls, least, most if most >= filling.NO_CEILING else max(least, most - 1))

    monkeypatch.setattr(filling.Axis, "of", classmethod(of))


def _travel_of_stars_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = stars.Stars.of.__func__

    def of(cls: type, *given: object) -> stars.Stars:
        found = sound(cls, *given)
        return replace(found, km=2.0 * found.km)

    monkeypatch.setattr(stars.Stars, "of", classmethod(of))


WITH_STARS: dict[str, Fault] = {
    "a lead is overlooked": _first_lead_overlooked,
    "ceilings are one too low": _ceilings_one_too_low,
    "travel to a lead counts twice": _travel_of_stars_doubled,
}


def _priced(problem: Problem) -> Solution:
    """The answer where no memory is left to write clusters down: every one of them is priced."""
    return solve(problem, memory_mb=0)


def _pruned_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(negative_sets, "ROUNDING", 3.0)


def _violated_clusters_not_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mastering, "falls_short", lambda members, reduced, m: np.zeros(m))


def _charge_too_high(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = pair_worth.PairWorth.of.__func__

    def of(cls: type, km: pair_worth.PairKm, prices: object) -> pair_worth.PairWorth:
        worth = sound(cls, km, prices)
        return replace(worth, fixed=worth.fixed + 1.0)

    monkeypatch.setattr(pair_worth.PairWorth, "of", classmethod(of))


def _found_clusters_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = pair_pricer.PairPricer._negative

    def negative(self: pair_pricer.PairPricer, *given: object) -> tuple[np.ndarray, np.ndarray]:
        sets, reduced = sound(self, *given)
        return sets[1:], reduced[1:]

    monkeypatch.setattr(pair_pricer.PairPricer, "_negative", negative)


IN_THE_PRICING: dict[str, Fault] = {
    "sets are given up too early": _pruned_too_early,
    "the bound forgets what clusters fall short": _violated_clusters_not_taken_off,
    "pairs are charged too much": _charge_too_high,
    "some clusters that were found are lost": _found_clusters_lost,
}


def _is_caught(worlds: list, answer: Callable[[Problem], Solution]) -> bool:
    for seed, world, problem, best in worlds:
        try:
            judge(seed, world, answer(problem), best)
        except (AssertionError, KeyError):
            return True
    return False


def test_the_sound_engine_passes_the_same_judgement(judged_worlds: list) -> None:
    assert not _is_caught(judged_worlds, solve)


@pytest.mark.parametrize("fault", MISREAD)
def test_an_engine_that_misreads_its_problem_is_caught(judged_worlds: list, fault: str) -> None:
    assert _is_caught(judged_worlds, lambda problem: solve(MISREAD[fault](problem)))


@pytest.mark.parametrize("fault", MISREPORTED)
def test_an_engine_that_misreports_is_caught(judged_worlds: list, fault: str) -> None:
    assert _is_caught(judged_worlds, lambda problem: MISREPORTED[fault](solve(problem)))


@pytest.mark.parametrize("fault", IN_THE_WORKS)
def test_an_engine_with_a_fault_in_its_works_is_caught(
    judged_worlds: list, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    IN_THE_WORKS[fault](monkeypatch)
    assert _is_caught(judged_worlds, solve)


@pytest.fixture(scope="module")
def worlds_of_stars() -> list:
    """Worlds whose clusters can be priced as stars."""
    found = []
    for seed in range(5_000, 5_000 + WORLDS // 2):
        world = random_world(seed)
        hub = world.rules | {"objective": "hub", "mix": "any"} | dict.fromkeys(SOFT, 0)
        world = replace(world, rules=Rules.model_validate(hub).model_dump(mode="json"))
        problem, best = build_problem(*as_tables(world)), best_plan(world)
        if best is not None and can_price(problem, contract(problem, costs.NodeTravel.of(problem))):
            found.append((seed, world, problem, best))
    return found


def test_stars_pass_the_same_judgement(worlds_of_stars: list) -> None:
    assert len(worlds_of_stars) > 40
    assert not _is_caught(worlds_of_stars, _priced)


@pytest.mark.parametrize("fault", WITH_STARS)
def test_a_fault_in_the_pricing_of_stars_is_caught(worlds_of_stars: list, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WITH_STARS[fault](monkeypatch)
    assert _is_caught(worlds_of_stars, _priced)


def test_the_sound_engine_passes_with_every_cluster_priced(judged_worlds: list) -> None:
    assert not _is_caught(judged_worlds, _priced)


@pytest.mark.parametrize("fault", IN_THE_PRICING)
def test_an_engine_with_a_fault_in_its_pricing_is_caught(
    judged_worlds: list, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    IN_THE_PRICING[fault](monkeypatch)
    assert _is_caught(judged_worlds, _priced)


@pytest.mark.parametrize("slip", ["competition", "no-group", "roll"])
def test_calling_every_reason_by_one_name_is_caught(judged_worlds: list, slip: str) -> None:
    some = [entry for entry in judged_worlds if len(entry[1].places) <= 7][:40]
    right = [
        reason_code(world, reason.urn) for _, world, problem, _ in some for reason in explain_unplaced(problem, solve(problem))
    ]
    told = [reason.code for _, _, problem, _ in some for reason in explain_unplaced(problem, solve(problem))]
    assert told == right
    assert any(code != slip for code in right), "these worlds would not tell a wrong code from a right one"
