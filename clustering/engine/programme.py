"""Integer programmes over some of the columns of a task and some of its blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from wolds.clustering.engine.clock import Clock
from wolds.clustering.engine.cuts import Cuts
from wolds.clustering.engine.highs import INFINITY, Manner, Model, solve_integer
from wolds.clustering.engine.task import Task
from wolds.geo.schools import BoolArray, IntArray

_LARGE: Final = 500  # columns: with more of them to reduce the programme first takes longer than to solve it with cuts
_HUGE: Final = 4_000


@dataclass(frozen=True, eq=False)
class Choice:
    """What a programme chose: column numbers of the task (None = nothing feasible found), and a valid bound in km."""

    chosen: IntArray | None
    bound: float


def choose(
    task: Task,
    columns: IntArray,
    blocks: BoolArray,
    clock: Clock,
    *,
    level: float | None = None,
    price: float = 0.0,
    cluster_km: float = 0.0,
    most_clusters: int | None = None,
    start: IntArray | None = None,
    nodes: int = 20_000,
    cuts: Cuts | None = None,
) -> Choice:
    """Choose among `columns`, all of whose blocks are in the mask `blocks` (m,), at the least objective.

    `level`: what may be left at most, weighted; or `price`: what leaving one weight costs, in km. `cluster_km`: what each
    cluster costs besides. `cuts`: of the linear programme whose best columns these are, which then come close to whole
    clusters. Raises `Stopped`.
    """
    inside = np.flatnonzero(blocks)
    in_vain = start is None and len(columns) == len(task.columns)  # more often than not, and that shows in reducing
    reduces_first = cuts is None or in_vain or not _LARGE <= len(columns) < _HUGE
    rows = Cuts(task.m) if cuts is None or reduces_first else cuts
    model = _model(task, columns, inside, level, most_clusters, rows)
    left_km = price * task.weight[inside] + cluster_km * task.left_counts[inside]
    model = replace(model, cost=model.cost + np.append(np.full(len(columns), cluster_km), left_km))
    first = None if start is None else _start(task, columns, inside, start)
    answer = solve_integer(model, clock, task.seed, first, Manner(nodes, reduces_first, cuts is None))
    if answer.x is None:
        return Choice(None, answer.bound)
    return Choice(columns[answer.x[: len(columns)] > 0.5], answer.bound)


def _model(task: Task, columns: IntArray, inside: IntArray, level: float | None, most: int | None, cuts: Cuts) -> Model:
    """Columns: the clusters, then one slack for each block inside. Rows: the blocks, the level, K, the cuts."""
    r, c = len(inside), len(columns)
    row_of = np.full(task.m + 1, -1, dtype=np.int64)
    row_of[inside] = np.arange(r)
    rows = row_of[task.columns.members[columns]]
    column, position = np.nonzero(rows >= 0)
    in_cut, cut = cuts.entries(task.columns.members[columns])
    entries = [
        (rows[column, position], column, np.ones(len(column))),
        (np.arange(r), c + np.arange(r), np.ones(r)),
        (np.full(r, r), c + np.arange(r), task.weight[inside]),
        (np.full(c, r + 1), np.arange(c), np.ones(c)),
        (np.full(r, r + 1), c + np.arange(r), task.left_counts[inside].astype(float)),
        (r + 2 + cut, in_cut, np.ones(len(cut))),
    ]
    row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    kept = value != 0
    order = np.lexsort((row[kept], column[kept]))
    start = np.concatenate([[0], np.cumsum(np.bincount(column[kept], minlength=c + r))])
    limits = [INFINITY if level is None else level, INFINITY if most is None else most]
    others = 2 + len(cuts.triples)
    return Model(
        cost=np.append(task.columns.objective_km[columns], task.left_km[inside]),
        top=np.ones(c + r),
        lower=np.append(np.ones(r), np.full(others, -INFINITY)),
        upper=np.concatenate([np.ones(r), limits, np.ones(others - 2)]).astype(np.float64),
        start=start.astype(np.int32),
        index=row[kept][order].astype(np.int32),
        value=value[kept][order],
    )


def _start(task: Task, columns: IntArray, inside: IntArray, chosen: IntArray) -> np.ndarray:
    taken = np.zeros(task.m + 1, dtype=bool)
    taken[task.columns.members[chosen]] = True
    return np.append(np.isin(columns, chosen), ~taken[inside]).astype(np.float64)
