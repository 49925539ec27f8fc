"""Which tables are asked for: schools that lie together in groups, and of two groups those that have a partner within reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wolds.geo.schools import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Block:
    """One table: places of the schools that are origins, and of those that are destinations."""

    origins: IntArray
    destinations: IntArray

    @property
    def cells(self) -> int:
        """How many figures it has."""
        return len(self.origins) * len(self.destinations)

    @property
    def side(self) -> int:
        """The larger of its sides."""
        return max(len(self.origins), len(self.destinations))

    def halves(self) -> tuple[Block, Block]:
        """The same in two, parted along the larger side."""
        if len(self.origins) >= len(self.destinations):
            low, high = np.array_split(self.origins, 2)
            return Block(low, self.destinations), Block(high, self.destinations)
        low, high = np.array_split(self.destinations, 2)
        return Block(self.origins, low), Block(self.origins, high)


def blocks_of(points: FloatArray, reach_m: float, side: int) -> list[Block]:
    """Tables of at most `side` by `side` that hold each pair of points (n, 2, metres) not over `reach_m` apart, both ways.

    Each school stands as its own destination too: that tells whether the engine knows it at all.
    """
    groups = list(_groups(points, np.arange(len(points)), side))
    return [block for one in groups for two in groups if (block := _near(points, one, two, reach_m)) is not None]


def _groups(points: FloatArray, places: IntArray, side: int) -> Iterator[IntArray]:
    """Halves at the median of the longer side, and halves of these, until each is small enough."""
    if len(places) <= side:
        yield places
        return
    spans = points[places].max(axis=0) - points[places].min(axis=0)
    ordered = places[np.argsort(points[places, int(np.argmax(spans))], kind="stable")]
    middle = len(ordered) // 2
    yield from _groups(points, ordered[:middle], side)
    yield from _groups(points, ordered[middle:], side)


def _near(points: FloatArray, one: IntArray, two: IntArray, reach_m: float) -> Block | None:
    apart = np.hypot(*np.moveaxis(points[one][:, None] - points[two][None], 2, 0))
    near = apart <= reach_m
    return Block(one[near.any(axis=1)], two[near.any(axis=0)]) if near.any() else None
