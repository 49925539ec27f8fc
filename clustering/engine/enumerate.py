"""Every feasible cluster, level by level: sets of blocks that may share a cluster, pruned at the ceilings of size and roll."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.over_sets import any_over, sum_over
from wolds.clustering.engine.pairs import Graph
from wolds.clustering.rules import Mix, Rules
from wolds.geo.schools import BoolArray, IntArray

_CHUNK: Final = 250_000  # candidates tried at once: small enough to be stopped between any two
_NO_CEILING: Final = 2**62


class TooManyClusters(Exception):
    """The budget is spent before every cluster was found."""


@dataclass
class Budget:
    """How many sets of blocks an enumeration may hold. `pause` is called between chunks and may raise to stop."""

    sets: int
    pause: Callable[[], None]
    used: int = field(default=0)

    def foresee(self, found: int, share: float) -> None:
        """Give up early where a level that found so many sets in a share of its work will overspend by far."""
        if share > 0 and self.used - found + found / share > 1.5 * self.sets:
            raise TooManyClusters

    def spend(self, count: int) -> None:
        """Count sets; raises `TooManyClusters` beyond the budget."""
        self.pause()
        self.used += count
        if self.used > self.sets:
            raise TooManyClusters


@dataclass(frozen=True)
class ClusterRules:
    """What a set of blocks must keep as a whole."""

    size_min: int
    size_max: int
    roll_min: int
    roll_max: int
    mix_required: bool

    @classmethod
    def of(cls, rules: Rules) -> ClusterRules:
        """The rules of a plan that concern whole clusters."""
        return cls(
            rules.size_min,
            _NO_CEILING if rules.size_max is None else rules.size_max,
            0 if rules.roll_min is None else rules.roll_min,
            _NO_CEILING if rules.roll_max is None else rules.roll_max,
            rules.mix == Mix.REQUIRED,
        )

    def below_ceilings(self, blocks: Blocks, sets: IntArray) -> BoolArray:
        """Which sets (c, k) could still be or become a cluster: one let off the size stands first in its set."""
        result: BoolArray = (sum_over(blocks.size, sets) <= self.size_max) | any_over(blocks.size_exempt, sets)
        if self.roll_max < _NO_CEILING:
            result &= sum_over(blocks.roll, sets) <= self.roll_max
        return result

    def met(self, blocks: Blocks, sets: IntArray) -> BoolArray:
        """Which sets (c, k) of blocks that fit together are feasible clusters."""
        size, roll = sum_over(blocks.size, sets), sum_over(blocks.roll, sets)
        result: BoolArray = ((size >= self.size_min) & (size <= self.size_max)) | any_over(blocks.size_exempt, sets)
        result &= (roll >= self.roll_min) & (roll <= self.roll_max) & any_over(blocks.placed > 0, sets)
        if self.mix_required:
            result &= any_over(blocks.church, sets) & any_over(blocks.community, sets)
        return result


def feasible_sets(blocks: Blocks, graph: Graph, alone: BoolArray, rules: ClusterRules, budget: Budget) -> list[IntArray]:
    """Feasible clusters by number of blocks: arrays (c, k) of block numbers, each row ascending, rows sorted, none twice.

    `alone` (m,): blocks that may stand alone as far as the cap goes.
    """
    singles = np.flatnonzero(alone)[:, None]
    found = [singles[rules.met(blocks, singles)]]
    levels = _star_sets if graph.by_lead else _cliques
    in_order = not graph.by_lead and not blocks.size_exempt.any()
    for sets in levels(blocks, graph, rules, budget):
        kept = sets[rules.met(blocks, sets)]
        found.append(kept if in_order else unique_rows(np.sort(kept, axis=1), len(blocks)))
    return [sets for sets in found if len(sets)]


def _cliques(blocks: Blocks, graph: Graph, rules: ClusterRules, budget: Budget) -> Iterator[IntArray]:
    """Cliques of the pair graph, level by level from two blocks, blocks let off the size first in their set."""
    graph, order = _exempt_first(blocks, graph)
    allowed = Bits.of(graph)
    frontier = np.flatnonzero(blocks.sound[order])[:, None]
    while len(frontier):
        grown = [np.empty((0, frontier.shape[1] + 1), dtype=np.int64)]
        done = 0
        for part in _parts(frontier, graph, frontier[:, -1]):
            row, block = _extensions(graph, part, part[:, -1])
            fits = np.ones(len(row), dtype=bool)
            for column in range(part.shape[1] - 1):
                fits &= allowed.has(part[row, column], block)
            sets = np.column_stack([part[row[fits]], block[fits]])
            sets = sets[rules.below_ceilings(blocks, order[sets])]
            budget.spend(len(sets))
            grown.append(sets)
            done += len(part)
            budget.foresee(sum(map(len, grown)), done / len(frontier))
        frontier = np.concatenate(grown)
        if len(frontier):
            yield order[frontier]


def _exempt_first(blocks: Blocks, graph: Graph) -> tuple[Graph, IntArray]:
    """The pair graph renumbered so that blocks let off the size come first; and the block behind each new number."""
    order = np.argsort(~blocks.size_exempt, kind="stable")
    if not blocks.size_exempt.any():
        return graph, order
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
    b, c = place[row], place[graph.block]
    low, high = np.minimum(b, c), np.maximum(b, c)
    sort = np.lexsort((high, low))
    start = np.concatenate([[0], np.cumsum(np.bincount(low, minlength=graph.rows))])
    return Graph(start.astype(np.int64), high[sort], False, graph.complete), order


@dataclass(frozen=True, eq=False)
class Bits:
    """Membership of pairs (b < c) as packed bits: 35 MB for 17,000 blocks."""

    bits: np.ndarray

    @classmethod
    def of(cls, graph: Graph) -> Bits:
        """The pairs of a graph: its row first, then the block."""
        bits = np.zeros((graph.rows, (graph.rows >> 3) + 1), dtype=np.uint8)
        row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
        np.bitwise_or.at(bits, (row, graph.block >> 3), (1 << (graph.block & 7)).astype(np.uint8))
        return cls(bits)

    def has(self, b: IntArray, c: IntArray) -> BoolArray:
        """Which pairs (row, block) stand in the graph."""
        found: BoolArray = (self.bits[b, c >> 3] >> (c & 7).astype(np.uint8)) & 1 == 1
        return found


def _parts(frontier: IntArray, graph: Graph, row: IntArray) -> Iterator[IntArray]:
    """The frontier in parts whose extensions are about a chunk each."""
    work = np.cumsum(graph.start[row + 1] - graph.start[row])
    cuts = np.searchsorted(work, np.arange(_CHUNK, int(work[-1]) if len(work) else 0, _CHUNK))
    yield from (part for part in np.split(frontier, np.unique(cuts)) if len(part))


def _extensions(graph: Graph, part: IntArray, row: IntArray, skip: IntArray | None = None) -> tuple[IntArray, IntArray]:
    """Each set of the part with each block of its graph row, after the first `skip` of them: set numbers and blocks."""
    begin = graph.start[row] if skip is None else graph.start[row] + skip
    count = graph.start[row + 1] - begin
    of_set = np.repeat(np.arange(len(part)), count)
    place = np.arange(len(of_set)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(begin, count)
    return of_set, graph.block[place]


def _star_sets(blocks: Blocks, graph: Graph, rules: ClusterRules, budget: Budget) -> Iterator[IntArray]:
    """Sets of blocks within the cap of a lead, level by level; the same set comes once for each school that may lead it."""
    graph, home = _exempt_first_in_rows(blocks, graph), blocks.of_node
    lead = np.flatnonzero(np.diff(graph.start) > 0)
    sets, last = home[lead][:, None], np.full(len(lead), -1, dtype=np.int64)
    while len(sets):
        grown = []
        state = np.column_stack([lead, last, sets])
        done = 0
        for part in _parts(state, graph, lead):
            grown.append(_grown_stars(blocks, graph, rules, part))
            budget.spend(len(grown[-1]))
            done += len(part)
            budget.foresee(sum(map(len, grown)), done / len(state))
        joined = np.concatenate(grown)
        lead, last, sets = joined[:, 0], joined[:, 1], joined[:, 2:]
        if len(sets):
            yield sets


def _exempt_first_in_rows(blocks: Blocks, graph: Graph) -> Graph:
    row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
    order = np.lexsort((graph.block, ~blocks.size_exempt[graph.block], row))
    return Graph(graph.start, graph.block[order], graph.by_lead, graph.complete)


def _grown_stars(blocks: Blocks, graph: Graph, rules: ClusterRules, part: IntArray) -> IntArray:
    """The stars of a part, columns (lead, place of the last block in the lead's row, blocks ...), one block larger."""
    lead, last, sets = part[:, 0], part[:, 1], part[:, 2:]
    of_set, block = _extensions(graph, part, lead, last + 1)
    count = np.bincount(of_set, minlength=len(part))
    place = last[of_set] + 1 + np.arange(len(of_set)) - np.repeat(np.cumsum(count) - count, count)
    fits = np.ones(len(of_set), dtype=bool)
    for column in range(1, sets.shape[1]):  # column 0 is the lead's own block: judged when the star was made
        fits[fits] = blocks.fit(sets[of_set[fits], column], block[fits])
    grown = np.column_stack([lead[of_set[fits]], place[fits], sets[of_set[fits]], block[fits]])
    return grown[rules.below_ceilings(blocks, grown[:, 2:])]


def unique_rows(rows: IntArray, m: int) -> IntArray:
    """The rows (numbers < m) in order, each once; several numbers are packed into one key, which sorts ten times as fast."""
    at_once = max(1, 62 // max(1, int(m).bit_length()))
    keys = [_packed(rows[:, first : first + at_once], m) for first in range(0, rows.shape[1], at_once)]
    order = np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])
    rows = rows[order]
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return rows[new]


def _packed(columns: IntArray, m: int) -> IntArray:
    key = np.zeros(len(columns), dtype=np.int64)
    for column in columns.T:
        key = (key << int(m).bit_length()) + column
    return key
