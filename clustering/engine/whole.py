"""Whole clusters for tasks of a county: integer programmes over the columns of least reduced cost, ever more of them.

A plan that is cheaper than the best so far holds no column whose reduced cost is more than what the best costs above the bound
of the fractions. That is few columns once the best is good: so the first programme gets little more than fractions take, which
takes no time and gives a good plan or none, and each later one twice as many, until all that still stand a chance were in one.
Where fractions leave less than whole clusters can, only a programme over all columns shows it: few of them are tried in vain.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.clustering.engine.master import Master
from wolds.clustering.engine.programme import choose
from wolds.clustering.engine.task import Fractions
from wolds.geo.schools import IntArray

if TYPE_CHECKING:
    from wolds.clustering.engine.search import Search

MOST_COLUMNS: Final = 40_000
_ROUNDING: Final = 1e-6
_FIRST: Final = 1.5  # of the columns that fractions may take
_DOUBLED_TO: Final = 1_500  # columns
_AT_ONCE: Final = 1_000


def find_whole(search: Search, master: Master, fractions: Fractions) -> None:
    """Improve plan and bound of a search until it is proven, or until more columns are wanted than a programme can bear."""
    level, count = search.lower_level, 0
    order = np.argsort(fractions.reduced, kind="stable")
    while not _is_settled(search, fractions, level, count):
        count = _columns_to_try(search, fractions, level, count)
        _try_columns(search, master, np.sort(order[:count]), fractions, level)


def _is_settled(search: Search, fractions: Fractions, level: int, tried: int) -> bool:
    """Whether another programme cannot help: proven, every column tried, or more columns than a programme can bear."""
    if search.is_proven or search.lower_level > level or tried >= min(MOST_COLUMNS, len(fractions.reduced)):
        return True
    return tried > 0 and search.best.level == level and tried >= _with_a_chance(search, fractions)


def _with_a_chance(search: Search, fractions: Fractions) -> int:
    """How many columns could stand in a plan that is cheaper than the best."""
    return int((fractions.reduced <= search.best.objective_km - fractions.bound + _ROUNDING).sum())


def _columns_to_try(search: Search, fractions: Fractions, level: int, tried: int) -> int:
    most = min(MOST_COLUMNS, len(fractions.reduced))
    if search.best.level == level:
        most = min(most, _with_a_chance(search, fractions))
        if most <= _AT_ONCE:
            return most
    if not tried and search.gave_way:
        return min(most, _DOUBLED_TO)
    if not tried:
        return min(most, math.ceil(_FIRST * int((fractions.reduced <= _ROUNDING).sum())))
    return min(most, 2 * tried if tried < _DOUBLED_TO else 4 * tried)


def _try_columns(search: Search, master: Master, columns: IntArray, fractions: Fractions, level: int) -> None:
    """One programme over some columns, and what follows from it for plan and bounds."""
    task, best = search.task, search.best
    start = best.chosen if best.level == level and np.isin(best.chosen, columns).all() else None
    blocks, most = np.ones(task.m, dtype=bool), task.most_clusters
    choice = choose(task, columns, blocks, search.clock, level=level, most_clusters=most, start=start, cuts=master.cuts)
    if choice.chosen is not None:
        search.offer(choice.chosen)
    elif choice.bound == math.inf and len(columns) == len(task.columns) and search.hidden_km == math.inf:
        search.lower_level, search.gave_way = level + 1, True
    if search.best.level == level:
        hidden_km = search.hidden_km if search.hidden_bound_km == math.inf else math.inf
        outside = fractions.bound + float(np.delete(fractions.reduced, columns).min(initial=hidden_km))
        search.raise_bound(min(choice.bound, outside, search.hidden_bound_km, search.best.objective_km))
