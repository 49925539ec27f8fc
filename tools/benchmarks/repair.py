"""A repair as fair as can be, the same for every way: groups that break a rule are mended, what cannot be is left unplaced.

Groups wider than the cap are cut at it by complete linkage, groups that are too large are split along the same linkage, what is
too small or has too few pupils joins its nearest neighbours or borrows a school that they can spare, and single schools move in
where they fit. Groups that keep all rules only ever gain a school or spare one, and stay within the rules.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.judging import Group, Places, by_label


def repaired(places: Places, groups: list[Group]) -> list[Group]:
    """Groups within all limits; whoever is in none is unplaced."""
    parts = [part for group in groups for part in _cut(places, group)]
    missing = set(range(len(places))) - {row for part in parts for row in part}
    mending = _Mending(places, dict(enumerate([*parts, *((row,) for row in sorted(missing))])))
    mending.join_short()
    mending.borrow()
    mending.place_loose()
    return [group for group in mending.groups.values() if mending.is_good(group)]


def _cut(places: Places, group: Group) -> list[Group]:
    """Parts of a group that are within cap and ceiling."""
    from scipy.cluster.hierarchy import fcluster, linkage

    wide = places.diameter_squared_m(group) > places.limits.cap_m**2
    if not wide and len(group) <= places.limits.size_max:
        return [group]
    tree = linkage(places.points_m[list(group)].astype(float), method="complete")
    wanted = max(2, math.ceil(len(group) / places.limits.size_max))
    label = fcluster(tree, places.limits.cap_m, "distance") if wide else fcluster(tree, wanted, "maxclust")
    parts = by_label(label, np.array(group))
    if len(parts) == 1:  # all on one point, or just over the cap
        parts = [group[: len(group) // 2], group[len(group) // 2 :]]
    return [part for half in parts for part in _cut(places, half)]


@dataclass
class _Mending:
    """The groups by a key while they are mended."""

    places: Places
    groups: dict[int, Group]

    def __post_init__(self) -> None:
        from scipy.spatial import cKDTree

        near = cKDTree(self.places.points_m).query_ball_point(self.places.points_m, self.places.limits.cap_m + 0.5)
        self._near: Final = [set(rows) for rows in near]

    def is_good(self, group: Group) -> bool:
        """Whether a group keeps every rule."""
        return not self.places.broken(group)

    def join_short(self) -> None:
        """Join each group that falls short with the neighbour that makes the tightest union, as long as one fits."""
        home = {row: key for key, group in self.groups.items() for row in group}
        waiting = [key for key, group in self.groups.items() if not self.is_good(group)]
        while waiting:
            key = waiting.pop()
            if key not in self.groups or self.is_good(self.groups[key]):
                continue
            others = {home[row] for member in self.groups[key] for row in self._near[member]} - {key}
            other = self._tightest(self.groups[key], others)
            if other is not None:
                self.groups[other] += self.groups.pop(key)
                home |= dict.fromkeys(self.groups[other], other)
                waiting.append(other)

    def _tightest(self, group: Group, others: set[int]) -> int | None:
        """Of some groups that which makes the tightest union within cap and ceiling."""
        limits = self.places.limits
        fitting = [key for key in others if len(self.groups[key]) + len(group) <= limits.size_max]
        unions = [(self.places.diameter_squared_m(self.groups[key] + group), key) for key in fitting]
        within = [union for union in unions if union[0] <= limits.cap_m**2]
        return min(within)[1] if within else None

    def borrow(self) -> None:
        """Let each group that falls short take schools that its neighbours can spare, one after the other."""
        home = {row: key for key, group in self.groups.items() for row in group}
        for key in [key for key, group in self.groups.items() if not self.is_good(group)]:
            taken = self._borrowed(key, home)
            for row in taken or ():
                self.groups[home[row]] = tuple(other for other in self.groups[home[row]] if other != row)
                self.groups[key] += (row,)
                home[row] = key

    def _borrowed(self, key: int, home: dict[int, int]) -> list[int] | None:
        """Nearest schools that make a group good, each from a good group that stays good without all of them."""
        group, spared = self.groups[key], dict(self.groups)
        taken: list[int] = []
        near = set.intersection(*(self._near[row] for row in group)) - set(group)
        for row in sorted(near, key=lambda row: (self.places.squared_m(group[0], row), row)):
            if self.is_good(group) or len(group) == self.places.limits.size_max:
                break
            left = tuple(other for other in spared[home[row]] if other != row)
            if self.is_good(spared[home[row]]) and self.is_good(left) and self._within_cap((*group, row)):
                group, taken = (*group, row), [*taken, row]
                spared[home[row]] = left
        return taken if self.is_good(group) else None

    def _within_cap(self, group: Group) -> bool:
        return self.places.diameter_squared_m(group) <= self.places.limits.cap_m**2

    def place_loose(self) -> None:
        """Move each school that is left into the good group that it widens least."""
        good = {row: key for key, group in self.groups.items() if self.is_good(group) for row in group}
        loose = [row for group in self.groups.values() if not self.is_good(group) for row in group]
        for row in loose:
            key = self._tightest((row,), {good[other] for other in self._near[row] if other in good})
            if key is not None:
                self.groups[key] += (row,)
                good[row] = key
