"""Pricing against all feasible clusters written down: just the negative ones are found, under every rule."""

import numpy as np
import pytest
from engine_cases import make_problem, random_problem

from wolds.clustering.costs import Costing
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.columns import prices as column_prices
from wolds.clustering.engine.enumerate import Budget, ClusterRules, feasible_sets
from wolds.clustering.engine.pair_pricer import PairPricer
from wolds.clustering.engine.pairs import allowed_graph, leads_alone
from wolds.clustering.engine.pricing import Prices
from wolds.clustering.rules import Rules

PLENTY = 10**9


def nothing() -> None:
    """Nobody stops these searches."""


class Case:
    """A problem with its pricer and every feasible cluster."""

    def __init__(self, problem, most=PLENTY, work=PLENTY):
        self.costing = Costing.of(problem)
        self.blocks = contract(problem, self.costing.travel)
        graph = allowed_graph(problem, self.costing.travel, self.blocks)
        alone = leads_alone(problem, self.costing.travel, self.blocks)
        rules = ClusterRules.of(problem.rules)
        self.feasible = feasible_sets(self.blocks, graph, alone, rules, Budget(PLENTY, nothing))
        self.pricer = PairPricer(self.costing, self.blocks, graph, most, work)

    def negative(self, prices):
        """The clusters of negative reduced cost, by looking at each."""
        found = set()
        for sets in self.feasible:
            objective = column_prices(sets, self.blocks, self.costing)[1]
            reduced = prices.scale * objective - prices.block[sets].sum(axis=1) - prices.cluster
            found |= {tuple(row) for row in sets[reduced < -1e-9].tolist()}
        return found

    def priced(self, prices):
        """The clusters that the pricer finds, as a list, and its answer."""
        answer = self.pricer.price(prices, nothing)
        return [tuple(row) for sets in answer.sets for row in sets.tolist()], answer


@pytest.mark.parametrize("scale", [1.0, 0.0])
def test_just_the_clusters_of_negative_reduced_cost_are_found(scale):
    several = 0
    for seed in range(250):
        case, dice = Case(random_problem(seed, 9)), np.random.default_rng(seed)
        worth = dice.normal(4.0 * scale, 4.0 if scale else 1.0, len(case.blocks))
        prices = Prices(worth, float(dice.choice([0.0, -2.0, 1.5])), scale)
        found, answer = case.priced(prices)
        assert len(found) == len(set(found)), f"seed {seed}: a cluster twice"
        assert set(found) == case.negative(prices), f"seed {seed}"
        assert answer.is_complete
        several += len(found)
    assert several > 150


def test_a_search_that_is_cut_short_says_that_it_knows_nothing_of_the_rest():
    problem = make_problem([(x, y) for x in range(5) for y in range(5)], Rules(cap_km=9, size_min=2, size_max=4, roll_min=None))
    prices = Prices(np.full(25, 3.0))
    for case in (Case(problem, most=20), Case(problem, work=50)):
        found, answer = case.priced(prices)
        assert 0 < len(found) < len(case.negative(prices))
        assert set(found) <= case.negative(prices)
        assert not answer.is_complete
        assert np.isneginf(answer.floor).all()


def test_a_quick_look_finds_some_of_the_clusters_and_takes_more_work_where_it_finds_too_few():
    problem = make_problem([(x, y) for x in range(5) for y in range(5)], Rules(cap_km=9, size_min=2, size_max=4, roll_min=None))
    case, prices = Case(problem, most=16_000, work=4_000_000), Prices(np.full(25, 3.0))
    quick = case.pricer.price(prices, nothing, thorough=False)
    found = {tuple(row) for sets in quick.sets for row in sets.tolist()}
    assert not quick.is_complete
    assert 3 <= len(found) < len(case.negative(prices))
    assert found <= case.negative(prices)
    thorough, answer = case.priced(prices)
    assert answer.is_complete
    assert set(thorough) == case.negative(prices)


def test_large_clusters_are_looked_for_even_where_the_small_ones_take_all_the_work_there_is():
    problem = make_problem([(x, y) for x in range(6) for y in range(6)], Rules(cap_km=9, size_min=2, size_max=5, roll_min=None))
    found, answer = Case(problem, most=60, work=4_000).priced(Prices(np.full(36, 4.0)))
    assert not answer.is_complete
    assert max(map(len, found)) == 5
