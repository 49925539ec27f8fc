"""Stars against all feasible clusters written down, and plans of stars against the rules."""

import numpy as np
import pytest
from engine_cases import make_problem, random_problem

from independent.p_median import least_travel_m
from wolds.clustering.costs import Costing
from wolds.clustering.engine import solve
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.columns import prices as column_prices
from wolds.clustering.engine.enumerate import Budget, ClusterRules, feasible_sets
from wolds.clustering.engine.filling import Axis, Filling, Limits
from wolds.clustering.engine.pairs import allowed_graph, leads_alone
from wolds.clustering.engine.pricing import Prices
from wolds.clustering.engine.star_moves import Ground
from wolds.clustering.engine.star_pricer import StarPricer, can_price
from wolds.clustering.engine.star_starts import layouts
from wolds.clustering.rules import Rules

PLENTY = 10**9


def nothing() -> None:
    """Nobody stops these searches."""


class Case:
    """A problem with its pricer and every feasible cluster with its objective."""

    def __init__(self, problem):
        costing = Costing.of(problem)
        self.blocks = contract(problem, costing.travel)
        graph = allowed_graph(problem, costing.travel, self.blocks)
        alone = leads_alone(problem, costing.travel, self.blocks)
        found = feasible_sets(self.blocks, graph, alone, ClusterRules.of(problem.rules), Budget(PLENTY, nothing))
        self.pricer = StarPricer.of(costing, self.blocks, graph)
        self.objective = {
            tuple(row): float(km)
            for sets in found
            for row, km in zip(sets.tolist(), column_prices(sets, self.blocks, costing)[1], strict=True)
        }

    def reduced(self, prices):
        """The reduced cost of each feasible cluster."""
        return {
            row: prices.scale * km - float(prices.block[list(row)].sum()) - prices.cluster for row, km in self.objective.items()
        }


def stars_cases(count):
    """Small problems with every rule that stars know, and prices for each."""
    for seed in range(count):
        problem = random_problem(seed, 9)
        rules = problem.rules.model_dump() | {"objective": "hub", "mix": "any"}
        rules |= dict.fromkeys(
            ("mix_preferred_km", "existing_relations_km", "roll_target_km_per_10_pupils", "little_change_km"), 0
        )
        problem = make_like(problem, Rules.model_validate(rules))
        costing = Costing.of(problem)
        if can_price(problem, contract(problem, costing.travel)):
            case, dice = Case(problem), np.random.default_rng(seed)
            scale = float(dice.choice([1.0, 1.0, 0.0]))
            worth = dice.normal(4.0 * scale, 4.0 if scale else 1.0, len(case.blocks))
            yield seed, case, Prices(worth, float(dice.choice([0.0, -2.0, 1.5])), scale)


def make_like(problem, rules):
    from dataclasses import replace

    return replace(problem, rules=rules)


def test_the_best_star_of_each_lead_is_found_and_no_cluster_falls_below_the_floors():
    several = 0
    for seed, case, prices in stars_cases(300):
        reduced, answer = case.reduced(prices), case.pricer.price(prices, nothing)
        found = {tuple(row) for sets in answer.sets for row in sets.tolist()}
        assert found <= reduced.keys(), f"seed {seed}: a star that is no feasible cluster"
        assert all(reduced[row] < 0 for row in found), f"seed {seed}"
        for row, value in reduced.items():
            assert value >= answer.floor[list(row)].sum() - 1e-6 or row in found, f"seed {seed}: {row} is below the floors"
        if min(reduced.values(), default=0.0) < -1e-6:
            assert min(reduced[row] for row in found) == pytest.approx(min(reduced.values())), f"seed {seed}"
            several += 1
    assert several > 60


def test_all_clusters_within_a_reduced_cost_are_found_and_no_other():
    several = 0
    for seed, case, prices in stars_cases(300):
        sets = case.pricer.within(prices, 1.0, PLENTY, nothing)
        found = [tuple(row) for rows in sets for row in rows.tolist()]
        assert len(found) == len(set(found)), f"seed {seed}: a cluster twice"
        assert set(found) == {row for row, value in case.reduced(prices).items() if value <= 1.0}, f"seed {seed}"
        several += len(found)
    assert several > 300


