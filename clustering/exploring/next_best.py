"""The next best clusters for a school, and what each would cost the whole plan.

All clusters of a school are split into classes by who is in them and who is not; the engine finds the best plan of each class.
The best class gives the next best cluster and is split again without it. So nothing is overlooked, and each figure is that of
a whole plan worked out anew, not an estimate.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from wolds.clustering.edits.base import EditContext
from wolds.clustering.exploring.asking import Answer, Asker
from wolds.clustering.exploring.effects import Effect
from wolds.clustering.exploring.forcing import Demand, cluster_with, demands, nodes_of
from wolds.clustering.exploring.subproblem import around, block_of, is_feasible, joined, node_of
from wolds.clustering.exploring.worth import Worth
from wolds.clustering.problem import Problem, Solution
from wolds.clustering.travel import travel_of
from wolds.clustering.wording import listed, parted_text, way_text
from wolds.geo.progress import Unwatched, Watch

Nodes = frozenset[int]


@dataclass(frozen=True)
class Elsewhere:
    """A cluster that a school could be in instead: `effect` compares whole plans, with the school there and where it is.

    `solution` is the best plan that has the school there; its bounds are those of such plans.
    """

    members: tuple[int, ...]
    worth: Worth
    effect: Effect
    sentence: str
    solution: Solution = field(repr=False, compare=False)


@dataclass(frozen=True)
class NextBest:
    """The clusters a school could be in, best first; `here` is where it is now, () where it is in none.

    `compared_with` says what the costs are measured against. `every`: there are no further ones.
    """

    urn: int
    here: tuple[int, ...]
    compared_with: str
    clusters: tuple[Elsewhere, ...]
    every: bool


def next_best(context: EditContext, urn: int, count: int = 3, watch: Watch | None = None, seed: int = 0) -> NextBest:
    """The `count` next best clusters for a school that takes part and that no lock holds in a locked cluster.

    Raises `Cancelled` where the watch says so.
    """
    return next_best_of(Asker(context, watch or Unwatched(), seed), urn, count)


def next_best_of(asker: Asker, urn: int, count: int = 3) -> NextBest:
    """`next_best` with an asker that may know answers already."""
    problem, node = asker.base.problem, node_of(asker.base.problem, urn)
    here = _here(asker, urn)
    if node is None:
        return NextBest(urn, here, "", (), True)
    before, compared_with = _compared_with(asker, node, here)
    search = _Search(asker, problem, node)
    search.begin(frozenset(nodes_of(problem, here)) if here and all(node_of(problem, u) is not None for u in here) else None)
    found: list[Elsewhere] = []
    while len(found) < count and search.heap:
        asker.watch.tell(len(found) / count, "Looking for the next best cluster")
        found.append(_elsewhere(asker, urn, before, search.pop(split_on=len(found) + 1 < count)))
    asker.watch.tell(1.0, "Done")
    return NextBest(urn, here, compared_with, tuple(found), len(found) < count)


def _here(asker: Asker, urn: int) -> tuple[int, ...]:
    cluster = asker.context.plan.cluster_at(urn)
    if cluster is not None:
        return cluster.members
    return () if asker.context.plan.clusters else cluster_with(asker.base.solution, urn)


def _compared_with(asker: Asker, node: int, here: tuple[int, ...]) -> tuple[Answer, str]:
    """The best plan that keeps the school where it is, where the rules allow its cluster; else the best plan of all."""
    problem = asker.base.problem
    if here in asker.base.solution.clusters:
        return asker.base, "the best plan, which has it where it is"
    if here and all(node_of(problem, urn) is not None for urn in here) and is_feasible(problem, nodes_of(problem, here)):
        inside = frozenset(nodes_of(problem, here))
        others = frozenset(nodes_of(problem, around(problem, node)[0].urn.tolist())) - inside
        asked = Demand(node, inside - {node}, others).problem(problem)
        if asked is not None:
            return asker.answer(asked), "the best plan that keeps it where it is"
    return asker.base, "the best plan"


def _elsewhere(asker: Asker, urn: int, before: Answer, found: _Class) -> Elsewhere:
    effect = Effect.of(before, found.answer, asker.measure)
    schools, rules = asker.context.schools, asker.context.plan.rules
    names = [schools.name_of(member) for member in found.members if member != urn]
    table = travel_of(schools, rules).among(found.members)
    km, parted = np.where(table.barred, 0.0, table.km).max(), int(table.barred.sum()) // 2
    pupils = int(schools.roll[schools.positions(found.members)].sum())
    where = f"With {listed(names)}" if names else "Alone"
    figures = f"roll {pupils}, longest pair {way_text(float(km), schools, rules)}"
    figures += f"; {parted_text(parted)}" if parted else ""
    sentence = f"{where} ({figures}): {effect.sentence(schools, urn)}."
    return Elsewhere(found.members, found.worth, effect, sentence, found.answer.solution)


@dataclass(frozen=True, eq=False)
class _Class:
    """All clusters of a school that meet a demand, with the best plan that has one of them: `members`."""

    demand: Demand
    answer: Answer
    members: tuple[int, ...]

    @property
    def worth(self) -> Worth:
        return self.answer.worth


@dataclass(eq=False)
class _Search:
    """The classes that are still open, the best first."""

    asker: Asker
    problem: Problem
    node: int
    heap: list[tuple[tuple[int, int, float], tuple[int, ...], int, _Class]] = field(default_factory=list)
    made: int = 0

    def begin(self, here: Nodes | None) -> None:
        """Open every cluster of the school but the present one."""
        for demand in demands(self.problem, self.node):
            for one in [demand] if here is None else self._without(demand, here):
                self._open(one)

    def pop(self, split_on: bool) -> _Class:
        """The best open class; its best cluster is taken out of it where the search goes on."""
        best = heapq.heappop(self.heap)[3]
        if split_on:
            for demand in self._without(best.demand, frozenset(nodes_of(self.problem, best.members))):
                self._open(demand)
        return best

    def _open(self, demand: Demand) -> None:
        asked = demand.problem(self.problem)
        if asked is None:
            return
        answer = self.asker.answer(asked)
        members = cluster_with(answer.solution, int(self.problem.urn[self.node]))
        if members and is_feasible(self.problem, nodes_of(self.problem, members)):
            self.made += 1
            found = _Class(demand, answer, members)
            heapq.heappush(self.heap, (found.worth.order, members, self.made, found))

    def _without(self, demand: Demand, cluster: Nodes) -> Iterator[Demand]:
        """Demands that together allow what `demand` does, but for one cluster, each cluster once."""
        if not (demand.together | {demand.node}) <= cluster or demand.apart & cluster:
            yield demand
            return
        for other in self._blocks(cluster, demand):
            yield demand.without_school(other)
            demand = demand.with_school(other)
        if self._is_full(cluster):
            return
        for other in self._blocks(self._near() - cluster, demand):
            yield demand.with_school(other)
            demand = demand.without_school(other)

    def _blocks(self, nodes: Nodes, demand: Demand) -> Iterable[int]:
        """The first node of each block among some nodes, but for blocks that the demand has decided on."""
        decided = set(block_of(joined(self.problem, (demand.node, *demand.together)), [demand.node]).tolist())
        decided |= set(block_of(self.problem, demand.apart).tolist()) if demand.apart else set()
        firsts = []
        for node in sorted(nodes):
            if node not in decided:
                firsts.append(node)
                decided |= set(block_of(self.problem, [node]).tolist())
        return firsts

    def _near(self) -> Nodes:
        return frozenset(nodes_of(self.problem, around(self.problem, self.node)[0].urn.tolist()))

    def _is_full(self, cluster: Nodes) -> bool:
        most = self.problem.rules.size_max
        return most is not None and len(cluster) >= most and not self.problem.size_exempt.any()
