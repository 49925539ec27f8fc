"""Which cluster of one plan is which of another, judged by the schools that they share: ids need not agree between files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wolds.clustering.plan import Plan
from wolds.geo.schools import Schools

Ids = tuple[str, str]
"""The id of a cluster of the first plan, and of one of the second."""


@dataclass(frozen=True, eq=False)
class Shares:
    """The schools that clusters of two plans share. It is symmetric: the other way round it says the same."""

    before: Plan
    after: Plan
    schools: Schools

    @cached_property
    def shared(self) -> Mapping[Ids, tuple[int, ...]]:
        """The schools of each pair of clusters that share any, ascending URNs."""
        found: dict[Ids, list[int]] = {}
        for urn in sorted(self.before.cluster_of):
            if urn in self.after.cluster_of:
                found.setdefault((self.before.cluster_of[urn], self.after.cluster_of[urn]), []).append(urn)
        return {pair: tuple(urns) for pair, urns in found.items()}

    @cached_property
    def counterpart(self) -> Mapping[str, str]:
        """The cluster of the second plan that stands for one of the first, each for at most one.

        Clusters of the same schools come first, then those of one name that share a part, then the largest share, measured in
        schools, then in pupils; ties go to the share with the lowest URN.
        """
        found: dict[str, str] = {}
        taken: set[str] = set()
        for one, other in sorted(self.shared, key=self._rank):
            if one not in found and other not in taken:
                found[one] = other
                taken.add(other)
        return found

    def _rank(self, pair: Ids) -> tuple[int, int, int, int]:
        urns = self.shared[pair]
        rolls = self.schools.roll[self.schools.positions(urns)]
        return self._likeness(pair), -len(urns), -round(float(rolls[rolls == rolls].sum())), urns[0]

    def _likeness(self, pair: Ids) -> int:
        one, other = self.before.clusters[pair[0]], self.after.clusters[pair[1]]
        if one.members == other.members:
            return 0
        return 1 if one.name and one.name == other.name and self._is_part(pair) else 2

    @cached_property
    def links(self) -> tuple[Ids, ...]:
        """Pairs of clusters that share a part: two schools or more, or the whole of either."""
        return tuple(pair for pair in sorted(self.shared) if self._is_part(pair))

    def _is_part(self, pair: Ids) -> bool:
        count = len(self.shared[pair])
        return count > 1 or count in (len(self.before.clusters[pair[0]].members), len(self.after.clusters[pair[1]].members))
