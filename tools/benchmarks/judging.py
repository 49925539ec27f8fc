"""The rules that every way of the comparison is judged by, in whole metres: cap between all pairs, size, combined roll."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Final

import numpy as np

Group = tuple[int, ...]
"""Rows of the schools of a group."""
RULES: Final = ("cap", "size", "roll")


@dataclass(frozen=True)
class Limits:
    """The rules of the comparison: cap in metres between every pair, schools in a group, pupils of a group."""

    cap_m: int
    size_min: int
    size_max: int
    roll_min: int


@dataclass(frozen=True, eq=False)
class Places:
    """n schools to be placed, sorted by URN: points (n, 2) in whole EPSG:27700 metres, pupils (n,); and what limits groups."""

    urn: np.ndarray
    points_m: np.ndarray
    roll: np.ndarray
    limits: Limits

    def __len__(self) -> int:
        return len(self.urn)

    def write(self, path: Path) -> None:
        """Keep the places as arrays, so that a way needs nothing of Wolds to read them."""
        limits = self.limits
        rules = np.array([limits.cap_m, limits.size_min, limits.size_max, limits.roll_min])
        np.savez(path, urn=self.urn, points_m=self.points_m, roll=self.roll, rules=rules)

    @classmethod
    def read(cls, path: Path) -> Places:
        """Places that were written."""
        with np.load(path) as kept:
            return cls(kept["urn"], kept["points_m"], kept["roll"], Limits(*kept["rules"].tolist()))

    def squared_m(self, one: int, other: int) -> int:
        """The square of the distance of two schools."""
        east, north = (self.points_m[one] - self.points_m[other]).tolist()
        return int(east * east + north * north)

    def diameter_squared_m(self, group: Group) -> int:
        """The square of the largest distance within a group."""
        return max((self.squared_m(one, other) for one, other in combinations(group, 2)), default=0)

    def broken(self, group: Group) -> list[str]:
        """The rules that a group breaks."""
        limits, pupils = self.limits, int(self.roll[list(group)].sum())
        kept = (
            self.diameter_squared_m(group) <= limits.cap_m**2,
            limits.size_min <= len(group) <= limits.size_max,
            pupils >= limits.roll_min,
        )
        return [rule for rule, holds in zip(RULES, kept, strict=True) if not holds]

    def broken_groups(self, groups: list[Group]) -> dict[str, int]:
        """How many groups of two or more schools break each rule, and under "any" how many break any."""
        found = [self.broken(group) for group in groups if len(group) > 1]
        return {"any": sum(map(bool, found)), **{rule: sum(rule in broken for broken in found) for rule in RULES}}

    def cost_km(self, groups: list[Group]) -> float:
        """Closeness as the contract defines it: for each school the mean distance to its partners, summed."""
        return sum(
            2 * sum(sqrt(self.squared_m(one, other)) for one, other in combinations(group, 2)) / (len(group) - 1) / 1000
            for group in groups
            if len(group) > 1
        )


def by_label(labels: np.ndarray, rows: np.ndarray) -> list[Group]:
    """Rows that share a label, as groups."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order])) + 1
    return [tuple(int(row) for row in part) for part in np.split(rows[order], starts)] if len(rows) else []
