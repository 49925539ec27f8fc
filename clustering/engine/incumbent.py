"""Whole plans of a task: which columns are taken, what is left, what it comes to; and a first one at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wolds.clustering.engine.master import Task
from wolds.geo.schools import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Incumbent:
    """Columns that hold each block at most once, ascending; the level that is left; the objective in km."""

    chosen: IntArray
    level: int
    objective_km: float

    def beats(self, other: Incumbent | None) -> bool:
        """Whether this is better: a lower level, or the same and cheaper by more than rounding."""
        if other is None or self.level != other.level:
            return other is None or self.level < other.level
        return self.objective_km < other.objective_km - 1e-9


def taken_blocks(task: Task, chosen: IntArray) -> BoolArray:
    """Which blocks the chosen columns hold, (m,)."""
    taken = np.zeros(task.m + 1, dtype=bool)
    taken[task.columns.members[chosen]] = True
    return taken[: task.m]


def incumbent_of(task: Task, chosen: IntArray) -> Incumbent:
    """The whole plan that takes the chosen columns. `ValueError` where two share a block (a program fault)."""
    chosen = np.sort(np.asarray(chosen, dtype=np.int64))
    held = task.columns.members[chosen]
    held = held[held < task.m]
    if len(np.unique(held)) != len(held):
        raise ValueError("two chosen clusters share a school")
    left = ~taken_blocks(task, chosen)
    level = round(float(task.weight[left].sum()))
    return Incumbent(chosen, level, float(task.columns.objective_km[chosen].sum() + task.left_km[left].sum()))


def keeps_most_clusters(task: Task, chosen: IntArray) -> bool:
    """Whether a choice keeps K, left groups that count included."""
    if task.most_clusters is None:
        return True
    left = ~taken_blocks(task, chosen)
    return bool(len(chosen) + (left & task.left_counts).sum() <= task.most_clusters)


def first_incumbent(task: Task) -> Incumbent:
    """A plan at once: again and again every column that is the best for all its blocks; best = most weight, then cheapest."""
    return completed(task, np.empty(0, dtype=np.int64))


def completed(task: Task, begun: IntArray) -> Incumbent:
    """A plan that takes columns already chosen and, of those that still fit, again and again the locally best."""
    return incumbent_of(task, _within_most_clusters(task, np.concatenate([begun, _locally_best(task, begun)])))


def _locally_best(task: Task, begun: IntArray) -> IntArray:
    columns, m = task.columns, task.m
    weight = np.append(task.weight * (task.weight > len(task.weight)), 0.0)[columns.members].sum(axis=1)
    score = columns.objective_km / np.maximum(columns.placed, 1)
    rank = np.empty(len(columns), dtype=np.int64)
    rank[np.lexsort((np.arange(len(columns)), score, -weight))] = np.arange(len(columns))
    alive, chosen = np.flatnonzero(~np.append(taken_blocks(task, begun), False)[columns.members].any(axis=1)), []
    while len(alive):
        best = np.full(m + 1, len(columns), dtype=np.int64)
        members = columns.members[alive]
        np.minimum.at(best, members.ravel(), np.repeat(rank[alive], members.shape[1]))
        best[m] = len(columns)
        wins = ((best[members] == rank[alive][:, None]) | (members == m)).all(axis=1)
        chosen.append(alive[wins])
        taken = np.zeros(m + 1, dtype=bool)
        taken[members[wins]] = True
        taken[m] = False
        alive = alive[~taken[members].any(axis=1)]
    return np.concatenate(chosen) if chosen else np.empty(0, dtype=np.int64)


def _within_most_clusters(task: Task, chosen: IntArray) -> IntArray:
    """Let go of the least useful columns until K holds; one that holds a locked group never counts more than leaving it."""
    if task.most_clusters is None:
        return chosen
    counts = np.append(task.left_counts, False)[task.columns.members[chosen]].any(axis=1)
    free = chosen[~counts]
    room = task.most_clusters - int(task.left_counts.sum())
    order = np.lexsort((free, task.columns.objective_km[free], -task.columns.placed[free]))
    return np.concatenate([chosen[counts], free[order][: max(room, 0)]])
