"""Stars of many leads at once, as far as the worth of their blocks goes: the best of each lead, and all worth an amount.

The blocks of a lead stand in a row, those worth most first. What a star can still gain is then the sum of the next blocks, as
many as there is room for, as long as they are worth anything: beyond the floor of size that is all, so that no table need be
filled. A floor of pupils is only looked at in the stars found, and they may be many where it is high. A ceiling of pupils, or
no ceiling of size, wants the table of `filling`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.filling import Limits
from wolds.clustering.engine.stars import Stars
from wolds.geo.schools import BoolArray, FloatArray, IntArray

_ROUNDING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Grown:
    """c stars: the row of the lead `of` (c,), `sets` (c, k) of blocks, home first, and what they hold and are worth (c,)."""

    of: IntArray
    sets: IntArray
    last: IntArray  # the entry that joined last
    size: IntArray
    roll: IntArray
    worth: FloatArray

    def __len__(self) -> int:
        return len(self.of)

    def take(self, index: IntArray | BoolArray) -> Grown:
        """Some of the stars."""
        of, last, size, roll = self.of[index], self.last[index], self.size[index], self.roll[index]
        return Grown(of, self.sets[index], last, size, roll, self.worth[index])


@dataclass(frozen=True, eq=False)
class Best:
    """For each of L leads what its best star is worth beside its home, -inf where size cannot be met; `takes` (p,): entries.

    `kept` (L,): whether the star keeps the limits. Where it does not, its worth is a bound.
    """

    worth: FloatArray
    takes: BoolArray
    kept: BoolArray


@dataclass(frozen=True, eq=False)
class WorthyStars:
    """The stars of L leads under one set of prices.

    Entries (p,) of each row, those worth most first: `row`, `block`, `worth`; `start` (L + 1,). `before` (p + 1,): the worth of
    all entries before each. `positive` (L,): the first entry of each row that is worth nothing.
    """

    limits: Limits
    blocks: Blocks
    home: IntArray
    meet: BoolArray | None
    start: IntArray
    row: IntArray
    block: IntArray
    worth: FloatArray
    before: FloatArray
    positive: IntArray

    @classmethod
    def of(cls, stars: Stars, worth: FloatArray, limits: Limits, blocks: Blocks, meet: BoolArray | None) -> Self:
        """The stars with what each of their entries is worth (p,)."""
        row = stars.row
        order = np.lexsort((stars.block, -worth, row))
        worth = worth[order]
        positive = stars.start[:-1] + np.bincount(row[worth > 0], minlength=len(stars))
        before = np.concatenate([[0.0], np.cumsum(worth)])
        return cls(limits, blocks, stars.home, meet, stars.start, row, stars.block[order], worth, before, positive)

    @staticmethod
    def serve(limits: Limits) -> bool:
        """Whether worth and size say enough of stars under such limits."""
        return limits.roll.open and not limits.size.open

    def best(self) -> Best:
        """The best star of each lead, whatever its pupils and whoever must not meet."""
        size, roll, count = self.blocks.size[self.home], self.blocks.roll[self.home], len(self.home)
        need, room = self._need(size), self._room(size)
        rank = np.arange(len(self.row)) - self.start[self.row]
        takes = (rank < need[self.row]) | ((rank < room[self.row]) & (self.worth > 0))
        row, block = self.row[takes], self.block[takes]
        worth = np.bincount(row, self.worth[takes], minlength=count).astype(np.float64)  # whole numbers where there is no entry
        size = size + np.bincount(row, self.blocks.size[block], minlength=count).astype(np.int64)
        roll = roll + np.bincount(row, self.blocks.roll[block], minlength=count).astype(np.int64)
        worth[(np.diff(self.start) < need) | (room < 0)] = -np.inf
        return Best(worth, takes, self.limits.size.ends(size) & self.limits.roll.ends(roll))

    def members(self, rows: IntArray, best: Best) -> list[IntArray]:
        """The blocks of the best stars of some leads, each ascending."""
        taken = np.flatnonzero(best.takes)
        cuts = np.searchsorted(self.row[taken], np.column_stack([rows, rows + 1]))
        return [
            np.sort(np.append(self.block[taken[begin:end]], self.home[row]))
            for row, (begin, end) in zip(rows, cuts.tolist(), strict=True)
        ]

    def worth_at_least(self, rows: IntArray, least: FloatArray, most: int, pause: Callable[[], None]) -> list[Grown] | None:
        """All stars of some leads that keep limits and may meet, worth so much (r,) beside their home; None beyond `most`."""
        floor = np.full(len(self.home), np.inf)
        floor[rows] = least - _ROUNDING * (1.0 + np.abs(least))
        found, count = [], 0
        for stars in self._levels(rows, floor, most, pause):
            if stars is None:
                return None
            ends = self.limits.size.ends(stars.size) & self.limits.roll.ends(stars.roll)
            found.append(stars.take(ends & (stars.worth >= floor[stars.of])))
            count += len(found[-1])
            if count > most:
                return None
        return found

    def _levels(self, rows: IntArray, floor: FloatArray, most: int, pause: Callable[[], None]) -> Iterator[Grown | None]:
        """The stars of a home and no block, one, two ...; None at the end where they are too many."""
        home = self.home[rows]
        before_first = self.start[rows] - 1
        stars = Grown(
            rows, home[:, None], before_first, self.blocks.size[home], self.blocks.roll[home], np.zeros(len(rows))
        ).take(self._room(self.blocks.size[home]) >= 0)
        while len(stars):
            pause()
            yield stars
            first, end = stars.last + 1, self._reach(stars, floor)
            if int((end - first).sum()) > 8 * most + 1_000:
                yield None
                return
            stars = self._joined(stars, first, end - first, floor)

    def _joined(self, stars: Grown, first: IntArray, count: IntArray, floor: FloatArray) -> Grown:
        """Each star with each of so many entries from its first on, where it may grow to what is asked."""
        origin = np.repeat(np.arange(len(stars)), count)
        entry = np.arange(len(origin)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        block, of = self.block[entry], stars.of[origin]
        size, worth = stars.size[origin] + self.blocks.size[block], stars.worth[origin] + self.worth[entry]
        fits = worth + self._gain(of, entry + 1, self._need(size), self._room(size)) >= floor[of]
        if self.meet is not None:
            for column in stars.sets.T:
                fits[fits] = self.meet[column[origin[fits]], block[fits]]
        origin, block = origin[fits], block[fits]
        roll = stars.roll[origin] + self.blocks.roll[block]
        return Grown(of[fits], np.column_stack([stars.sets[origin], block]), entry[fits], size[fits], roll, worth[fits])

    def _reach(self, stars: Grown, floor: FloatArray) -> IntArray:
        """The first entry that is too far down for each star to reach what is asked of its lead: later ones are worth less."""
        low, high = stars.last + 1, self.start[stars.of + 1].copy()
        smallest, largest = int(self.blocks.size.min(initial=1)), int(self.blocks.size.max(initial=1))
        need, room = self._need(stars.size + largest), self._room(stars.size + smallest)
        asked = floor[stars.of] - stars.worth
        while (open_ := low < high).any():
            middle = (low + high) // 2
            at = np.minimum(middle, len(self.worth) - 1)
            reaches = open_ & (self.worth[at] + self._gain(stars.of, middle + 1, need, room) >= asked)
            low = np.where(reaches, middle + 1, low)
            high = np.where(open_ & ~reaches, middle, high)
        return low

    def _gain(self, row: IntArray, first: IntArray, need: IntArray, room: IntArray) -> FloatArray:
        """The most that entries of a row from `first` on add to a star that lacks blocks and has room; -inf: it cannot be."""
        end = self.start[row + 1]
        last = np.minimum(first + np.clip(self.positive[row] - first, need, np.maximum(need, room)), end)
        gain: FloatArray = self.before[last] - self.before[np.minimum(first, end)]
        gain[(first + need > end) | (room < 0)] = -np.inf
        return gain

    def _need(self, size: IntArray) -> IntArray:
        """How many blocks at least a star of a size lacks."""
        largest = int(self.blocks.size.max(initial=1))
        need: IntArray = np.maximum(0, -((size - self.limits.size.least) // largest))
        return need

    def _room(self, size: IntArray) -> IntArray:
        """How many blocks at most a star of a size may still take; negative where it is too large already."""
        room: IntArray = (self.limits.size.top - size) // int(self.blocks.size.min(initial=1))
        return room
