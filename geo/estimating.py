"""The estimate from the straight line with figures of one's own: so many times as far, at so many km an hour. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray, Schools
from wolds.geo.side_by_side import near_pairs
from wolds.geo.supplied import SuppliedTravel, TravelSource

PROVIDER: Final = "estimate"
LEAST_DETOUR, MOST_DETOUR = 1.0, 10.0
LEAST_KM_PER_HOUR, MOST_KM_PER_HOUR = 1.0, 130.0


@dataclass(frozen=True)
class Estimate:
    """Roads are `detour` (1 to 10) times as long as the straight line, driven at `km_per_hour` (1 to 130); or `ValueError`."""

    detour: float
    km_per_hour: float

    def __post_init__(self) -> None:
        if not LEAST_DETOUR <= self.detour <= MOST_DETOUR:
            raise ValueError("roads are from 1 to 10 times as long as the straight line")
        if not LEAST_KM_PER_HOUR <= self.km_per_hour <= MOST_KM_PER_HOUR:
            raise ValueError("the speed of an estimate must be from 1 to 130 km/h")

    def km(self, straight_km: FloatArray) -> FloatArray:
        """Estimated km by road."""
        return straight_km * self.detour

    def minutes(self, straight_km: FloatArray) -> FloatArray:
        """Estimated minutes."""
        return straight_km * self.detour / self.km_per_hour * 60.0

    def reach_km(self, minutes: float) -> float:
        """How many straight km take so many minutes."""
        return minutes / 60.0 * self.km_per_hour / self.detour

    @property
    def in_words(self) -> str:
        """ "1.24 x the straight line at 41.5 km/h"."""
        return f"{self.detour:.4g} x the straight line at {round(self.km_per_hour, 1):g} km/h"


DEFAULT_ESTIMATE: Final = Estimate(1.3, 48.2803)
"""What minutes are reckoned by where nothing else is known (contract, "Cap")."""


def estimated_travel(schools: Schools, estimate: Estimate, most_km: float, fitted_to: str) -> SuppliedTravel:
    """Travel by an estimate between all schools with a point that are at most `most_km` of straight line apart.

    `fitted_to` says whose roads the figures were fitted to.
    """
    known = schools.has_point
    urn, points = schools.urn[known], np.column_stack([schools.easting, schools.northing])[known]
    first, second = near_pairs(points, most_km * 1000.0)
    straight_km = np.hypot(*(points[first] - points[second]).T) / 1000.0
    how = (
        f"estimated: {estimate.in_words}, fitted to {fitted_to}, so that half of the pairs take longer and half shorter;"
        " it knows no river and no estuary"
    )
    return SuppliedTravel.of(
        np.column_stack([urn[first], urn[second]]),
        estimate.km(straight_km) * 1000.0,
        estimate.minutes(straight_km),
        TravelSource(PROVIDER, f"estimate, {estimate.in_words}", how),
        urn,
        estimate.detour * most_km * 1000.0,
        float(estimate.minutes(np.array(most_km))),
    )
