"""The straight line and another provider's travel side by side, pair by pair. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel


@dataclass(frozen=True, eq=False)
class SideBySide:
    """p pairs by `urn_a` < `urn_b`, ascending, with `straight_km` between their points and the provider's `km` and `minutes`.

    inf: further than the provider looked (`reach_km`, `reach_minutes`; inf = no way at all). NaN: it has no such measure.
    """

    urn_a: IntArray
    urn_b: IntArray
    straight_km: FloatArray
    km: FloatArray
    minutes: FloatArray
    reach_km: float
    reach_minutes: float

    @classmethod
    def of(cls, schools: Schools, supplied: SuppliedTravel, most_km: float) -> Self:
        """All pairs at most so many straight km apart of schools that the provider knows and that have a point.

        Pairs that a provider lacks although it may know them (a table) are left out: nobody knows how far apart they are.
        """
        known = schools.has_point & np.isin(schools.urn, supplied.urns)
        urn, points = schools.urn[known], np.column_stack([schools.easting, schools.northing])[known]
        first, second = near_pairs(points, most_km * 1000.0)
        straight_km = np.hypot(*(points[first] - points[second]).T) / 1000.0
        place = supplied.find(urn[first], urn[second])
        km = _filled(supplied.metres, place, supplied.reach_m) / 1000.0
        minutes = _filled(supplied.minutes, place, supplied.reach_minutes)
        kept = ~(np.isnan(km) & np.isnan(minutes))
        return cls(
            urn[first][kept], urn[second][kept], straight_km[kept], km[kept], minutes[kept],
            supplied.reach_m / 1000.0, supplied.reach_minutes,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.urn_a)

    def kept(self, pairs: BoolArray | IntArray) -> SideBySide:
        """Some of the pairs, by a mask (p,) or by their places."""
        return replace(
            self,
            urn_a=self.urn_a[pairs],
            urn_b=self.urn_b[pairs],
            straight_km=self.straight_km[pairs],
            km=self.km[pairs],
            minutes=self.minutes[pairs],
        )


def near_pairs(points: FloatArray, most_m: float) -> tuple[IntArray, IntArray]:
    """The places of all pairs of points (k, 2) at most so many metres apart, the lower place first, ascending."""
    from scipy.spatial import cKDTree

    if len(points) < 2:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    pairs = cKDTree(points).query_pairs(most_m, output_type="ndarray")
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].astype(np.int64)
    return pairs[:, 0], pairs[:, 1]


def _filled(values: FloatArray, place: IntArray, reach: float) -> FloatArray:
    """Values by place; what is missing is beyond the reach, or unknown where the provider says nothing of what it lacks."""
    missing = math.inf if reach and not np.isnan(values).all() else math.nan
    found = np.append(values, missing)[place]
    return np.where(np.isnan(found), missing, found)
