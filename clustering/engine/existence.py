"""Whether any feasible cluster holds one given block: an exact search among its neighbours only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from wolds.clustering.costs import NodeTravel
from wolds.clustering.engine.blocks import Blocks, contract
from wolds.clustering.engine.enumerate import ClusterRules
from wolds.clustering.engine.pairs import Graph, allowed_graph, leads_alone
from wolds.clustering.problem import Problem
from wolds.geo.schools import BoolArray, IntArray

Fits = Callable[[int, IntArray], BoolArray]


@dataclass(frozen=True, eq=False)
class _Set:
    """A set of blocks on the way to a cluster."""

    size: int
    roll: int
    let_off: bool
    church: bool
    community: bool
    placed: bool


class Neighbourhoods:
    """The neighbourhoods of one problem, asked block by block."""

    def __init__(self, problem: Problem) -> None:
        travel = NodeTravel.of(problem)
        self.blocks: Blocks = contract(problem, travel)
        self.rules = ClusterRules.of(problem.rules)
        self._alone = leads_alone(problem, travel, self.blocks)
        self._graph = allowed_graph(problem, travel, self.blocks)
        self._start, self._near = _both_ways(self._graph, len(self.blocks))

    def holds(self, node: int) -> bool:
        """Whether some feasible cluster holds a school."""
        block = int(self.blocks.of_node[node])
        if not self.blocks.sound[block]:
            return False
        alone = self._with(None, block)
        if self._alone[block] and self._met(alone):
            return True
        return any(self._found(begun, candidates, fits) for begun, candidates, fits in self._beginnings(block, alone))

    def most_pupils(self, node: int) -> int:
        """The largest roll of a group within size and cap that holds a school, whatever the rules of roll; 0 where none."""
        block, best = int(self.blocks.of_node[node]), 0
        alone = self._with(None, block)
        for begun, candidates, fits in self._beginnings(block, alone):
            best = max(best, self._largest(begun, candidates, fits, best))
        return max(best, alone.roll if alone.size >= self.rules.size_min else 0)

    def _beginnings(self, block: int, alone: _Set) -> Iterator[tuple[_Set, IntArray, Fits]]:
        """Sets to grow from, the candidates to grow them with (largest rolls first), and who fits whom."""
        if not self._graph.by_lead:
            yield alone, self._largest_first(self._neighbours(block)), self._are_near
            return
        for lead in self._leads(block):
            home = int(self.blocks.of_node[lead])
            begun = alone if home == block else self._with(self._with(None, home), block)
            star = self._graph.block[self._graph.start[lead] : self._graph.start[lead + 1]]
            star = star[star != block]
            yield begun, self._largest_first(star[self.blocks.fit(np.full(len(star), block), star)]), self._fit

    def _leads(self, block: int) -> list[int]:
        """Schools that may lead a cluster of a block and others: its own, and those that have it within their cap."""
        row = np.repeat(np.arange(self._graph.rows), np.diff(self._graph.start))
        own = [node for node in self.blocks.nodes(block).tolist() if self._graph.start[node + 1] > self._graph.start[node]]
        return sorted({*own, *row[self._graph.block == block].tolist()})

    def _neighbours(self, block: int) -> IntArray:
        return self._near[self._start[block] : self._start[block + 1]]

    def _are_near(self, block: int, others: IntArray) -> BoolArray:
        return np.isin(others, self._neighbours(block), assume_unique=True)

    def _fit(self, block: int, others: IntArray) -> BoolArray:
        return self.blocks.fit(np.full(len(others), block), others)

    def _largest_first(self, candidates: IntArray) -> IntArray:
        return candidates[np.lexsort((candidates, -self.blocks.roll[candidates]))]

    def _with(self, begun: _Set | None, block: int) -> _Set:
        b, old = self.blocks, begun or _Set(0, 0, False, False, False, False)
        return _Set(
            old.size + int(b.size[block]),
            old.roll + int(b.roll[block]),
            old.let_off or bool(b.size_exempt[block]),
            old.church or bool(b.church[block]),
            old.community or bool(b.community[block]),
            old.placed or bool(b.placed[block]),
        )

    def _met(self, group: _Set) -> bool:
        rules = self.rules
        size_fits = group.let_off or rules.size_min <= group.size <= rules.size_max
        mixed = not rules.mix_required or (group.church and group.community)
        return size_fits and rules.roll_min <= group.roll <= rules.roll_max and mixed and group.placed

    def _found(self, group: _Set, candidates: IntArray, fits: Fits) -> bool:
        """Whether the set, or the set with some candidates, is a feasible cluster."""
        if self._met(group):
            return True
        if not self._can_still_be_met(group, candidates):
            return False
        for place, block in enumerate(candidates.tolist()):
            rest = candidates[place + 1 :]
            if self._found(self._with(group, block), rest[fits(block, rest)], fits):
                return True
        return False

    def _can_still_be_met(self, group: _Set, candidates: IntArray) -> bool:
        rules, b = self.rules, self.blocks
        let_off = group.let_off or bool(b.size_exempt[candidates].any())
        room = len(candidates) if let_off else rules.size_max - group.size
        if not len(candidates) or room <= 0 or group.roll > rules.roll_max:
            return False
        if group.roll + int(b.roll[candidates[:room]].sum()) < rules.roll_min:
            return False
        if not let_off and group.size + int(b.size[candidates].sum()) < rules.size_min:
            return False
        church, community = group.church or b.church[candidates].any(), group.community or b.community[candidates].any()
        return not rules.mix_required or bool(church and community)

    def _largest(self, group: _Set, candidates: IntArray, fits: Fits, best: int) -> int:
        """The largest roll that beats `best`, else `best`."""
        if group.size >= self.rules.size_min:
            best = max(best, group.roll)
        room = self.rules.size_max - group.size
        for place, block in enumerate(candidates.tolist()):
            if room <= 0 or group.roll + int(self.blocks.roll[candidates[place : place + room]].sum()) <= best:
                break
            rest = candidates[place + 1 :]
            best = self._largest(self._with(group, block), rest[fits(block, rest)], fits, best)
        return best


def _both_ways(graph: Graph, m: int) -> tuple[IntArray, IntArray]:
    """The neighbours of each block in a pair graph, lower ones too: starts (m + 1,) and blocks. Empty for stars."""
    if graph.by_lead:
        return np.zeros(m + 1, dtype=np.int64), graph.block[:0]
    row = np.repeat(np.arange(graph.rows), np.diff(graph.start))
    one, other = np.concatenate([row, graph.block]), np.concatenate([graph.block, row])
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=m))])
    return start.astype(np.int64), other[np.lexsort((other, one))]
