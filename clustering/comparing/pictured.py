"""Two plans as a map shows them: the first in full, the second upon it, under ids and colours that say which is which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from wolds.clustering.comparing.comparison import Pairing
from wolds.clustering.comparing.matching import Shares
from wolds.clustering.comparing.sides import Ground
from wolds.clustering.eligibility import Role, Standing
from wolds.clustering.metrics import Scoreboard
from wolds.clustering.plan import Cluster, Plan, plan_with


@dataclass(frozen=True, eq=False)
class Pictured:
    """What a map shows. Clusters of `after` have id, number and colour of those that they stand for in `before`; those that
    stand for none have numbers that `before` does not use, so that no two clusters of the map wear the same."""

    before: Plan
    scoreboard: Scoreboard  # of `before`
    after: Plan
    standing: Standing


def pictured(ground: Ground, pairing: Pairing, *, only_differences: bool = False) -> Pictured:
    """Both plans, or only those clusters and schools of them that differ; the other schools are as if they took no part."""
    before, after, standing = pairing.before.plan, _aligned(pairing.shares), ground.context.standing
    if only_differences:
        touched = frozenset(shift.urn for shift in pairing.shifts)
        before, after = _touching(before, touched), _touching(after, touched)
        standing = _without_others(ground, touched)
    return Pictured(before, pairing.before.scoreboard, after, standing)


def _aligned(shares: Shares) -> Plan:
    """The second plan; clusters that stand for none of the first have ids and numbers that it does not use."""
    stands_for = {other: one for one, other in shares.counterpart.items()}
    further = count(max((cluster.number for cluster in shares.before.clusters.values()), default=0) + 1)
    clusters: dict[str, Cluster] = {}
    for key, cluster in shares.after.clusters.items():
        one = stands_for.get(key)
        name = one or _free(f"new-{key}", shares.before.clusters)
        like = replace(cluster, number=next(further)) if one is None else shares.before.clusters[one]
        clusters[name] = replace(cluster, id=name, number=like.number, colour=like.colour)
    return plan_with(clusters, shares.after)


def _free(name: str, taken: Mapping[str, Cluster]) -> str:
    while name in taken:
        name = f"new-{name}"
    return name


def _touching(plan: Plan, urns: frozenset[int]) -> Plan:
    return plan_with({key: cluster for key, cluster in plan.clusters.items() if not urns.isdisjoint(cluster.members)}, plan)


def _without_others(ground: Ground, urns: frozenset[int]) -> Standing:
    standing = ground.context.standing
    differs = np.isin(ground.context.schools.urn, list(urns))
    return Standing(np.where(differs, standing.role, int(Role.EXCLUDED)), standing.reason)
