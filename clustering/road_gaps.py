"""Pairs of schools that are near by the straight line and far by road: where an estuary or a river lies between. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from wolds.clustering.calibrating import LEAST_KM
from wolds.clustering.edits.base import EditContext
from wolds.geo.estimating import DEFAULT_ESTIMATE
from wolds.geo.schools import FloatArray
from wolds.geo.side_by_side import SideBySide
from wolds.geo.supplied import SuppliedTravel

_WITHOUT_CAP_KM: Final = 20.0
AS_MANY: Final = 100


@dataclass(frozen=True)
class Why:
    """Why the road is so much longer: a barrier drawn by hand, the sea or an estuary, a ferry, or a way round by a place
    (`name`); unknown where nobody looked at the way."""

    kind: Literal["barrier", "water", "ferry", "round", "unknown"]
    name: str = ""

    @property
    def sentence(self) -> str:
        """In words: what is known, and no more."""
        return {
            "barrier": f"barrier: {self.name}",
            "water": "the sea or an estuary lies between",
            "ferry": "the way goes by ferry",
            "round": f"the way goes round by {self.name}" if self.name else "a winding way",
            "unknown": "",
        }[self.kind]


@dataclass(frozen=True)
class RoadGap:
    """A pair by the straight line (`straight_km`, `estimated_minutes`) and by the provider (`km`, `minutes`).

    NaN: the provider has no such measure; inf: the pair is further apart than it looked, `reach_km` and `reach_minutes`.
    `ratio`: km by road over straight km, else minutes over estimated ones; at least that where `is_beyond`. `cluster`: the
    number of the cluster that holds both, 0 = none.
    """

    urn_a: int
    urn_b: int
    straight_km: float
    estimated_minutes: float
    km: float
    minutes: float
    reach_km: float
    reach_minutes: float
    ratio: float
    is_beyond: bool
    cluster: int
    why: Why = Why("unknown")


def road_gaps(context: EditContext, supplied: SuppliedTravel, count: int = AS_MANY) -> tuple[RoadGap, ...]:
    """The pairs within the travel limit by the straight line whose travel differs most from it, the worst first.

    Schools less than a km apart are left out: how each meets its road weighs more there than the way between them.
    """
    pairs = SideBySide.of(context.schools, supplied, context.plan.rules.cap_in_km or _WITHOUT_CAP_KM)
    pairs = pairs.kept(pairs.straight_km >= LEAST_KM)
    ratio, beyond = _ratios(pairs)
    order = np.lexsort((pairs.urn_b, pairs.urn_a, -ratio))[:count]
    return tuple(_gap(context, pairs, int(place), float(ratio[place]), bool(beyond[place])) for place in order)


def _ratios(pairs: SideBySide) -> tuple[FloatArray, FloatArray]:
    """How many times as far as by the straight line, at least, and whether that is only the least it can be; both (p,)."""
    has_km = not np.isnan(pairs.km).all()
    known, reach = (pairs.km, pairs.reach_km) if has_km else (pairs.minutes, pairs.reach_minutes)
    plain = pairs.straight_km if has_km else DEFAULT_ESTIMATE.minutes(pairs.straight_km)
    beyond = np.isinf(known)
    ratio: FloatArray = np.nan_to_num(np.where(beyond, reach, known) / plain, nan=0.0, posinf=np.inf)
    return ratio, beyond


def _gap(context: EditContext, pairs: SideBySide, place: int, ratio: float, is_beyond: bool) -> RoadGap:
    urn_a, urn_b = int(pairs.urn_a[place]), int(pairs.urn_b[place])
    straight = float(pairs.straight_km[place])
    minutes = float(DEFAULT_ESTIMATE.minutes(np.array(straight)))
    cluster, other = (context.plan.cluster_at(urn) for urn in (urn_a, urn_b))
    number = cluster.number if cluster is not None and other is not None and cluster.id == other.id else 0
    return RoadGap(
        urn_a, urn_b, straight, minutes, float(pairs.km[place]), float(pairs.minutes[place]), pairs.reach_km,
        pairs.reach_minutes, ratio, is_beyond, number,
    )  # fmt: skip
