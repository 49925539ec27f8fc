"""Whole plans of a task: which columns are taken, what is left, what it comes to; and a first one at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.engine.over_sets import any_over
from wolds.clustering.engine.task import Task
from wolds.geo.schools import BoolArray, IntArray

_AT_ONCE: Final = 30_000
_CHARGES: Final = (0.25, 1.0, 4.0, 16.0)  # times what a cluster usually costs


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


def first_incumbent(task: Task, pause: Callable[[], None]) -> Incumbent:
    """A plan at once: column after column that still fits, the best first. `pause` may raise to stop.

    Where K leaves too few clusters for that, large ones are of more use: then the best of some charges for each cluster.
    """
    nothing = np.empty(0, dtype=np.int64)
    best = completed(task, nothing, pause)
    if task.most_clusters is None or len(best.chosen) < task.most_clusters or not len(task.columns):
        return best
    usual_km = float(np.median(np.abs(task.columns.objective_km)))
    for times in _CHARGES:
        plan = completed(task, nothing, pause, times * usual_km)
        best = plan if plan.beats(best) else best
    return best


def completed(task: Task, begun: IntArray, pause: Callable[[], None], charge_km: float = 0.0) -> Incumbent:
    """A plan that takes columns already chosen and then column after column that still fits, the best first.

    `charge_km`: what each cluster is reckoned to cost besides.
    """
    chosen = np.concatenate([begun, _locally_best(task, begun, pause, charge_km)])
    return incumbent_of(task, within_most_clusters(task, chosen))


def _locally_best(task: Task, begun: IntArray, pause: Callable[[], None], charge_km: float) -> IntArray:
    """Column after column that still fits, in the order of `_best_first`: done for many at a time."""
    m, taken = task.m, np.append(taken_blocks(task, begun), False)
    chosen = [np.empty(0, dtype=np.int64)]
    order = _best_first(task, charge_km)
    if len(begun):
        order = order[~any_over(taken, task.columns.members)[order]]
    for begin in range(0, len(order), _AT_ONCE):
        pause()
        alive = order[begin : begin + _AT_ONCE]
        alive = alive[~any_over(taken, task.columns.members[alive])]
        while len(alive):
            members = task.columns.members[alive]
            best = np.full(m + 1, len(alive), dtype=np.int64)
            np.minimum.at(best, members.ravel(), np.repeat(np.arange(len(alive)), members.shape[1]))
            wins = ((best[members] == np.arange(len(alive))[:, None]) | (members == m)).all(axis=1)
            chosen.append(alive[wins])
            taken[members[wins]] = True
            taken[m] = False
            alive = alive[~any_over(taken, members)]
        if taken[:m].all():
            break
    return np.concatenate(chosen)


def _best_first(task: Task, charge_km: float) -> IntArray:
    """Columns in order: those that hold locked groups, then by objective and charge a school."""
    columns = task.columns
    order = task.cheapest_first(charge_km)
    locked = task.weight > columns.placed.max(initial=0)
    if not locked.any():
        return order
    held = any_over(np.append(locked, False), columns.members)[order]
    return np.concatenate([order[held], order[~held]])


def within_most_clusters(task: Task, chosen: IntArray) -> IntArray:
    """Let go of the least useful columns until K holds; one that holds a locked group never counts more than leaving it."""
    if task.most_clusters is None:
        return chosen
    counts = np.append(task.left_counts, False)[task.columns.members[chosen]].any(axis=1)
    free = chosen[~counts]
    room = task.most_clusters - int(task.left_counts.sum())
    order = np.lexsort((free, task.columns.objective_km[free], -task.columns.placed[free]))
    return np.concatenate([chosen[counts], free[order][: max(room, 0)]])
