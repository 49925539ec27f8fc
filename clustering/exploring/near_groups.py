"""Groups with a school left out that one rule, loosened by a little, would let be a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from wolds.clustering.costs import NodeTravel, exempt_from_cap
from wolds.clustering.engine.blocks import contract
from wolds.clustering.engine.enumerate import Budget, ClusterRules, TooManyClusters, feasible_sets
from wolds.clustering.engine.pairs import allowed_graph, leads_alone
from wolds.clustering.exploring.asking import Asker
from wolds.clustering.exploring.subproblem import around, node_of
from wolds.clustering.problem import Problem
from wolds.clustering.rules import CapRule, Rules
from wolds.geo.progress import stop_if_asked

MOST_GROUPS: Final = 200_000
EACH: Final = 3

Group = tuple[str, tuple[int, ...], float]
"""The rule, the schools, and the value that is beyond the rule's limit: km or pupils."""


def near_groups(
    asker: Asker, urn: int, near_cap_km: Callable[[Rules], float | None], near_pupils: Callable[[int], float]
) -> Iterator[Group]:
    """For the cap and the limits of the roll, the few groups with a school that miss just that rule by least."""
    rules = asker.context.plan.rules
    near = near_cap_km(rules)
    if near is not None:
        wider = rules.model_copy(update={"cap_km": near, "cap_minutes": None})
        yield from _least(asker, urn, "cap", wider, _cap_value(asker.base.problem))
    if rules.roll_min:
        lower = rules.model_copy(update={"roll_min": max(0, int(np.ceil(rules.roll_min - near_pupils(rules.roll_min))))})
        yield from _least(asker, urn, "roll-min", lower, _roll_value(asker.base.problem, rules, "roll-min"))
    if rules.roll_max is not None:
        higher = rules.model_copy(update={"roll_max": int(rules.roll_max + near_pupils(rules.roll_max))})
        yield from _least(asker, urn, "roll-max", higher, _roll_value(asker.base.problem, rules, "roll-max"))


_Value = Callable[[list[int]], float | None]


def _least(asker: Asker, urn: int, rule: str, rules: Rules, value: _Value) -> Iterator[Group]:
    problem = asker.problem(rules)
    node = node_of(problem, urn)
    if node is None:
        return
    found = []
    for members in _groups_with(problem, node, asker):
        beyond = value(members)
        if beyond is not None:
            found.append((beyond, tuple(int(one) for one in problem.urn[members])))
    found.sort(key=lambda entry: (-entry[0] if rule == "roll-min" else entry[0], len(entry[1]), entry[1]))
    yield from ((rule, urns, beyond) for beyond, urns in found[:EACH])


def _groups_with(problem: Problem, node: int, asker: Asker) -> Iterator[list[int]]:
    """The feasible clusters with a school, as nodes; none where there are too many to look at."""
    local, place = around(problem, node)
    travel = NodeTravel.of(local)
    blocks = contract(local, travel)
    graph, alone = allowed_graph(local, travel, blocks), leads_alone(local, travel, blocks)
    budget = Budget(MOST_GROUPS, lambda: stop_if_asked(asker.watch))
    try:
        levels = feasible_sets(blocks, graph, alone, ClusterRules.of(local.rules), budget)
    except TooManyClusters:
        return
    home = int(blocks.of_node[place])
    for sets in levels:
        for row in sets[(sets == home).any(axis=1)]:
            members = np.concatenate([blocks.nodes(int(block)) for block in row])
            yield np.searchsorted(problem.urn, np.sort(local.urn[members])).tolist()


def _roll_value(problem: Problem, rules: Rules, rule: str) -> _Value:
    def value(members: list[int]) -> float | None:
        pupils = int(problem.roll[members].sum())
        beyond = pupils < (rules.roll_min or 0) if rule == "roll-min" else pupils > (rules.roll_max or pupils)
        return float(pupils) if beyond else None

    return value


def _cap_value(problem: Problem) -> _Value:
    """The longest pair beyond the cap in km; under the lead rule from the member that comes off best. None within the cap."""
    travel = NodeTravel.of(problem)

    def value(members: list[int]) -> float | None:
        i, j = np.meshgrid(members, members, indexing="ij")
        fits = travel.within_cap(i, j) | exempt_from_cap(problem, i, j) | (i == j)
        beyond = np.where(fits, 0.0, travel.km(i, j))
        longest = float(beyond.max(axis=1).min() if problem.rules.cap_rule == CapRule.LEAD else beyond.max())
        return longest or None

    return value
