"""Problems cut down and bound further: a few nodes of a problem, schools joined into one unit, pairs kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from wolds.clustering.costs import NodeTravel, PairTable
from wolds.clustering.engine.existence import Neighbourhoods
from wolds.clustering.problem import Problem
from wolds.clustering.rules import CapRule
from wolds.geo.schools import BoolArray, IntArray

NodePairs = Iterable[tuple[int, int]]


def node_of(problem: Problem, urn: int) -> int | None:
    """The node of a school, None where the school takes no part in the problem."""
    place = int(np.searchsorted(problem.urn, urn))
    return place if place < len(problem) and int(problem.urn[place]) == urn else None


def block_of(problem: Problem, nodes: Iterable[int]) -> IntArray:
    """Nodes with all that cannot be parted from them: schools of one unit, schools locked to one cluster."""
    inside = np.zeros(len(problem), dtype=bool)
    inside[list(nodes)] = True
    while True:
        wider: BoolArray = inside | np.isin(problem.unit, problem.unit[inside])
        locked = wider & (problem.anchor >= 0)
        wider |= (problem.anchor >= 0) & np.isin(problem.anchor, problem.anchor[locked])
        if (wider == inside).all():
            return np.flatnonzero(inside)
        inside = wider


def subproblem(problem: Problem, nodes: IntArray) -> Problem:
    """The problem of some of its nodes, ascending; pairs with others drop out."""
    place = np.full(len(problem), -1, dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    apart, override = _kept(place, problem.apart), _kept(place, problem.override)
    columns: tuple[str, ...] = (
        "urn",
        "easting_m",
        "northing_m",
        "roll",
        "to_place",
        "character",
        "phase_group",
        "la_code",
        "diocese",
    )
    columns += ("unit", "unit_rule", "cap_exempt", "size_exempt", "anchor")
    federation = None if problem.federation_unit is None else problem.federation_unit[nodes]
    return replace(
        problem,
        **{name: getattr(problem, name)[nodes] for name in columns},
        apart=place[problem.apart[apart]],
        apart_rule=problem.apart_rule[apart],
        parted=place[problem.parted[_kept(place, problem.parted)]],
        override=place[problem.override[override]],
        override_km=problem.override_km[override],
        override_in_cap=problem.override_in_cap[override],
        related=place[problem.related[_kept(place, problem.related)]],
        present=place[problem.present[_kept(place, problem.present)]],
        federation_unit=federation,
    )


def _kept(place: IntArray, pairs: IntArray) -> BoolArray:
    kept: BoolArray = np.all(place[pairs] >= 0, axis=1)
    return kept


def around(problem: Problem, node: int) -> tuple[Problem, int]:
    """The problem of every node that could share a cluster with one node, and the place of that node in it."""
    travel, near = NodeTravel.of(problem), block_of(problem, [node])
    for _ in range(2 if problem.rules.cap_rule == CapRule.LEAD else 1):
        near = block_of(problem, _reached(travel, near, len(problem)))
    return subproblem(problem, near), int(np.searchsorted(near, node))


def _reached(travel: NodeTravel, nodes: IntArray, n: int) -> IntArray:
    everyone = np.arange(n)
    reached = np.isin(everyone, nodes)
    for node in nodes.tolist():
        reached |= travel.within_cap(np.full(n, node), everyone)
    return np.flatnonzero(reached)


def could_be_placed(problem: Problem, node: int) -> bool:
    """Whether any feasible cluster holds a school: an exact search."""
    local, place = around(problem, node)
    return Neighbourhoods(local).holds(place)


def is_feasible(problem: Problem, nodes: Sequence[int]) -> bool:
    """Whether exactly these nodes, whole blocks of them, are a feasible cluster."""
    alone = subproblem(problem, np.array(sorted(nodes), dtype=np.int64))
    return Neighbourhoods(joined(alone, range(len(alone)))).holds(0)


def joined(problem: Problem, nodes: Iterable[int]) -> Problem:
    """The problem with some nodes in one unit: they share a cluster or are all unplaced. Each pair still keeps the cap."""
    bound = np.isin(problem.unit, problem.unit[list(nodes)])
    if not bound.any():
        return problem
    unit = np.where(bound, problem.unit[np.flatnonzero(bound)[0]], problem.unit)
    freed = replace(problem, cap_exempt=problem.cap_exempt & ~bound, unit=unit)
    return _let_off(freed, _exempt_pairs(problem, np.flatnonzero(bound & problem.cap_exempt)))


def _exempt_pairs(problem: Problem, nodes: IntArray) -> list[tuple[int, int]]:
    return [(i, j) for i, j in combinations(nodes.tolist(), 2) if problem.unit[i] == problem.unit[j]]


def _let_off(problem: Problem, pairs: list[tuple[int, int]]) -> Problem:
    """The problem with some pairs within the cap, whatever they are, their travel as it is."""
    if not pairs:
        return problem
    n, table = len(problem), np.array(pairs, dtype=np.int64)
    km = NodeTravel.of(problem).km(table[:, 0], table[:, 1])
    given = PairTable.key(n, problem.override[:, 0], problem.override[:, 1])
    others = ~np.isin(given, PairTable.key(n, table[:, 0], table[:, 1]))
    return replace(
        problem,
        override=np.concatenate([problem.override[others], table]),
        override_km=np.concatenate([problem.override_km[others], km]),
        override_in_cap=np.concatenate([problem.override_in_cap[others], np.ones(len(pairs), dtype=bool)]),
    )


def parted(problem: Problem, pairs: NodePairs) -> Problem:
    """The problem with some more pairs of nodes that must not share a cluster."""
    table = np.array(sorted((min(pair), max(pair)) for pair in pairs), dtype=np.int64).reshape(-1, 2)
    rule = np.concatenate([problem.apart_rule, np.full(len(table), "keep-apart", dtype=object)])
    return replace(problem, apart=np.concatenate([problem.apart, table]), apart_rule=rule)
