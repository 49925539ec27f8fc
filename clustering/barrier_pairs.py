"""Which pairs of nodes a barrier lies between, looking only at pairs that could ever share a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.rules import CapRule, Rules
from wolds.geo.schools import FloatArray, IntArray
from wolds.geo.travel import NO_BARRIER, EffectiveTravel

_CHUNK: Final = 500_000
_SLACK_M: Final = 1.0
"""The neighbour tree works in floats: a metre more than the reach misses nothing, and more pairs do no harm."""

NodePairs = set[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class BarrierPairs:
    """Pairs of nodes, i < j, with the number of the barrier in force between them; shapes (k, 2) and (k,)."""

    pairs: IntArray
    barrier: IntArray


def barrier_pairs(travel: EffectiveTravel, rows: IntArray, rules: Rules, special: NodePairs) -> BarrierPairs:
    """The pairs of n nodes that a barrier lies between, of those that could share a cluster.

    `rows` (n,) are the nodes' rows in the table of schools; `special` are pairs that may share a cluster however far they
    are apart (overrides within the cap, exempted or locked together). Overridden pairs are not left out here.
    """
    if not travel.barriers or len(rows) < 2:
        return BarrierPairs(np.empty((0, 2), dtype=np.int64), np.empty(0, dtype=np.int64))
    found = [_crossed(travel, rows, chunk) for chunk in _candidates(travel, rows, rules, special)]
    pairs, barrier = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return BarrierPairs(pairs[order], barrier[order])


def _crossed(travel: EffectiveTravel, rows: IntArray, pairs: IntArray) -> tuple[IntArray, IntArray]:
    number = travel.crossings(rows[pairs[:, 0]], rows[pairs[:, 1]])
    met = number != NO_BARRIER
    return pairs[met], number[met]


def _candidates(travel: EffectiveTravel, rows: IntArray, rules: Rules, special: NodePairs) -> Iterator[IntArray]:
    cap_km = rules.cap_in_km
    # A barrier whose minutes are within the cap brings pairs of any distance within it: contract, "Overrides and barriers".
    if cap_km is None or any(line.travel.in_cap for line in travel.barriers):
        yield from _all_pairs(len(rows))
        return
    points = np.rint(np.column_stack([travel.schools.easting[rows], travel.schools.northing[rows]]))
    yield _near_pairs(travel, points, cap_km * 1000, rules.cap_rule, special)


def _all_pairs(n: int) -> Iterator[IntArray]:
    step = max(1, _CHUNK // n)
    for first in range(0, n, step):
        low, high = np.nonzero(np.arange(first, min(first + step, n))[:, None] < np.arange(n)[None, :])
        yield np.column_stack([low + first, high])


def _near_pairs(travel: EffectiveTravel, points: FloatArray, cap_m: float, cap_rule: CapRule, special: NodePairs) -> IntArray:
    reach_m = cap_m if cap_rule == CapRule.PAIRS else 2 * cap_m
    pairs = set(special)
    for line in travel.barriers:
        pairs.update(_pairs_beside(line.points, points, reach_m + _SLACK_M))
    if cap_rule == CapRule.LEAD:
        pairs.update(_pairs_by_way_of(points, cap_m + _SLACK_M, special))
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _pairs_beside(line: FloatArray, points: FloatArray, reach_m: float) -> Iterator[tuple[int, int]]:
    """Pairs within reach of each other and of the barrier: both ends of a line that meets it lie within reach of it."""
    from scipy.spatial import cKDTree

    near = np.flatnonzero(((points >= line.min(axis=0) - reach_m) & (points <= line.max(axis=0) + reach_m)).all(axis=1))
    if len(near) > 1:
        found = cKDTree(points[near]).query_pairs(reach_m, output_type="ndarray")
        yield from map(tuple, np.sort(near[found], axis=1).tolist())


def _pairs_by_way_of(points: FloatArray, cap_m: float, special: NodePairs) -> Iterator[tuple[int, int]]:
    """Pairs that only a lead school brings together, one of them being bound to that lead by a special pair."""
    from scipy.spatial import cKDTree

    bound: dict[int, set[int]] = {}
    for a, b in special:
        bound.setdefault(a, set()).add(b)
        bound.setdefault(b, set()).add(a)
    tree = cKDTree(points)
    for lead, far in bound.items():
        yield from _between(far, far.union(tree.query_ball_point(points[lead], cap_m)))


def _between(some: Iterable[int], others: Iterable[int]) -> Iterator[tuple[int, int]]:
    everyone = list(others)
    return ((min(a, b), max(a, b)) for a in some for b in everyone if a != b)
