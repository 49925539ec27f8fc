"""The problem cut into tasks that do not touch each other, and what is settled before any search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wolds.clustering.costs import Costing
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.columns import Columns
from wolds.clustering.engine.over_sets import each_once
from wolds.clustering.engine.task import Task
from wolds.clustering.problem import Problem
from wolds.geo.schools import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Leaving:
    """What it means to leave each block out of every feasible cluster; arrays (m,).

    A block without a locked group is unplaced. A locked group stays as it is, in a cluster of its own that breaks a rule.
    """

    weight: IntArray
    cost_km: FloatArray
    objective_km: FloatArray
    clusters: IntArray  # how many bare clusters it leaves behind


@dataclass(frozen=True, eq=False)
class Part:
    """A task and the blocks of the whole that it is about: its block i is `blocks[i]`."""

    task: Task
    blocks: IntArray


def leaving(problem: Problem, blocks: Blocks, costing: Costing) -> Leaving:
    """What leaving each block means."""
    m, n = len(blocks), len(problem)
    weight = blocks.placed.copy()
    cost, objective, clusters = np.zeros(m), np.zeros(m), np.zeros(m, dtype=np.int64)
    for block in np.flatnonzero(blocks.anchor != -1):
        groups = locked_groups(problem, blocks, int(block))
        clusters[block] = len(groups)
        free = blocks.nodes(int(block))
        weight[block] = (n + 1) * len(groups) + int(problem.to_place[free][problem.anchor[free] < 0].sum())
        for group in groups:
            rows = group[None, :]
            travel = float(costing.travel_km(rows)[0]) + problem.rules.partnership_cost_km
            cost[block] += travel
            objective[block] += travel + sum(float(value[0]) for value in costing.soft_km(rows).values())
    return Leaving(weight, cost, objective, clusters)


def locked_groups(problem: Problem, blocks: Blocks, block: int) -> list[IntArray]:
    """The locked groups of a block: arrays of nodes, ascending."""
    nodes = blocks.nodes(block)
    anchor = problem.anchor[nodes]
    return [nodes[anchor == group] for group in np.unique(anchor[anchor >= 0])]


def parts_of(problem: Problem, columns: Columns, left: Leaving, pause: Callable[[], None]) -> tuple[list[Part], BoolArray]:
    """Tasks that share no block, small ones first, and the mask of blocks that stand in none (m,).

    Under K all clusters compete for the same number, so there is one task.
    """
    m = len(left.weight)
    label = np.zeros(m, dtype=np.int64)
    if problem.rules.max_clusters is None:
        label = _labels(columns, m, pause)
    in_column = np.zeros(m + 1, dtype=bool)
    in_column[columns.members] = True
    alone = ~in_column[:m]
    most = most_clusters(problem, left, alone)
    column_label = label[columns.members[:, 0]]
    parts = []
    blocks_by, columns_by = _grouped(np.where(alone, -1, label[:m])), _grouped(column_label)
    for name in columns_by:
        pause()
        parts.append(_part(problem, columns, left, blocks_by[name], columns_by[name], most))
    parts.sort(key=lambda part: (len(part.task.columns), int(part.blocks[0])))
    return parts, alone


def whole(problem: Problem, columns: Columns, left: Leaving) -> Part:
    """One task of all blocks, where clusters that are not written down may join any of them."""
    m = len(left.weight)
    return _part(problem, columns, left, np.arange(m), np.arange(len(columns)), most_clusters(problem, left))


def _labels(columns: Columns, m: int, pause: Callable[[], None]) -> IntArray:
    """A number for each block, the same for blocks that columns join, (m,)."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    joined = [np.empty(0, dtype=np.int64)]
    first = columns.members[:, 0].astype(np.int64)
    for other in columns.members.T[1:]:
        pause()
        inside = other < m
        joined.append(each_once(first[inside] * m + other[inside]))
    keys = np.concatenate(joined)
    graph = coo_matrix((np.ones(len(keys), dtype=np.int8), (keys // max(m, 1), keys % max(m, 1))), shape=(m, m))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _grouped(label: IntArray) -> dict[int, IntArray]:
    order = np.argsort(label, kind="stable")
    names, start = np.unique(label[order], return_index=True)
    ends = np.append(start[1:], len(order))
    groups = (order[begin:end] for begin, end in zip(start, ends, strict=False))
    return {int(name): group for name, group in zip(names, groups, strict=True) if name >= 0}


def most_clusters(problem: Problem, left: Leaving, alone: BoolArray | None = None) -> int | None:
    """K for the tasks: less what is locked or bare already, yet enough for each locked group to stay.

    `alone` (m,): blocks that stand in no task.
    """
    alone = np.zeros(len(left.weight), dtype=bool) if alone is None else alone
    if problem.rules.max_clusters is None:
        return None
    room = problem.rules.max_clusters - problem.locked_clusters - int(left.clusters[alone].sum())
    return max(room, int(left.clusters[~alone].sum()))


def _part(problem: Problem, columns: Columns, left: Leaving, blocks: IntArray, chosen: IntArray, most: int | None) -> Part:
    number = np.full(len(left.weight) + 1, len(blocks), dtype=np.int64)
    number[blocks] = np.arange(len(blocks))
    mine = columns.take(chosen)
    members = number[mine.members]  # ascending still: the numbers of a task follow those of the whole
    task = Task(
        Columns(members, mine.placed, mine.cost_km, mine.objective_km),
        left.weight[blocks].astype(np.float64),
        left.objective_km[blocks],
        left.clusters[blocks] > 0,
        most,
        problem.seed,
    )
    return Part(task, blocks)
