"""Which pricer a problem wants, and the plans that it begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from wolds.clustering.costs import MIX_PREFERRED, ROLL_TARGET, Costing, soft_terms
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.enumerate import ClusterRules
from wolds.clustering.engine.filling import Limits
from wolds.clustering.engine.pair_pricer import PairPricer
from wolds.clustering.engine.pairs import Graph
from wolds.clustering.engine.parts import Leaving
from wolds.clustering.engine.pricing import Pricer
from wolds.clustering.engine.search import WHOLE_AT_ONCE
from wolds.clustering.engine.star_moves import Ground
from wolds.clustering.engine.star_pricer import StarPricer, can_price
from wolds.clustering.engine.star_starts import layouts
from wolds.clustering.engine.worthy_stars import WorthyStars
from wolds.clustering.problem import Problem
from wolds.clustering.rules import Mix, Objective
from wolds.geo.schools import IntArray

_MOST_MOVED: Final = 1_200  # blocks: each move looks at all pairs of them
_MOST_LOOSE: Final = 3_000  # blocks: who may meet whom is a table of them
_PRICING_WORK: Final = 20_000_000  # candidates of one size in a search for clusters
Plan = list[IntArray]


def pricer_for(costing: Costing, blocks: Blocks, graph: Graph, most_sets: int) -> Pricer:
    """Stars where the rules let a cluster be judged from its lead, else sets grown from pairs.

    Of many schools stars are of use only where members need not fit each other: too many would have to be looked through.
    """
    rules, m = costing.problem.rules, len(blocks)
    loose = graph.by_lead or rules.cap_in_km is None
    if graph.complete and m <= (_MOST_LOOSE if loose else WHOLE_AT_ONCE) and can_price(costing.problem, blocks):
        return StarPricer.of(costing, blocks, graph)
    return PairPricer(costing, blocks, graph, most_sets, _PRICING_WORK)


def pairs_price_well(problem: Problem, blocks: Blocks) -> bool:
    """Whether pairs of schools say nearly all of what a cluster of a county costs, so that few sets are looked at in vain.

    Travel to a hub is as little as half of what its pairs say, and a mix or terms that only add say nothing of pairs.
    """
    rules = problem.rules
    of_pairs = rules.objective == Objective.CLOSENESS and rules.size_max is not None and not blocks.size_exempt.any()
    others = rules.mix == Mix.REQUIRED or bool({MIX_PREFERRED, ROLL_TARGET} & set(soft_terms(rules)))
    return len(blocks) <= WHOLE_AT_ONCE and of_pairs and not others


def stars_price_well(problem: Problem, blocks: Blocks) -> bool:
    """Whether the stars of all leads are priced at once, so that writing them down takes longer."""
    return can_price(problem, blocks) and WorthyStars.serve(Limits.of(ClusterRules.of(problem.rules)))


def first_plans(pricer: Pricer, left: Leaving, clusters: int | None, seed: int, pause: Callable[[], None]) -> list[Plan]:
    """Whole plans to begin with, the best first, where a limit on their number makes them hard to come by; else none."""
    if not isinstance(pricer, StarPricer) or not clusters or len(left.weight) > _MOST_MOVED:
        return []
    ground = Ground.of(pricer, left.weight.astype(float))
    return [layout.sets() for layout in layouts(ground, clusters, seed, pause)]
