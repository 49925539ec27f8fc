"""The columns that a linear programme begins with."""

from __future__ import annotations

from typing import Final

import numpy as np

from wolds.clustering.engine.clock import Clock
from wolds.clustering.engine.task import Task
from wolds.geo.schools import IntArray

_FIRST_FOR_EACH: Final = 12
_ALL_AT_ONCE: Final = 3_000


def first_pool(task: Task, clock: Clock) -> IntArray:
    """All columns of a small task, else the cheapest by objective a school until each block has a few."""
    count, m = len(task.columns), task.m
    if count <= _ALL_AT_ONCE:
        return np.arange(count)
    order = task.cheapest_first()
    pool, step = [], 4 * m + 100
    held = np.zeros(m + 1, dtype=np.int64)
    held[m] = _FIRST_FOR_EACH
    for begin in range(0, count, step):
        clock.pause()
        part = order[begin : begin + step]
        members = task.columns.members[part]
        wanted = (held[members] < _FIRST_FOR_EACH).any(axis=1)
        held[:m] += np.bincount(members[wanted].ravel(), minlength=m + 1)[:m]
        pool.append(part[wanted])
        if (held >= _FIRST_FOR_EACH).all():
            break
    return np.sort(np.concatenate(pool))
