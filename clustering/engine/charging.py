"""Under K, of a large task: a charge for each cluster stands for the row of K, and is raised until few enough are wanted.

Whatever the charge, the linear programme with it, less K times the charge, bounds the plans that keep K. The best bound is
found where fractions want just K clusters; on the way each charge leaves a bound that holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.clustering.engine.master import Master
from wolds.clustering.engine.task import Fractions

if TYPE_CHECKING:
    from wolds.clustering.engine.search import Search

_FIRST: Final = 0.75  # the first charge, times what a cluster costs without any
_DEARER: Final = 1.5
_LOOKS: Final = 8  # beyond the task under each charge
_STEPS: Final = 6
_NEARLY: Final = 1.02


def charged_up(search: Search, master: Master, fractions: Fractions) -> Fractions:
    """The answer under the first charge that keeps K, or nearly."""
    task, level, draw = search.task, search.lower_level, search.drawer(search.lower_level)
    charge_km = _FIRST * max(fractions.value, 1.0) / max(1.0, _wanted(master, fractions))
    for _ in range(_STEPS):
        if _wanted(master, fractions) <= _NEARLY * (task.most_clusters or 0):
            break
        master.aim(task.columns.objective_km, task.left_km, float(level), charge_km=charge_km)
        fractions = master.solve(_LOOKS)
        draw(fractions.bound, fractions.level_price)
        charge_km *= _DEARER
    return fractions


def _wanted(master: Master, fractions: Fractions) -> float:
    """How many clusters fractions take."""
    return float(fractions.pool_x.sum() + fractions.left @ master.task.left_counts.astype(np.float64))
