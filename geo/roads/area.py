"""The part of a network that is in use: a box round the schools, with room for ways that swing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from wolds.geo.projection import degrees_of
from wolds.geo.schools import FloatArray, Schools

MARGIN_M: Final = 20_000.0
"""Roads this far beyond the outermost schools are read too."""
_WHOLE_M: Final = 1_000


@dataclass(frozen=True)
class Area:
    """A box in whole EPSG:27700 metres."""

    west: int
    south: int
    east: int
    north: int

    @classmethod
    def round(cls, schools: Schools, margin_m: float = MARGIN_M) -> Self | None:
        """The box round the schools that have a point, in whole km; None where there is none."""
        points = np.column_stack([schools.easting, schools.northing])[schools.has_point]
        if not len(points):
            return None
        low = np.floor((points.min(axis=0) - margin_m) / _WHOLE_M) * _WHOLE_M
        high = np.ceil((points.max(axis=0) + margin_m) / _WHOLE_M) * _WHOLE_M
        return cls(int(low[0]), int(low[1]), int(high[0]), int(high[1]))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """West, south, east, north."""
        return self.west, self.south, self.east, self.north

    def holds(self, other: Area) -> bool:
        """Whether all of another area lies within."""
        inside = self.west <= other.west and self.south <= other.south
        return inside and self.east >= other.east and self.north >= other.north

    @property
    def degrees(self) -> FloatArray:
        """A box in longitude and latitude that holds this one: west, south, east, north."""
        east = np.array([self.west, self.west, self.east, self.east, (self.west + self.east) / 2, (self.west + self.east) / 2])
        north = np.array([self.south, self.north, self.south, self.north, self.south, self.north])
        found = degrees_of(east.astype(float), north.astype(float))
        return np.concatenate([found.min(axis=0), found.max(axis=0)])