def test_more_clusters_than_wanted_are_refused():
    problem = make_problem([(x, y) for x in range(4) for y in range(4)], Rules(cap_km=None, objective="hub", roll_min=None))
    case = Case(problem)
    assert case.pricer.within(Prices(np.full(16, 3.0)), 0.0, 20, nothing) is None


def test_a_star_is_filled_as_well_as_trying_everything_fills_it():
    dice = np.random.default_rng(5)
    for _ in range(200):
        t = int(dice.integers(0, 8))
        worth, sizes, rolls = dice.normal(1, 3, t).round(2), dice.integers(1, 3, t), dice.integers(0, 9, t)
        least_size, least_roll = int(dice.integers(1, 4)), int(dice.integers(0, 12))
        size = Axis(least_size, least_size, True) if dice.random() < 0.5 else Axis(least_size, least_size + 2, False)
        roll = Axis(least_roll, least_roll, True) if dice.random() < 0.5 else Axis(least_roll, least_roll + 9, False)
        filling = Filling(Limits(size, roll), 1, 3, worth, sizes, rolls)
        if filling.limits.broken(1, 3):
            continue
        choices = [np.array([bool(n >> i & 1) for i in range(t)], dtype=bool) for n in range(2**t)]
        fits = [c for c in choices if size.ends(1 + sizes[c].sum()) and roll.ends(3 + rolls[c].sum())]
        value, chosen = filling.best()
        assert value == pytest.approx(max((worth[c].sum() for c in fits), default=-np.inf))
        assert not fits or worth[chosen].sum() == pytest.approx(value)
        found = {tuple(row) for row in filling.all_worth(1.0, PLENTY, nothing).tolist()}
        assert found == {tuple(c.tolist()) for c in fits if worth[c].sum() >= 1.0}


def capacity_case(seed, clusters=4):
    dice = np.random.default_rng(seed)
    points, roll = dice.uniform(0, 20, (24, 2)), dice.integers(5, 40, 24)
    ceiling = int(np.ceil(roll.sum() / clusters * 1.1))
    rules = Rules.model_validate(
        {
            "cap_km": None,
            "size_min": 1,
            "size_max": None,
            "roll_min": None,
            "roll_max": ceiling,
            "max_clusters": clusters,
            "objective": "hub",
        }
    )
    return make_problem([tuple(p) for p in points], rules, roll=roll.tolist())


def test_plans_of_stars_keep_every_rule_and_are_the_same_twice():
    for seed in range(6):
        case = Case.__new__(Case)
        problem = capacity_case(seed)
        costing = Costing.of(problem)
        blocks = contract(problem, costing.travel)
        case.pricer = StarPricer.of(costing, blocks, allowed_graph(problem, costing.travel, blocks))
        ground = Ground.of(case.pricer, blocks.placed.astype(float))
        one, two = (layouts(ground, 4, 7, nothing) for _ in range(2))
        assert [layout.label.tolist() for layout in one] == [layout.label.tolist() for layout in two]
        assert [layout.value() for layout in one] == sorted(layout.value() for layout in one)
        for layout in one:
            for members in layout.sets():
                assert problem.roll[members].sum() <= problem.rules.roll_max
            placed = np.concatenate(layout.sets())
            assert len(placed) == len(set(placed.tolist()))
        assert (one[0].label >= 0).all()


@pytest.mark.parametrize("seed", range(4))
def test_plans_under_a_capacity_are_those_of_a_constraint_solver(seed):
    problem = capacity_case(seed)
    points = list(zip(problem.easting_m.tolist(), problem.northing_m.tolist(), strict=True))
    best_m = least_travel_m(points, problem.roll.tolist(), problem.rules.roll_max, problem.rules.max_clusters)
    solution = solve(problem, memory_mb=0)
    assert (solution.unplaced, solution.proven) == (0, True)
    assert solution.parts.total_km == pytest.approx(best_m / 1000, abs=1e-6)
    assert solution.objective_bound_km <= best_m / 1000 + 1e-6
