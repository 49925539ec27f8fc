"""The usual way with a clustering library, for comparison: complete linkage at the cap, then a repair as fair as can be.

Complete linkage keeps every pair of a group within the cap, and knows nothing of sizes and rolls. The repair splits what is too
large along the same linkage, joins what is too small with its nearest neighbours, and moves single schools where they fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

Group = tuple[int, ...]


@dataclass(frozen=True)
class Limits:
    """The rules of the comparison: cap in km, schools in a group, pupils of a group."""

    cap_km: float
    size_min: int
    size_max: int
    roll_min: int


class Linkage:
    """Groups schools by their points (km) and mends what breaks the limits."""

    def __init__(self, points_km: np.ndarray, roll: np.ndarray, limits: Limits) -> None:
        from scipy.spatial import cKDTree

        self._points, self._roll, self._limits = points_km, roll, limits
        near = cKDTree(points_km).query_ball_point(points_km, limits.cap_km)
        self._near: Final = [set(rows) for rows in near]

    def groups(self) -> list[Group]:
        """Complete linkage cut at the cap, with groups of one."""
        from sklearn.cluster import AgglomerativeClustering

        model = AgglomerativeClustering(n_clusters=None, distance_threshold=self._limits.cap_km, linkage="complete")
        return _by_label(model.fit_predict(self._points), np.arange(len(self._points)))

    def broken(self, groups: list[Group]) -> int:
        """Groups of two or more whose size or roll is out of limits."""
        return sum(len(group) > 1 and not self._is_good(group) for group in groups)

    def repaired(self, groups: list[Group]) -> list[Group]:
        """Groups within all limits; whoever is in none is unplaced."""
        halves = [part for group in groups for part in self._split(group)]
        good = dict(enumerate(halves))
        self._join_short(good)
        self._place_loose(good)
        return [group for group in good.values() if self._is_good(group)]

    def _is_good(self, group: Group) -> bool:
        size = self._limits.size_min <= len(group) <= self._limits.size_max
        return size and int(self._roll[list(group)].sum()) >= self._limits.roll_min

    def _split(self, group: Group) -> list[Group]:
        from scipy.cluster.hierarchy import fcluster, linkage

        if len(group) <= self._limits.size_max:
            return [group]
        tree = linkage(self._points[list(group)], method="complete")
        parts = _by_label(fcluster(tree, math.ceil(len(group) / self._limits.size_max), "maxclust"), np.array(group))
        if len(parts) == 1:  # all on one point
            parts = [group[: self._limits.size_max], group[self._limits.size_max :]]
        return [part for half in parts for part in self._split(half)]

    def _diameter(self, group: Group) -> float:
        points = self._points[list(group)]
        return float(np.linalg.norm(points[:, None] - points[None], axis=2).max())

    def _join_short(self, groups: dict[int, Group]) -> None:
        home = {row: key for key, group in groups.items() for row in group}
        waiting = [key for key, group in groups.items() if not self._is_good(group)]
        while waiting:
            key = waiting.pop()
            if key not in groups or self._is_good(groups[key]):
                continue
            others = {home[row] for member in groups[key] for row in self._near[member]} - {key}
            unions = [
                (self._diameter(groups[key] + groups[other]), other) for other in others if self._fits(groups, key, other)
            ]
            within = [pair for pair in unions if pair[0] <= self._limits.cap_km]
            if not within:
                continue
            other = min(within)[1]
            groups[other] = groups[other] + groups.pop(key)
            home |= dict.fromkeys(groups[other], other)
            waiting.append(other)

    def _fits(self, groups: dict[int, Group], one: int, other: int) -> bool:
        return len(groups[one]) + len(groups[other]) <= self._limits.size_max

    def _place_loose(self, groups: dict[int, Group]) -> None:
        good = {row: key for key, group in groups.items() if self._is_good(group) for row in group}
        loose = [row for group in groups.values() if not self._is_good(group) for row in group]
        for row in loose:
            keys = {good[other] for other in self._near[row] if other in good}
            fitting = [key for key in keys if len(groups[key]) < self._limits.size_max]
            options = [(self._diameter((*groups[key], row)), key) for key in fitting]
            within = [option for option in options if option[0] <= self._limits.cap_km]
            if within:
                key = min(within)[1]
                groups[key] = (*groups[key], row)
                good[row] = key

    def cost_km(self, groups: list[Group]) -> float:
        """Closeness as the engine counts it: for each school the mean distance to its partners, summed."""
        return sum(
            2
            * sum(float(np.linalg.norm(self._points[a] - self._points[b])) for a, b in combinations(group, 2))
            / (len(group) - 1)
            for group in groups
        )


def _by_label(labels: np.ndarray, rows: np.ndarray) -> list[Group]:
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order])) + 1
    return [tuple(int(row) for row in part) for part in np.split(rows[order], starts)]
