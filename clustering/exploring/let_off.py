"""What a present cluster is let off: schools locked together stay together whatever the rules say of the pairs between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from wolds.clustering.cluster_figures import Judge
from wolds.clustering.figures import Violation
from wolds.clustering.plan import Cluster, Plan
from wolds.clustering.rules import CapRule, Mix

_OF_PAIRS: Final = ("cap", "barrier", "keep-apart", "same-phase", "same-la", "same-diocese", "mix")


@dataclass(frozen=True, eq=False)
class LetOff:
    """The checks tell every broken rule; the engine may leave a cluster as it is where only locked schools break it."""

    judge: Judge
    plan: Plan

    def binding(self, cluster: Cluster, faults: Iterable[Violation]) -> tuple[Violation, ...]:
        """Those faults of a cluster that are not between its locked schools alone."""
        locked = frozenset(urn for urn in cluster.members if self.plan.school_locks.get(urn))
        return tuple(fault for fault in faults if len(locked) < 2 or self._binds(fault, cluster, locked))

    def _binds(self, fault: Violation, cluster: Cluster, locked: frozenset[int]) -> bool:
        rules = self.plan.rules
        if fault.rule not in _OF_PAIRS or (fault.rule == "mix" and rules.mix == Mix.REQUIRED):
            return True
        clash = {
            frozenset(pair)
            for pair in combinations(cluster.members, 2)
            if not locked.issuperset(pair) and self._breaks(fault.rule, cluster, pair)
        }
        if fault.rule == "cap" and rules.cap_rule == CapRule.LEAD:
            return not any(all(lead not in pair for pair in clash) for lead in cluster.members)
        if len(fault.urns) == 2:
            return frozenset(fault.urns) in clash
        return bool(clash)

    def _breaks(self, rule: str, cluster: Cluster, pair: tuple[int, int]) -> bool:
        """Whether two schools by themselves break a rule."""
        alone = self.judge.figures(replace(cluster, members=tuple(sorted(pair)), lead=None))
        return any(fault.rule == rule for fault in alone.violations)
