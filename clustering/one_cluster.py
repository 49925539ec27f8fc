"""The figures of one cluster, worked out by itself."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache

import numpy as np

from wolds.clustering.checks import Case, check_cluster
from wolds.clustering.figures import ClusterFigures
from wolds.clustering.rules import CapRule, Objective, Rules
from wolds.geo.character import Character
from wolds.geo.schools import BoolArray, FloatArray, IntArray


def figures_of(case: Case) -> ClusterFigures:
    """All figures of a cluster."""
    cluster, facts, km = case.cluster, case.law.facts, case.pairs.finite_km
    longest, pair, mean = _spread(cluster.members, km)
    character = Counter(facts.character[row] for row in case.rows)
    return ClusterFigures(
        cluster=cluster.id,
        schools=len(cluster.members),
        pupils=case.pupils,
        roll_unknown=sum(facts.roll[row] is None for row in case.rows),
        longest_km=longest,
        longest_pair=pair,
        mean_km=mean,
        cost_km=cluster_cost_km(km, case.in_cap, case.law.rules),
        lead=cluster.lead if cluster.lead is not None else natural_lead(case, km),
        church=character[Character.CHURCH],
        community=character[Character.COMMUNITY],
        other_faith=character[Character.OTHER_FAITH],
        character_unknown=character[Character.UNKNOWN],
        las=tuple(sorted({facts.la_name[row] or facts.la_code[row] for row in case.rows} - {""})),
        dioceses=tuple(sorted({facts.diocese[row] for row in case.rows} - {""})),
        violations=check_cluster(case),
    )


def cluster_cost_km(km: FloatArray, in_cap: BoolArray, rules: Rules) -> float:
    """The contract's cost of a cluster in km, partnership cost included; `km` and `in_cap` are (k, k)."""
    k, km = len(km), np.where(np.isnan(km), 0.0, km)  # travel that nobody knows costs nothing
    if k < 2:
        return rules.partnership_cost_km
    if rules.objective == Objective.CLOSENESS:
        return float(km.sum()) / (k - 1) + rules.partnership_cost_km
    from_each = km.sum(axis=1)
    if rules.cap_rule == CapRule.LEAD:
        fits = in_cap.all(axis=1)
        from_each = from_each[fits] if fits.any() else from_each
    return float(from_each.min()) + rules.partnership_cost_km


def _spread(urns: tuple[int, ...], km: FloatArray) -> tuple[float, tuple[int, int] | None, float]:
    """Longest pair in km, that pair, and the mean over all pairs; unknown travel is left out."""
    rows, columns = pair_places(len(urns))
    pairs = km[rows, columns]
    known = pairs == pairs
    if not known.any():
        return 0.0, None, 0.0
    place = int(np.where(known, pairs, -1.0).argmax())
    return float(pairs[place]), (urns[rows[place]], urns[columns[place]]), float(pairs[known].mean())


@lru_cache(maxsize=64)
def pair_places(k: int) -> tuple[IntArray, IntArray]:
    """The places of the two schools of each pair among k."""
    rows, columns = np.triu_indices(k, 1)
    return rows, columns


def natural_lead(case: Case, km: FloatArray) -> int | None:
    """The member with the least sum of distances (ties: larger roll, then lower URN): contract, "Objective"."""
    if not case.urns:
        return None
    sums = [math.inf if math.isnan(total) else total for total in map(math.fsum, km.tolist())]
    rolls = [case.law.facts.roll[row] or 0 for row in case.rows]
    return min(zip(sums, (-roll for roll in rolls), case.urns, strict=True))[2]
