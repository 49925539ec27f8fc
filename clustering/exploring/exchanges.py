"""What two plans do differently, cut into exchanges that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Members = tuple[int, ...]


@dataclass(frozen=True)
class Exchange:
    """Clusters of one plan and those of another that take their place, tied together by the schools they share.

    No school of an exchange is in a cluster outside it, in either plan. So each exchange could be taken back by itself, as far
    as nothing but the number of clusters ties the plan together.
    """

    before: tuple[Members, ...]
    after: tuple[Members, ...]

    @property
    def schools(self) -> frozenset[int]:
        """Every school of the exchange, by URN."""
        return frozenset(urn for members in (*self.before, *self.after) for urn in members)

    @property
    def was(self) -> frozenset[int]:
        """The schools in clusters before."""
        return frozenset(urn for members in self.before for urn in members)

    @property
    def now(self) -> frozenset[int]:
        """The schools in clusters after."""
        return frozenset(urn for members in self.after for urn in members)


def exchanges(before: Iterable[Members], after: Iterable[Members]) -> tuple[Exchange, ...]:
    """The exchanges between two plans, by their lowest school; clusters that stand in both belong to none.

    >>> [(one.before, one.after) for one in exchanges([(1, 2), (3, 4), (5, 6)], [(1, 3), (2, 4), (5, 6), (7, 8)])]
    [(((1, 2), (3, 4)), ((1, 3), (2, 4))), ((), ((7, 8),))]
    """
    was, now = set(before), set(after)
    parted = [(False, members) for members in was - now] + [(True, members) for members in now - was]
    tied = _tied([members for _, members in parted])
    groups: dict[int, list[tuple[bool, Members]]] = {}
    for made, members in parted:
        groups.setdefault(tied[members[0]], []).append((made, members))
    return tuple(
        Exchange(
            tuple(sorted(members for made, members in groups[first] if not made)),
            tuple(sorted(members for made, members in groups[first] if made)),
        )
        for first in sorted(groups)
    )


def _tied(clusters: list[Members]) -> dict[int, int]:
    """For each school the lowest one that it is tied to by clusters that share schools."""
    parent = {urn: urn for members in clusters for urn in members}

    def root(urn: int) -> int:
        while parent[urn] != urn:
            parent[urn] = parent[parent[urn]]
            urn = parent[urn]
        return urn

    for members in clusters:
        for urn in members[1:]:
            low, high = sorted((root(members[0]), root(urn)))
            parent[high] = low
    return {urn: root(urn) for urn in parent}
