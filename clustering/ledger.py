"""The books behind a scoreboard: figures of each cluster and what they add up to, kept cluster by cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.eligibility import Role
from wolds.clustering.figures import ClusterFigures, Violation
from wolds.clustering.plan import Cluster

_PER_KM: Final = 1_000_000_000
"""Sums of km are kept as whole micrometres: adding and taking away again leaves no trace of rounding."""

Swap = tuple[Cluster | None, Cluster | None]
"""A cluster before and after; None = it is not there."""


class Sums(NamedTuple):
    """What clusters add up to. Km sums are whole micrometres, over the `pairs` that count (see `ClusterFigures`)."""

    to_place: int = 0
    optional: int = 0
    pupils: int = 0
    cost_um: int = 0
    pair_um: int = 0
    pairs: int = 0
    parted: int = 0

    @property
    def cost_km(self) -> float:
        """Summed cost in km."""
        return self.cost_um / _PER_KM

    @property
    def mean_km(self) -> float:
        """Mean travel over the pairs that count in km, 0 where there is no pair."""
        return self.pair_um / _PER_KM / self.pairs if self.pairs else 0.0

    def plus(self, other: Sums, sign: int = 1) -> Sums:
        """Add (or with -1 take away) the sums of a cluster."""
        return Sums(*(mine + sign * theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True, eq=False)
class Ledger:
    """Figures by cluster id, their sums, which clusters break a rule, and how often each fault key stands there."""

    figures: Mapping[str, ClusterFigures] = field(default_factory=dict)
    sums: Sums = field(default_factory=Sums)
    faulty: Mapping[str, None] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    longest_km: float = 0.0

    @classmethod
    def of(cls, judge: Judge, clusters: Mapping[str, Cluster]) -> Ledger:
        """The ledger of a whole plan."""
        judge.judge_all(clusters.values())
        figures = {key: judge.figures(cluster) for key, cluster in clusters.items()}
        faulty = {key: None for key, found in figures.items() if found.violations}
        keys = Counter(fault.key for key in faulty for fault in figures[key].violations)
        longest_km = max((found.longest_km for found in figures.values()), default=0.0)
        return cls(figures, _sums_of_all(judge, clusters, figures), faulty, keys, longest_km)

    def after(self, judge: Judge, swaps: Iterable[Swap]) -> Ledger:
        """The ledger after some clusters came, went or changed; no other cluster is looked at."""
        swaps = [swap for swap in swaps if not _judged_alike(*swap)]
        judge.judge_all(after for _, after in swaps if after is not None)
        draft = _Draft(dict(self.figures), self.sums, dict(self.faulty), dict(self.keys), self.longest_km)
        for before, _ in swaps:
            if before is not None:
                draft.take_out(judge, before)
        for _, after in swaps:
            if after is not None:
                draft.put_in(judge, after)
        return Ledger(draft.figures, draft.sums, draft.faulty, draft.keys, draft.longest())


def _judged_alike(before: Cluster | None, after: Cluster | None) -> bool:
    """Whether a cluster was only renamed, coloured, locked or given a note."""
    if before is None or after is None:
        return before is after
    return (before.id, before.members, before.lead) == (after.id, after.members, after.lead)


@dataclass
class _Draft:
    """A ledger while it is being written."""

    figures: dict[str, ClusterFigures]
    sums: Sums
    faulty: dict[str, None]
    keys: dict[str, int]
    longest_km: float
    stale: bool = False

    def take_out(self, judge: Judge, cluster: Cluster) -> None:
        old = self.figures.pop(cluster.id)
        self.sums = self.sums.plus(_sums_of(judge, cluster, old), -1)
        self.stale |= old.longest_km >= self.longest_km
        self.faulty.pop(cluster.id, None)
        self._count(old.violations, -1)

    def put_in(self, judge: Judge, cluster: Cluster) -> None:
        new = self.figures[cluster.id] = judge.figures(cluster)
        self.sums = self.sums.plus(_sums_of(judge, cluster, new))
        self.longest_km = max(self.longest_km, new.longest_km)
        if new.violations:
            self.faulty[cluster.id] = None
        self._count(new.violations, 1)

    def longest(self) -> float:
        """The longest pair of all: every cluster is looked at only where the one that held it was touched."""
        if not self.stale:
            return self.longest_km
        return max((figures.longest_km for figures in self.figures.values()), default=0.0)

    def _count(self, violations: Iterable[Violation], by: int) -> None:
        for violation in violations:
            count = self.keys.get(violation.key, 0) + by
            if count:
                self.keys[violation.key] = count
            else:
                del self.keys[violation.key]


def _sums_of_all(judge: Judge, clusters: Mapping[str, Cluster], figures: Mapping[str, ClusterFigures]) -> Sums:
    """What clusters add up to, their schools counted all at once."""
    facts, found = judge.law.facts, figures.values()
    rows = [row for cluster in clusters.values() for row in facts.rows(cluster.members)]
    roles = facts.roles[rows]
    return Sums(
        int(np.count_nonzero(roles == Role.TO_PLACE)),
        int(np.count_nonzero(roles == Role.OPTIONAL)),
        sum(figures.pupils for figures in found),
        sum(round(figures.cost_km * _PER_KM) for figures in found),
        sum(round(figures.mean_km * figures.pairs * _PER_KM) for figures in found),
        sum(figures.pairs for figures in found),
        sum(figures.parted for figures in found),
    )


def _sums_of(judge: Judge, cluster: Cluster, figures: ClusterFigures) -> Sums:
    roles = [judge.law.facts.role_of(urn) for urn in cluster.members]
    return Sums(
        roles.count(Role.TO_PLACE),
        roles.count(Role.OPTIONAL),
        figures.pupils,
        round(figures.cost_km * _PER_KM),
        round(figures.mean_km * figures.pairs * _PER_KM),
        figures.pairs,
        figures.parted,
    )
