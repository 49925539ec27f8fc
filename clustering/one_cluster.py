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
from wolds.geo.travel import TravelTable


def figures_of(case: Case) -> ClusterFigures:
    """All figures of a cluster."""
    cluster, facts, km = case.cluster, case.law.facts, case.pairs.counted_km
    longest, pair, mean, pairs = _spread(cluster.members, km)
    character = Counter(facts.character[row] for row in case.rows)
    return ClusterFigures(
        cluster=cluster.id,
        schools=len(cluster.members),
        pupils=case.pupils,
        roll_unknown=sum(facts.roll[row] is None for row in case.rows),
        longest_km=longest,
        longest_pair=pair,
        mean_km=mean,
        pairs=pairs,
        parted=int(case.pairs.barred.sum()) // 2,
        cost_km=cluster_cost_km(case.pairs, case.in_cap, case.law.rules),
        lead=cluster.lead if cluster.lead is not None else natural_lead(case),
        church=character[Character.CHURCH],
        community=character[Character.COMMUNITY],
        other_faith=character[Character.OTHER_FAITH],
        character_unknown=character[Character.UNKNOWN],
        las=tuple(sorted({facts.la_name[row] or facts.la_code[row] for row in case.rows} - {""})),
        dioceses=tuple(sorted({facts.diocese[row] for row in case.rows} - {""})),
        violations=check_cluster(case),
    )


def cluster_cost_km(pairs: TravelTable, in_cap: BoolArray, rules: Rules) -> float:
    """The contract's cost of a cluster in km, partnership cost included; the arrays are (k, k).

    Pairs without travel, kept apart by a barrier or unknown, are in no sum. A hub is a school that as few as can be are kept
    apart from: else the school that nobody reaches would cost the least.
    """
    km = np.nan_to_num(pairs.counted_km)
    k = len(km)
    if k < 2:
        return rules.partnership_cost_km
    if rules.objective == Objective.CLOSENESS:
        return float(km.sum()) / (k - 1) + rules.partnership_cost_km
    from_each, parted = km.sum(axis=1), pairs.barred.sum(axis=1)
    if rules.cap_rule == CapRule.LEAD and (fits := in_cap.all(axis=1)).any():
        from_each, parted = from_each[fits], parted[fits]
    return float(from_each[parted == parted.min()].min()) + rules.partnership_cost_km


def _spread(urns: tuple[int, ...], km: FloatArray) -> tuple[float, tuple[int, int] | None, float, int]:
    """Longest pair in km, that pair, the mean over the pairs that have travel, and how many do."""
    rows, columns = pair_places(len(urns))
    pairs = km[rows, columns]
    known = pairs == pairs
    if not known.any():
        return 0.0, None, 0.0, 0
    place = int(np.where(known, pairs, -1.0).argmax())
    ends = urns[rows[place]], urns[columns[place]]
    return float(pairs[place]), ends, float(pairs[known].mean()), int(known.sum())


@lru_cache(maxsize=64)
def pair_places(k: int) -> tuple[IntArray, IntArray]:
    """The places of the two schools of each pair among k."""
    rows, columns = np.triu_indices(k, 1)
    return rows, columns


def natural_lead(case: Case) -> int | None:
    """The member with the least sum of distances (ties: larger roll, then lower URN): contract, "Objective".

    A school that a barrier keeps apart from more members than another comes behind it, whatever the sum.
    """
    if not case.urns:
        return None
    km = np.where(case.pairs.barred, 0.0, case.pairs.km)
    sums = [math.inf if math.isnan(total) else total for total in map(math.fsum, km.tolist())]
    parted, rolls = case.pairs.barred.sum(axis=1).tolist(), [case.law.facts.roll[row] or 0 for row in case.rows]
    return min(zip(parted, sums, (-roll for roll in rolls), case.urns, strict=True))[3]
