"""Asks a router for many tables: smaller ones where it wants them smaller, and without the schools that it has no road for."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.routing.blocks import Block, blocks_of
from wolds.geo.routing.polling import Remarks
from wolds.geo.routing.router import Router, Table, TooLarge, Unconnected
from wolds.geo.schools import FloatArray, IntArray

SIDE: Final = 50
"""Schools on a side of a table: 2,500 ways is what engines answer unless they are told otherwise."""
FAR_OFF_M: Final = 2_000.0
"""A school further than this from any road of the engine is not known to it, as with roads of a file."""


@dataclass(eq=False)
class Ways:
    """Ways that were found, in pieces: places of both ends, seconds and metres; and what is known of each school."""

    count: int
    ends: list[IntArray] = field(default_factory=list)
    seconds: list[FloatArray] = field(default_factory=list)
    metres: list[FloatArray] = field(default_factory=list)
    off_m: FloatArray = field(init=False)
    unplaced: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.off_m = np.full(self.count, np.nan)

    def add(self, block: Block, table: Table) -> None:
        """Take a table; a school that has no way to itself, or only from far off, is none that the engine knows."""
        ends = np.broadcast_arrays(block.origins[:, None], block.destinations[None])
        self.ends.append(np.stack(ends, axis=-1).reshape(-1, 2))
        self.seconds.append(table.seconds.reshape(-1))
        self.metres.append(table.metres.reshape(-1))
        self.off_m[block.origins] = np.fmax(self.off_m[block.origins], table.off_m)
        itself = block.origins[:, None] == block.destinations[None]
        lost = (itself & np.isnan(table.seconds)).any(axis=1) | (table.off_m > FAR_OFF_M)
        self.unplaced.update(block.origins[lost].tolist())


class Asking:
    """One errand: all tables of some schools. `points` (n, 2) in metres say who is near whom, `degrees` (n, 2) are sent."""

    def __init__(self, router: Router, points: FloatArray, degrees: FloatArray, watch: Watch) -> None:
        self._router, self._points, self._degrees, self._watch = router, points, degrees, Remarks(watch)
        self._side = SIDE
        self._placed: set[int] = set()
        self.ways = Ways(len(points))

    def ask(self, reach_m: float) -> Ways:
        """Every way between schools not over `reach_m` apart as the crow flies. Raises what `Router.table` does of errors."""
        pending = deque(blocks_of(self._points, reach_m, SIDE))
        total, done = sum(block.cells for block in pending), 0
        while pending:
            stop_if_asked(self._watch)
            block = self._without_unplaced(pending.popleft())
            if block.side > self._side:
                pending.extendleft(block.halves())
                continue
            done += self._asked(block, pending)
            self._watch.tell(min(done / total, 1.0), f"{done:,} of {total:,} ways")
        return self.ways

    def _without_unplaced(self, block: Block) -> Block:
        lost = np.array(sorted(self.ways.unplaced), dtype=np.int64)
        return Block(np.setdiff1d(block.origins, lost), np.setdiff1d(block.destinations, lost))

    def _asked(self, block: Block, pending: deque[Block]) -> int:
        """How many cells are answered by asking for a block; where it is not to be had as it is, its parts are put back."""
        if not block.cells:
            return 0
        try:
            self.ways.add(block, self._table(block.origins, block.destinations))
        except TooLarge:
            self._side = self._smaller(block)
            pending.appendleft(block)
        except Unconnected:
            return self._part(block, pending)
        else:
            return block.cells
        return 0

    def _part(self, block: Block, pending: deque[Block]) -> int:
        """A block that failed as a whole: without the schools that are near no road, else in halves, down to a pair."""
        doubted = np.setdiff1d(np.union1d(block.origins, block.destinations), list(self._placed))
        if len(doubted):
            self._find_unplaced(doubted)
            pending.appendleft(block)
        elif block.cells > 1:
            pending.extendleft(block.halves())
        else:
            nothing = np.full((1, 1), np.nan)
            self.ways.add(block, Table(nothing, nothing, nothing[0]))
        return int(not len(doubted) and block.cells == 1)

    def _table(self, origins: IntArray, destinations: IntArray) -> Table:
        return self._router.table(self._degrees[origins], self._degrees[destinations], self._watch)

    def _smaller(self, block: Block) -> int:
        if block.side == 1:
            raise InputError("the server answers no table at all, however small", remedy="Ask whoever runs it for its limits.")
        return block.side // 2

    def _find_unplaced(self, places: IntArray) -> None:
        """Which schools the engine has no road for: groups that it takes are placed, others are parted until one is left."""
        groups = [places]
        while groups:
            group = groups.pop()
            if len(group) <= self._side and self._takes(group):
                self._placed.update(group.tolist())
            elif len(group) == 1:
                self.ways.unplaced.add(int(group[0]))
            else:
                groups.extend(np.array_split(group, 2))

    def _takes(self, group: IntArray) -> bool:
        stop_if_asked(self._watch)
        try:
            self._table(group, group)
        except (Unconnected, TooLarge):
            return False
        return True
