"""All sets of blocks whose pairs add up to less than nothing, level by level.

Of the blocks of such a set take away the one whose pairs add most: what is left adds up to less than nothing as well (that
block adds at least the average, 2 / r of the whole for r blocks). So every negative set grows from a negative pair through
negative sets, each time by the block that adds most: sets that are not negative need never be looked at, however many there
are. What a block may add is limited, so that one of its pairs is short: only the neighbours that come first in a row are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from wolds.clustering.engine.pair_worth import PairWorth
from wolds.geo.schools import BoolArray, FloatArray, IntArray

_CHUNK: Final = 250_000
ROUNDING: Final = 1e-9  # what is nearer to nothing is taken for nothing: a block gives no more than this away by it
Fits = Callable[[IntArray, IntArray], BoolArray]


@dataclass(frozen=True, eq=False)
class Level:
    """c sets of r blocks: `sets` (c, r) in the order they grew, `total` (c,) of their pairs, `adds` (c, r) by each block."""

    sets: IntArray
    total: FloatArray
    adds: FloatArray

    def __len__(self) -> int:
        return len(self.sets)

    def take(self, index: IntArray | BoolArray | slice) -> Level:
        """Some of the sets."""
        return Level(self.sets[index], self.total[index], self.adds[index])


@dataclass(frozen=True, eq=False)
class PairList:
    """The pairs that may share a cluster (p,), b < c, with their km; those not listed are `beyond_km` apart at least."""

    b: IntArray
    c: IntArray
    km: FloatArray
    beyond_km: float


@dataclass
class NegativeSets:
    """One search. `fits` says which pairs of blocks may share a cluster, `grows` (c, r) -> (c,) which sets may go on growing.

    At most `most` sets and `work` candidates a level are looked at: beyond that the least promising are dropped, `complete` is
    False. A level has its own share of the work so that large clusters are reached too.
    """

    worth: PairWorth
    pairs: PairList
    fits: Fits
    grows: Callable[[IntArray], BoolArray]
    pause: Callable[[], None]
    most: int
    work: int
    complete: bool = field(default=True)

    def levels(self) -> Iterator[IntArray]:
        """The sets of two blocks, of three ...: arrays (c, r), no set twice but for ties."""
        pairs, worth = self.pairs, self.worth
        self.complete &= not bool((self._beyond() < 0.0).any())
        between = worth.between(pairs.b, pairs.c, pairs.km)
        negative = np.flatnonzero(between + worth.inside[pairs.b] + worth.inside[pairs.c] < -ROUNDING)
        level = self._kept(_pairs_level(pairs.b[negative], pairs.c[negative], between[negative], worth.inside))
        while len(level):
            yield level.sets
            rows = _Rows.of(self, between, self._reach(level))
            level = self._grown(level, rows)

    def _kept(self, level: Level) -> Level:
        level = level.take(self.grows(level.sets))
        if len(level) <= self.most:
            return level
        self.complete = False
        return level.take(best_of_each(level.sets.min(axis=1), level.total, self.most))

    def _reach(self, level: Level) -> FloatArray:
        """How much the shortest pair of a block that joins may add at most, for each block of the level, (m,)."""
        reach = np.full(len(self.worth.each), -np.inf)
        room = (-ROUNDING - level.total) / level.sets.shape[1]
        for column in level.sets.T:
            np.maximum.at(reach, column, room)
        self.complete &= not bool((reach > self._beyond()).any())
        return reach

    def _beyond(self) -> FloatArray:
        """What a pair of each block with a block that is not listed adds at least, (m,)."""
        worth, size = self.worth, self.worth.km.blocks.size
        if not np.isfinite(self.pairs.beyond_km):
            return np.full(len(size), np.inf)
        dearest = float(np.maximum(worth.each, 0.0).max(initial=0.0))
        least = worth.scale * self.pairs.beyond_km - (worth.each + dearest) / 2.0 + worth.fixed
        times = np.where(least > 0, size, size * size.max(initial=1))
        beyond: FloatArray = least * times + worth.inside.min(initial=0.0)
        return beyond

    def _grown(self, level: Level, rows: _Rows) -> Level:
        found: list[Level] = []
        held, most, work = 0, 2 * self.most, self.work
        for begin, end, place in rows.portions(level, _CHUNK):
            self.pause()
            work -= int(rows.count_of(level, begin, end, place).sum())
            if work < 0:
                self.complete = False
                break
            found.append(self._grown_at(level.take(slice(begin, end)), rows, place))
            held += len(found[-1])
            if held > most:
                found = [self._kept(_joined(found, level.sets.shape[1] + 1))]
                held = len(found[0])
        return self._kept(_joined(found, level.sets.shape[1] + 1))

    def _grown_at(self, level: Level, rows: _Rows, place: int) -> Level:
        """The sets grown by the neighbours of their block at one place, those first that no earlier place leads to."""
        count = rows.count(level.sets[:, place], level.total, level.sets.shape[1])
        of_set = np.repeat(np.arange(len(level)), count)
        begin = np.repeat(rows.start[level.sets[:, place]], count)
        entry = begin + np.arange(len(of_set)) - np.repeat(np.cumsum(count) - count, count)
        block = rows.block[entry]
        room = -ROUNDING - level.total
        adds = np.empty((len(of_set), level.sets.shape[1]))
        adds[:, place] = rows.adds[entry]
        total = self.worth.inside[block] + adds[:, place]
        room_each = room[of_set] / level.sets.shape[1]
        kept = total < room_each
        for column in range(level.sets.shape[1]):
            if column == place:
                continue
            alive = np.flatnonzero(kept)
            other = level.sets[of_set[alive], column]
            value = self.worth.between(other, block[alive])
            adds[alive, column] = value
            total[alive] += value
            kept[alive] &= other != block[alive]
            if column < place:  # the earlier place leads there too
                kept[alive] &= value + self.worth.inside[block[alive]] >= room_each[alive]
        kept &= total < room[of_set]
        return self._new(level, of_set[kept], block[kept], adds[kept], total[kept])

    def _new(self, level: Level, of_set: IntArray, block: IntArray, adds: FloatArray, total: FloatArray) -> Level:
        every = np.column_stack([level.adds[of_set] + adds, total])
        adds_most = np.flatnonzero(total >= every.max(axis=1, initial=-np.inf) - ROUNDING)
        of_set, block, every = of_set[adds_most], block[adds_most], every[adds_most]
        fit = np.ones(len(of_set), dtype=bool)
        for column in level.sets.T:
            alive = np.flatnonzero(fit)
            fit[alive] = self.fits(column[of_set[alive]], block[alive])
        of_set, block, every, total = of_set[fit], block[fit], every[fit], total[adds_most][fit]
        grown = Level(np.column_stack([level.sets[of_set], block]), level.total[of_set] + total, every)
        return grown.take(self.grows(grown.sets))


def best_of_each(group: IntArray, value: FloatArray, most: int) -> IntArray:
    """The positions, ascending, of `most` entries: the least of each group, then the next of each, and so on."""
    order = np.lexsort((value, group))
    names = group[order]
    first = np.flatnonzero(np.append(True, names[1:] != names[:-1]))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    return np.sort(order[np.argsort(rank, kind="stable")[:most]])


def _pairs_level(b: IntArray, c: IntArray, between: FloatArray, inside: FloatArray) -> Level:
    sets = np.column_stack([b, c])
    return Level(sets, between + inside[b] + inside[c], np.column_stack([between + inside[b], between + inside[c]]))


def _joined(levels: list[Level], width: int) -> Level:
    if not levels:
        return Level(np.empty((0, width), dtype=np.int64), np.empty(0), np.empty((0, width)))
    return Level(*(np.concatenate([getattr(level, name) for level in levels]) for name in ("sets", "total", "adds")))


@dataclass(frozen=True, eq=False)
class _Rows:
    """For each block its neighbours, those that add least first: `start` (m + 1,), `block`, `adds` (e,)."""

    start: IntArray
    block: IntArray
    adds: FloatArray
    key: FloatArray  # (e,) ascending: the row, and where `adds` with what is inside the block stands in the range of all
    low: float
    width: float

    @classmethod
    def of(cls, search: NegativeSets, between: FloatArray, reach: FloatArray) -> _Rows:
        """The rows as far as they matter: what a neighbour adds is less than the reach of the block."""
        pairs, inside = search.pairs, search.worth.inside
        out, back = between + inside[pairs.c] < reach[pairs.b], between + inside[pairs.b] < reach[pairs.c]
        row = np.concatenate([pairs.b[out], pairs.c[back]])
        block = np.concatenate([pairs.c[out], pairs.b[back]])
        adds = np.concatenate([between[out], between[back]])
        rank = adds + inside[block]
        low, width = float(rank.min(initial=0.0)), 1.0 + float(np.ptp(rank)) if len(rank) else 1.0
        key = row + (rank - low) / width * 0.5
        order = np.lexsort((block, key))
        start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(reach)))]).astype(np.int64)
        return cls(start, block[order], adds[order], key[order], low, width)

    def count(self, row: IntArray, total: FloatArray, r: int) -> IntArray:
        """How many neighbours of a row could make each set negative still, a few too many rather than one too few."""
        room = np.clip((-total / r - self.low) / self.width * 0.5 + 1e-7, -0.25, 0.75)
        found: IntArray = np.searchsorted(self.key, row + room) - self.start[row]
        return np.maximum(found, 0)

    def count_of(self, level: Level, begin: int, end: int, place: int) -> IntArray:
        """`count` for the block at one place of some of the sets."""
        return self.count(level.sets[begin:end, place], level.total[begin:end], level.sets.shape[1])

    def portions(self, level: Level, chunk: int) -> Iterator[tuple[int, int, int]]:
        """(first, last + 1, place): runs of sets of which the blocks at one place have about a chunk of neighbours."""
        for place in range(level.sets.shape[1]):
            work = np.cumsum(self.count_of(level, 0, len(level), place) + 1)
            cuts = np.searchsorted(work, np.arange(chunk, int(work[-1]), chunk))
            edges = np.unique(np.concatenate([[0], cuts, [len(level)]]))
            for begin, end in pairwise(edges.tolist()):
                yield begin, end, place
