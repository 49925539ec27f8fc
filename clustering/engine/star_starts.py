"""Whole plans of stars from nothing: leads spread by lot, each block to the nearest that has room, then moves and kicks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from wolds.clustering.engine.star_moves import Ground, Layout
from wolds.geo.schools import FloatArray, IntArray

_STARTS: Final = 6
_KICKS: Final = 30_000  # in all, over the blocks: a kick of few blocks takes little time
_KICKS_FOR_EACH: Final = 4  # blocks: few blocks are soon tried out
_ROUNDS: Final = 4


def layouts(ground: Ground, clusters: int, seed: int, pause: Callable[[], None]) -> list[Layout]:
    """Settled plans of so many clusters, the best first. The same seed gives the same plans."""
    dice = np.random.default_rng(seed)
    found = [_start(ground, clusters, dice, pause) for _ in range(_STARTS)]
    found.sort(key=lambda layout: layout.value())
    best = found[0]
    for _ in range(_kicks(len(ground.weight))):
        pause()
        kicked = _kicked(best, dice, pause)
        found.append(kicked)
        if kicked.value() < best.value() - 1e-9:
            best = kicked
    found.sort(key=lambda layout: layout.value())
    return found


def _kicks(m: int) -> int:
    return min(_KICKS_FOR_EACH * m, _KICKS // max(1, m))


def _start(ground: Ground, clusters: int, dice: np.random.Generator, pause: Callable[[], None]) -> Layout:
    """Leads far from each other by lot, then in turns: every block to a lead, every cluster its best lead."""
    layout = Layout(ground, np.full(len(ground.weight), -1, dtype=np.int64), _spread(ground, clusters, dice))
    for _ in range(_ROUNDS):
        pause()
        _assign(layout, np.arange(len(layout.lead)))
        if not layout.choose_leads():
            break
    layout.settle(pause)
    return layout


def _spread(ground: Ground, clusters: int, dice: np.random.Generator) -> IntArray:
    """Rows of leads of different blocks, drawn with the square of the travel to the nearest lead so far."""
    km, home = ground.km, ground.pricer.stars.home
    chosen = [int(dice.integers(len(home)))]
    furthest = float(np.where(np.isinf(km), 0.0, km).max(initial=1.0))
    nearest = np.minimum(km[chosen[0]], furthest)
    while len(chosen) < min(clusters, len(np.unique(home))):
        chance = nearest[home] ** 2
        chance[np.isin(home, home[chosen])] = 0.0
        if chance.sum() <= 0:
            chance = (~np.isin(home, home[chosen])).astype(np.float64)
        chosen.append(int(dice.choice(len(home), p=chance / chance.sum())))
        nearest = np.minimum(nearest, km[chosen[-1]])
    return np.array(chosen, dtype=np.int64)


def _assign(layout: Layout, clusters: IntArray) -> None:
    """Give the blocks of some clusters, and those left, to these clusters anew, those with most to lose first."""
    home = layout.ground.pricer.stars.home
    free = (layout.label == -1) | np.isin(layout.label, clusters)
    layout.label[free] = -1
    layout.label[home[layout.lead[clusters]]] = clusters
    free[home[layout.lead]] = False
    layout.count()
    km = layout.ground.km[layout.lead[clusters]]
    order = np.argsort(-_regret(km), kind="stable")
    for block in order[free[order]].tolist():
        by_km = clusters[np.lexsort((clusters, km[:, block]))]
        for cluster in by_km.tolist():
            if layout.takes(block, cluster):
                layout.put(block, cluster)
                break


def _regret(km: FloatArray) -> FloatArray:
    """How much further the second nearest lead is than the nearest, for each block."""
    if len(km) < 2:
        return np.zeros(km.shape[1])
    first, second = np.partition(np.where(np.isinf(km), 1e9, km), 1, axis=0)[:2]
    result: FloatArray = second - first
    return result


def _kicked(layout: Layout, dice: np.random.Generator, pause: Callable[[], None]) -> Layout:
    """The plan with a few clusters near each other led by others of their blocks, and settled again."""
    changed, ground = layout.copy(), layout.ground
    home = ground.pricer.stars.home
    seed = int(dice.integers(len(changed.lead)))
    away = np.minimum(ground.km[changed.lead[seed], home[changed.lead]], 1e9)
    clusters = np.lexsort((np.arange(len(away)), away))[: int(dice.integers(2, 5))]
    inside = np.flatnonzero(np.isin(changed.label[home], clusters) | (changed.label[home] == -1))
    blocks = np.unique(home[inside])
    if len(blocks) < len(clusters):
        return changed
    picked = dice.choice(blocks, size=len(clusters), replace=False)
    changed.lead[clusters] = [int(inside[home[inside] == block][0]) for block in picked]
    _assign(changed, clusters)
    changed.choose_leads()
    changed.settle(pause)
    return changed
