"""Which nodes of a problem are kept together: units, their rule, and what they are let off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from wolds.clustering.existing import FEDERATION, Group, exempt
from wolds.clustering.rules import Rules
from wolds.geo.schools import BoolArray, IntArray, TextArray


@dataclass(frozen=True, eq=False)
class Units:
    """Units of n nodes, as `Problem` wants them. `let_off` holds pairs that are exempt from the cap pair by pair.

    The flags of `Problem` let a whole unit off the cap. Where one unit holds two exempted federations (a must-link binds
    them), the pairs of the second one are listed in `let_off` instead, so that no pair between the two is let off.
    """

    unit: IntArray
    unit_rule: TextArray
    cap_exempt: BoolArray
    size_exempt: BoolArray
    let_off: tuple[tuple[int, int], ...]


@dataclass
class _Forest:
    """Nodes joined into trees; the root of a tree is its lowest node."""

    parent: list[int]

    def root(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self.parent[high] = low


def units_of(groups: Iterable[Group], place: Mapping[int, int], anchor: Sequence[int], rules: Rules) -> Units:
    """Contract groups kept together into units.

    `place` maps URNs to nodes. Members that are no nodes (excluded, locked out, in a locked cluster) drop out: what is left
    of a group stays together. Where schools of one unit are locked to different clusters, the locks win: those of each
    cluster form a unit, and so do the rest. The checks and `impossible.py` tell of what the locks split.
    """
    bound = [(group, sorted(place[urn] for urn in group.urns if urn in place)) for group in groups]
    forest = _Forest(list(range(len(anchor))))
    for _, nodes in bound:
        for node in nodes[1:]:
            forest.join(nodes[0], node)
    unit = _numbered(_parted_by_locks(forest, anchor))
    return _Flags(rules, unit).of([(group, nodes) for group, nodes in bound if len(nodes) > 1])


def _parted_by_locks(forest: _Forest, anchor: Sequence[int]) -> list[tuple[int, int]]:
    """A name for the unit of each node: its tree, and its anchor where the tree holds several."""
    roots = [forest.root(node) for node in range(len(anchor))]
    anchors: dict[int, set[int]] = {}
    for root, lock in zip(roots, anchor, strict=True):
        if lock != -1:
            anchors.setdefault(root, set()).add(lock)
    return [(root, lock if len(anchors.get(root, ())) > 1 else -1) for root, lock in zip(roots, anchor, strict=True)]


def _numbered(names: Iterable[tuple[int, int]]) -> IntArray:
    """Numbers in the order in which names first come: by the lowest node, so by the lowest URN."""
    numbers: dict[tuple[int, int], int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


@dataclass
class _Flags:
    """Works out rule and exemptions of units from the groups that made them."""

    rules: Rules
    unit: IntArray
    let_off: list[tuple[int, int]] = field(default_factory=list)

    def of(self, bound: Sequence[tuple[Group, list[int]]]) -> Units:
        n = len(self.unit)
        unit_rule = np.full(n, "", dtype=object)
        cap_exempt, size_exempt = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
        off_cap, off_size = exempt(self.rules, "cap"), exempt(self.rules, "size")
        # Federations come last, so that a unit made of both kinds is called a federation.
        for group, nodes in sorted(bound, key=lambda item: item[0].rule == FEDERATION):
            for part in self._parts(nodes):
                unit_rule[self.unit == self.unit[part[0]]] = group.rule
                # A federation that locks have taken apart is no longer let off the size range: see `Case.size_exempt`.
                if group.rule == FEDERATION and group.key in off_size and len(part) == len(group.urns):
                    size_exempt[self.unit == self.unit[part[0]]] = True
                if group.rule == FEDERATION and group.key in off_cap:
                    self._let_off_cap(part, cap_exempt)
        return Units(self.unit, unit_rule, cap_exempt, size_exempt, tuple(self.let_off))

    def _parts(self, nodes: list[int]) -> list[list[int]]:
        """The nodes of a group by unit, those of two nodes or more: locks may have parted the group."""
        parts: dict[int, list[int]] = {}
        for node in nodes:
            parts.setdefault(int(self.unit[node]), []).append(node)
        return [part for part in parts.values() if len(part) > 1]

    def _let_off_cap(self, part: list[int], cap_exempt: BoolArray) -> None:
        if cap_exempt[self.unit == self.unit[part[0]]].any():
            self.let_off += [(a, b) for place, a in enumerate(part) for b in part[place + 1 :]]
        else:
            cap_exempt[part] = True
