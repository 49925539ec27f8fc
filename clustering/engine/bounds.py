"""Bounds that need no solver: valid at any moment, whatever was or was not enumerated."""

from __future__ import annotations

from typing import Final

import numpy as np

from wolds.clustering.costs import NodeTravel
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.pairs import Graph
from wolds.clustering.problem import Problem
from wolds.clustering.rules import Objective
from wolds.geo.schools import BoolArray, FloatArray, IntArray

_MOST_NEIGHBOURS: Final = 12


def least_share_km(problem: Problem, travel: NodeTravel, blocks: Blocks) -> FloatArray:
    """For each node a cost that it brings to any cluster that holds it, (n,): never more than its true share.

    Closeness: the mean travel to its nearest possible partners; hub: half the nearest. 0 for optional schools, locked
    groups and blocks of several schools, whose partners may be anywhere.
    """
    rules, n = problem.rules, len(problem)
    anyone_let_off = bool(blocks.size_exempt.any())
    share = np.zeros(n) if rules.size_max is None or anyone_let_off else np.full(n, rules.partnership_cost_km / rules.size_max)
    partners = min(rules.size_min - 1, 1 if anyone_let_off else _MOST_NEIGHBOURS)
    if partners >= 1 and n > 1:
        nearest = _nearest_km(travel, n, partners)
        share += nearest.mean(axis=1) if rules.objective == Objective.CLOSENESS else nearest[:, 0] / 2.0
    free = problem.to_place & (blocks.size[blocks.of_node] == 1) & (blocks.anchor[blocks.of_node] == -1)
    if anyone_let_off:
        free &= ~blocks.size_exempt[blocks.of_node]
    return np.where(free, share, 0.0)


def _nearest_km(travel: NodeTravel, n: int, count: int) -> FloatArray:
    """The least travel of each node to `count` others, at most, ascending, (n, count); overrides only ever shorten it here."""
    from scipy.spatial import cKDTree

    points = np.column_stack([travel.easting_m, travel.northing_m]).astype(np.float64)
    distance_m = np.asarray(cKDTree(points).query(points, k=min(count + 1, n))[0])
    near = np.full((n, count), np.inf)
    near[:, : distance_m.shape[1] - 1] = distance_m[:, 1:] / 1000.0
    near = np.where(np.isinf(near), 0.0, near)
    overridden = travel.overrides.keys
    for end in (overridden // max(n, 1), overridden % max(n, 1)):
        near[end] = 0.0  # coarse, yet valid: a few schools know better travel than the straight line
    return near


def never_placed(problem: Problem, blocks: Blocks, graph: Graph) -> BoolArray:
    """Blocks that no feasible cluster can hold, as far as neighbours alone show, (m,). Valid for a complete graph only."""
    size, roll = blocks.size.copy(), blocks.roll.copy()
    row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
    if graph.by_lead:
        return ~blocks.sound | ~_in_some_star(problem, blocks, graph, row)
    for one, other in ((row, graph.block), (graph.block, row)):
        np.add.at(size, one, blocks.size[other])
        np.add.at(roll, one, blocks.roll[other])
    lacking = (size < problem.rules.size_min) & ~_near_let_off(blocks, graph, row)
    return ~blocks.sound | lacking | (roll < (problem.rules.roll_min or 0))


def _in_some_star(problem: Problem, blocks: Blocks, graph: Graph, row: IntArray) -> BoolArray:
    """Blocks within the cap of some lead whose blocks all together have schools and pupils enough, (m,)."""
    home = blocks.of_node
    size, roll, let_off = blocks.size[home], blocks.roll[home], blocks.size_exempt[home]
    np.add.at(size, row, blocks.size[graph.block])
    np.add.at(roll, row, blocks.roll[graph.block])
    np.logical_or.at(let_off, row, blocks.size_exempt[graph.block])
    enough = ((size >= problem.rules.size_min) | let_off) & (roll >= (problem.rules.roll_min or 0))
    held = np.zeros(len(blocks), dtype=bool)
    held[home[enough]] = True
    held[graph.block[enough[row]]] = True
    return held


def _near_let_off(blocks: Blocks, graph: Graph, row: IntArray) -> BoolArray:
    near = blocks.size_exempt.copy()
    np.logical_or.at(near, row, blocks.size_exempt[graph.block])
    np.logical_or.at(near, graph.block, blocks.size_exempt[row])
    return near


def sum_without_largest(share: FloatArray, how_many: int) -> float:
    """The sum of shares where the `how_many` largest stay away."""
    kept = np.sort(share)[: max(0, len(share) - how_many)]
    return float(kept.sum())
