"""How much two plans differ, and a problem whose best plan differs from plans that are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from wolds.clustering.costs import NodeTravel, PairTable
from wolds.clustering.problem import Problem
from wolds.geo.schools import IntArray
from wolds.geo.travel import Pair, pairs_of

Clusters = Iterable[tuple[int, ...]]


def pairs_together(clusters: Clusters) -> frozenset[Pair]:
    """The pairs of schools that share a cluster, by URN, lower first."""
    return frozenset(pair for members in clusters for pair in pairs_of(members))


def difference_percent(one: frozenset[Pair], other: frozenset[Pair]) -> float:
    """How much two plans differ, from the pairs that share a cluster in each, in per cent.

    Of all pairs of schools that share a cluster in either plan, the share that does so in only one of them: 0 for the same
    plan, 100 where no pair stands in both. It does not matter which plan comes first, and the detour over a third plan is
    never shorter than the direct way (the Jaccard distance). Two plans without any pair are the same.

    >>> difference_percent(pairs_together([(1, 2, 3)]), pairs_together([(1, 2), (3, 4)]))
    75.0
    """
    either = one | other
    return 100.0 * len(one ^ other) / len(either) if either else 0.0


def held_apart(problem: Problem, plans: Iterable[frozenset[Pair]], price_km: float) -> Problem:
    """The problem in which a pair's travel is longer by `price_km` for each of the plans in which it shares a cluster.

    Only the travel that is kept small changes: which pairs are within the cap stays as it is, and so does every other rule.
    """
    times = _node_pairs(problem, Counter(pair for plan in plans for pair in plan))
    if not times:
        return problem
    pairs = np.array(sorted(times), dtype=np.int64)
    return _with_travel(problem, pairs, price_km * np.array([times[(i, j)] for i, j in pairs.tolist()], dtype=np.float64))


def _node_pairs(problem: Problem, times: Mapping[Pair, int]) -> dict[tuple[int, int], int]:
    place = {urn: node for node, urn in enumerate(problem.urn.tolist())}
    return {(place[a], place[b]): count for (a, b), count in times.items() if a in place and b in place}


def _with_travel(problem: Problem, pairs: IntArray, more_km: np.ndarray) -> Problem:
    n, travel = len(problem), NodeTravel.of(problem)
    i, j = pairs[:, 0], pairs[:, 1]
    others = ~np.isin(PairTable.key(n, problem.override[:, 0], problem.override[:, 1]), PairTable.key(n, i, j))
    return replace(
        problem,
        override=np.concatenate([problem.override[others], pairs]),
        override_km=np.concatenate([problem.override_km[others], travel.km(i, j) + more_km]),
        override_in_cap=np.concatenate([problem.override_in_cap[others], travel.within_cap(i, j)]),
    )
