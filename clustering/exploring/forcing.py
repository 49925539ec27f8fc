"""Problems in which one school has to be placed: the engine then says what the best such plan comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from wolds.clustering.exploring.subproblem import around, block_of, could_be_placed, is_feasible, joined, node_of, parted
from wolds.clustering.problem import Problem, Solution


@dataclass(frozen=True)
class Demand:
    """What is asked of the cluster of one school: who is in it and who is not, by node; the school itself is placed."""

    node: int
    together: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()

    def with_school(self, node: int) -> Demand:
        """The demand that a further school is in the cluster."""
        return replace(self, together=self.together | {node})

    def without_school(self, node: int) -> Demand:
        """The demand that a further school is not in it."""
        return replace(self, apart=self.apart | {node})

    def problem(self, problem: Problem) -> Problem | None:
        """The problem under this demand, None where no cluster can meet it.

        A school that must be placed is made a locked group of its own, unless it is bound to one already.
        """
        if self.together & self.apart:
            return None
        bound = joined(problem, (self.node, *self.together))
        bound = parted(bound, ((self.node, other) for other in self.apart))
        if not could_be_placed(bound, self.node):
            return None
        return bound if _is_anchored(bound, self.node) else _anchored(bound, self.node)


def _is_anchored(problem: Problem, node: int) -> bool:
    return bool((problem.anchor[block_of(problem, [node])] >= 0).any())


def _anchored(problem: Problem, node: int) -> Problem | None:
    """The problem with the school locked by itself; None where no further cluster is allowed."""
    groups = len(np.unique(problem.anchor[problem.anchor >= 0]))
    most = problem.rules.max_clusters
    if most is not None and most - problem.locked_clusters <= groups:
        return None
    anchor = problem.anchor.copy()
    anchor[node] = int(anchor.max(initial=-1)) + 1
    return replace(problem, anchor=anchor)


def demands(problem: Problem, node: int) -> Iterator[Demand]:
    """Demands that together allow every cluster of a school, each once: with one locked group in reach, or none."""
    if _is_anchored(problem, node):
        yield Demand(node)
        return
    local, _ = around(problem, node)
    near = {node_of(problem, urn) for urn in local.urn[local.anchor >= 0].tolist()}
    groups: dict[int, int] = {}
    for other in sorted(near - {None}, key=lambda known: known or 0):
        assert other is not None
        groups.setdefault(int(problem.anchor[other]), other)
    yield Demand(node, apart=frozenset(groups.values()))
    yield from (Demand(node).with_school(first) for _, first in sorted(groups.items()))


def cluster_with(solution: Solution, urn: int) -> tuple[int, ...]:
    """The cluster of a school in a solution, () where it is in none."""
    return next((cluster for cluster in solution.clusters if urn in cluster), ())


def meets(problem: Problem, solution: Solution, urn: int) -> bool:
    """Whether a solution puts a school into a feasible cluster."""
    return is_feasible(problem, nodes_of(problem, cluster_with(solution, urn))) if cluster_with(solution, urn) else False


def nodes_of(problem: Problem, urns: Iterable[int]) -> list[int]:
    """The nodes of schools that all take part in the problem."""
    nodes: list[int] = np.searchsorted(problem.urn, list(urns)).tolist()
    return nodes
