"""What cannot be parted is one block: the schools of a unit, and the schools locked to one present cluster.

Every later step works on blocks; a block with one school is the ordinary case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.clustering.costs import NodeTravel, exempt_from_cap
from wolds.clustering.problem import Problem
from wolds.clustering.rules import CapRule, Mix
from wolds.geo.character import Character
from wolds.geo.schools import BoolArray, IntArray

_UNKNOWN: Final = 0
_SEVERAL: Final = -1


@dataclass(frozen=True, eq=False)
class Blocks:
    """The m blocks of a problem, numbered by their lowest node. Arrays have shape (m,) unless said otherwise.

    `of_node` (n,): the block of each node. `table` (m, w): the nodes of each block, ascending, padded with n.
    `anchor`: the locked group that a block holds, -1 = none, -2 = several, which can never be satisfied.
    `sound`: whether the block's own schools may share a cluster at all. `alike` (m, r): the value of each alike rule in
    force, 0 = fits all, -1 = several values (of one locked group), which fit no known value of others.
    """

    of_node: IntArray
    table: IntArray
    size: IntArray
    roll: IntArray
    placed: IntArray  # schools to be placed
    church: BoolArray
    community: BoolArray
    size_exempt: BoolArray
    anchor: IntArray
    sound: BoolArray
    alike: IntArray
    apart: IntArray  # (q,) sorted keys b * m + c, b < c

    def __len__(self) -> int:
        return len(self.size)

    def nodes(self, block: int) -> IntArray:
        """The nodes of a block, ascending."""
        return self.table[block, : self.size[block]]

    def fit(self, b: IntArray, c: IntArray) -> BoolArray:
        """Whether pairs of blocks may share a cluster as far as every rule but the cap goes."""
        result = np.ones(np.broadcast(b, c).shape, dtype=bool)
        for column in self.alike.T:
            x, y = column[b], column[c]
            result &= (x == _UNKNOWN) | (y == _UNKNOWN) | ((x == y) & (x != _SEVERAL))
        if len(self.apart):
            wanted = np.minimum(b, c).astype(np.int64) * len(self) + np.maximum(b, c)
            place = np.minimum(np.searchsorted(self.apart, wanted), len(self.apart) - 1)
            result &= self.apart[place] != wanted
        anchored: BoolArray = (self.anchor[b] >= 0) & (self.anchor[c] >= 0)
        result &= ~anchored
        return result


def contract(problem: Problem, travel: NodeTravel) -> Blocks:
    """The blocks of a problem."""
    of_node = _joined(problem)
    m = int(of_node.max()) + 1 if len(of_node) else 0
    size = np.bincount(of_node, minlength=m)
    table = _padded(of_node, size)
    values = _alike_values(problem)
    apart = np.asarray(problem.apart, dtype=np.int64).reshape(-1, 2)
    return Blocks(
        of_node=of_node,
        table=table,
        size=size,
        roll=_summed(problem.roll, of_node, m),
        placed=_summed(problem.to_place, of_node, m),
        church=_summed(problem.character == Character.CHURCH, of_node, m) > 0,
        community=_summed(problem.character == Character.COMMUNITY, of_node, m) > 0,
        size_exempt=_summed(problem.size_exempt, of_node, m) > 0,
        anchor=_anchors(problem.anchor, of_node, m),
        sound=_sound(problem, travel, table, size, values, apart),
        alike=_of_blocks(values, table, size),
        apart=_block_pairs(apart, of_node, m),
    )


def _joined(problem: Problem) -> IntArray:
    """The block number of each node: the join of units and locked groups, numbered by lowest node."""
    n = len(problem)
    heads = np.concatenate([_links(problem.unit), _links(problem.anchor)])
    if not len(heads):
        return np.arange(n, dtype=np.int64)
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    graph = coo_matrix((np.ones(len(heads)), (heads[:, 0], heads[:, 1])), shape=(n, n))
    label = connected_components(graph, directed=False)[1]
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _links(group: IntArray) -> IntArray:
    """Pairs (first node of the group, other node) for each group number >= 0, shape (l, 2)."""
    nodes = np.flatnonzero(group >= 0)
    _, first, inverse = np.unique(group[nodes], return_index=True, return_inverse=True)
    pairs: IntArray = np.column_stack([nodes[first][inverse], nodes])
    others = pairs[:, 0] != pairs[:, 1]
    return np.compress(others, pairs, axis=0)


def _padded(of_node: IntArray, size: IntArray) -> IntArray:
    order = np.argsort(of_node, kind="stable")
    table = np.full((len(size), int(size.max(initial=1))), len(of_node), dtype=np.int64)
    starts = np.cumsum(size) - size
    table[of_node[order], np.arange(len(order)) - np.repeat(starts, size)] = order
    return table


def _summed(values: IntArray | BoolArray, of_node: IntArray, m: int) -> IntArray:
    return np.bincount(of_node, weights=values, minlength=m).astype(np.int64)


def _anchors(anchor: IntArray, of_node: IntArray, m: int) -> IntArray:
    result = np.full(m, -1, dtype=np.int64)
    for node in np.flatnonzero(anchor >= 0):
        block, value = of_node[node], anchor[node]
        result[block] = value if result[block] in (-1, value) else -2
    return result


def _alike_values(problem: Problem) -> IntArray:
    """The value of each alike rule in force, (n, r), 0 = unknown."""
    rules, columns = problem.rules, []
    if rules.same_phase:
        columns.append(_numbered(problem.phase_group, "unknown"))
    if rules.mix == Mix.FORBIDDEN:
        columns.append((problem.character == Character.CHURCH) + 2 * (problem.character == Character.COMMUNITY))
    if rules.same_la:
        columns.append(_numbered(problem.la_code, None))
    if rules.same_diocese:
        columns.append(_numbered(problem.diocese, ""))
    return np.array(columns, dtype=np.int64).reshape(len(columns), len(problem)).T


def _numbered(words: np.ndarray, unknown: str | None) -> IntArray:
    names, number = np.unique(words.astype(str), return_inverse=True)
    number = number.astype(np.int64) + 1
    return np.where(names[number - 1] == unknown, _UNKNOWN, number) if unknown is not None else number


def _of_blocks(values: IntArray, table: IntArray, size: IntArray) -> IntArray:
    """The value of each block: the known one of its nodes, 0 where none is known, -1 where they differ."""
    result = np.zeros((len(table), values.shape[1]), dtype=np.int64)
    single = size == 1
    result[single] = values[table[single, 0]]
    for block in np.flatnonzero(~single):
        for rule, column in enumerate(values[table[block, : size[block]]].T):
            known = np.unique(column[column != _UNKNOWN])
            result[block, rule] = _UNKNOWN if not len(known) else known[0] if len(known) == 1 else _SEVERAL
    return result


def _block_pairs(pairs: IntArray, of_node: IntArray, m: int) -> IntArray:
    b, c = of_node[pairs[:, 0]], of_node[pairs[:, 1]]
    keys = np.minimum(b, c) * m + np.maximum(b, c)
    return np.unique(keys[b != c])


def _sound(
    problem: Problem,
    travel: NodeTravel,
    table: IntArray,
    size: IntArray,
    values: IntArray,
    apart: IntArray,
) -> BoolArray:
    """Whether the schools of each block may share a cluster: one locked group at most, and every pair keeps the rules."""
    result = np.ones(len(size), dtype=bool)
    apart_keys = set(map(tuple, apart.tolist()))
    for block in np.flatnonzero(size > 1):
        nodes = table[block, : size[block]]
        groups = np.unique(problem.anchor[nodes][problem.anchor[nodes] >= 0])
        result[block] = len(groups) <= 1 and _pairs_fit(problem, travel, nodes, values, apart_keys)
    return result


def _pairs_fit(problem: Problem, travel: NodeTravel, nodes: IntArray, values: IntArray, apart: set[tuple[int, int]]) -> bool:
    a, b = np.triu_indices(len(nodes), k=1)
    i, j = nodes[a], nodes[b]
    together = (problem.anchor[i] >= 0) & (problem.anchor[i] == problem.anchor[j])
    i, j = i[~together], j[~together]
    if any(pair in apart for pair in zip(i.tolist(), j.tolist(), strict=True)):
        return False
    x, y = values[i], values[j]
    if not ((x == _UNKNOWN) | (y == _UNKNOWN) | (x == y)).all():
        return False
    if problem.rules.cap_rule == CapRule.LEAD:
        return True  # the cap binds between lead and members: judged lead by lead
    return bool((travel.within_cap(i, j) | exempt_from_cap(problem, i, j)).all())
