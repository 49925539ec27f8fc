"""Puts the searches of all parts together: one plan, one bound on unplaced schools, one bound on the objective."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wolds.clustering.costs import Costing, soft_terms
from wolds.clustering.engine.blocks import Blocks
from wolds.clustering.engine.bounds import sum_without_largest
from wolds.clustering.engine.incumbent import taken_blocks
from wolds.clustering.engine.parts import Leaving, Part, locked_groups
from wolds.clustering.engine.search import Line, Search
from wolds.clustering.problem import Ended, Problem, Solution
from wolds.geo.schools import BoolArray, FloatArray, IntArray


@dataclass
class Prepared:
    """What a run knows before and beside its searches.

    `complete`: what the searches say holds for every feasible cluster, not just for those of a first look.
    """

    problem: Problem
    costing: Costing
    blocks: Blocks
    left: Leaving
    share_km: FloatArray  # (n,), see `least_share_km`
    complete: bool = False
    never_placed: BoolArray | None = field(default=None)

    def simple_line(self, part: Part, level: int) -> Line:
        """A bound for a part that needs no search: what each school brings at least, relations kept taken off."""
        nodes = np.isin(self.blocks.of_node, part.blocks)
        share = self.share_km[nodes]
        kept = self._most_kept_km(nodes)
        return Line(sum_without_largest(share, level) - kept, level, -float(share.max(initial=0.0)))

    def never_placed_level(self, part: Part) -> int:
        """What the blocks that no feasible cluster can hold leave in any case."""
        if self.never_placed is None:
            return 0
        return int(part.task.weight[self.never_placed[part.blocks]].sum())

    def _most_kept_km(self, nodes: BoolArray) -> float:
        """What kept relations could take off at most within some nodes."""
        rules, n, total = self.problem.rules, len(self.problem), 0.0
        for table, weight in (
            (self.costing.related, rules.existing_relations_km),
            (self.costing.present, rules.little_change_km),
        ):
            total += weight * float((nodes[table.keys // max(n, 1)] & nodes[table.keys % max(n, 1)]).sum())
        return total


def report(
    prepared: Prepared, parts: list[Part], searches: list[Search], ended: Ended, feasible: int, seconds: float
) -> Solution:
    """The solution that the searches have come to."""
    problem = prepared.problem
    clusters = _clusters(prepared, parts, searches)
    objective = prepared.costing.parts(clusters)
    placed = np.zeros(len(problem), dtype=bool)
    for members in clusters:
        placed[members] = True
    unplaced = int((problem.to_place & ~placed).sum())
    objective_bound = min(_objective_bound(prepared, parts, searches, unplaced), objective.total_km)
    soft = soft_terms(problem.rules)
    cost_bound = _cost_bound(prepared, parts, searches, unplaced) if soft else objective_bound
    return Solution(
        clusters=tuple(sorted(tuple(int(urn) for urn in problem.urn[members]) for members in clusters)),
        parts=objective,
        unplaced=unplaced,
        unplaced_bound=int(min(unplaced, _unplaced_bound(prepared, parts, searches))),
        objective_bound_km=float(objective_bound),
        cost_bound_km=float(min(cost_bound, objective.cost_km)),
        ended=ended,
        feasible_clusters=feasible,
        solve_seconds=seconds,
    )


def _clusters(prepared: Prepared, parts: list[Part], searches: list[Search]) -> list[list[int]]:
    """Node positions of each cluster: those chosen, and the locked groups that stay as they are."""
    blocks, clusters = prepared.blocks, []
    bare = np.ones(len(blocks), dtype=bool)
    for part, search in zip(parts, searches, strict=False):
        bare[part.blocks[taken_blocks(part.task, search.best.chosen)]] = False
        clusters += _nodes_of(blocks, np.append(part.blocks, len(blocks))[part.task.columns.members[search.best.chosen]])
    for block in np.flatnonzero(bare & (blocks.anchor != -1)):
        clusters += [group.tolist() for group in locked_groups(prepared.problem, blocks, int(block))]
    return clusters


def _nodes_of(blocks: Blocks, sets: IntArray) -> list[list[int]]:
    """The nodes of sets of blocks (c, w), padded with m: ascending."""
    n = len(blocks.of_node)
    table = np.vstack([blocks.table, np.full((1, blocks.table.shape[1]), n, dtype=np.int64)])
    nodes = np.sort(table[sets].reshape(len(sets), sets.shape[1] * table.shape[1]), axis=1)
    return [row[:count] for row, count in zip(nodes.tolist(), (nodes < n).sum(axis=1).tolist(), strict=True)]


def _unplaced_bound(prepared: Prepared, parts: list[Part], searches: list[Search]) -> int:
    """Schools that no plan places more of, under as few locked groups that break a rule as the plan has."""
    n = len(prepared.problem)
    simple = _simple_unplaced_bound(prepared)
    if not prepared.complete:
        return simple
    alone = _in_no_part(prepared, parts)
    fixed = int(prepared.left.weight[alone].sum())
    lower = fixed + sum(search.lower_level for search in searches)
    level = fixed + sum(search.best.level for search in searches)
    return lower % (n + 1) if lower // (n + 1) == level // (n + 1) else simple


def _in_no_part(prepared: Prepared, parts: list[Part]) -> BoolArray:
    alone = np.ones(len(prepared.blocks), dtype=bool)
    for part in parts:
        alone[part.blocks] = False
    return alone


def _simple_unplaced_bound(prepared: Prepared) -> int:
    """What neighbours and K alone show."""
    problem, blocks, rules = prepared.problem, prepared.blocks, prepared.problem.rules
    never = 0
    if prepared.never_placed is not None:
        never = int(blocks.placed[prepared.never_placed & (blocks.anchor == -1)].sum())
    if rules.max_clusters is None or rules.size_max is None or blocks.size_exempt.any() or (blocks.anchor != -1).any():
        return never
    room = max(0, rules.max_clusters - problem.locked_clusters) * rules.size_max
    return max(never, int(problem.to_place.sum()) - room)


def _objective_bound(prepared: Prepared, parts: list[Part], searches: list[Search], unplaced: int) -> float:
    """What no plan with at most `unplaced` unplaced beats, in km."""
    simple = sum_without_largest(prepared.share_km, unplaced)
    if not prepared.complete:
        return simple
    fixed = float(prepared.left.objective_km[_in_no_part(prepared, parts)].sum())
    fixed += sum(prepared.costing.offsets_km().values())
    found = sum(search.bound_km for search in searches) - _loss_by_exchange(searches)
    return max(simple, fixed + found)


def _loss_by_exchange(searches: list[Search]) -> float:
    """How much cheaper a plan may be that leaves fewer in one part and more in another, as far as that is not ruled out."""
    slack = sum(search.best.level - search.lower_level for search in searches)
    if slack == 0 or len(searches) == 1:
        return 0.0
    loss = sorted((search.bound_km - search.linear.at(search.best.level) for search in searches), reverse=True)
    return sum(loss[:slack]) + slack * max(-search.linear.price for search in searches)


def _cost_bound(prepared: Prepared, parts: list[Part], searches: list[Search], unplaced: int) -> float:
    """The bound for the cost without soft terms, in km."""
    simple = sum_without_largest(prepared.share_km, unplaced)
    known = [search.cost_bound_km for search in searches if search.cost_bound_km is not None]
    settled = all(search.best.level == search.lower_level for search in searches) or len(parts) == 1
    if not prepared.complete or len(known) < len(parts) or not settled:
        return simple
    fixed = float(prepared.left.cost_km[_in_no_part(prepared, parts)].sum())
    return max(simple, fixed + sum(known))
