"""The ground of the map: land and places, as plain arrays on the plane. The map works without, on plain land."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.schools import FloatArray
from wolds.widgets.map.plane import plane_of_degrees

NATURAL_EARTH: Final = "Made with Natural Earth"


@dataclass(frozen=True)
class Place:
    """A town or village with its point on the plane; `rank` orders labels: more people first."""

    name: str
    x: float
    y: float
    rank: float


@dataclass(frozen=True, eq=False)
class BaseMap:
    """Land as closed rings on the plane, shape (k, 2) each, even-odd filled; places; and the credits they ask for."""

    land: tuple[FloatArray, ...] = ()
    places: tuple[Place, ...] = ()
    credits: str = ""

    @classmethod
    def of_degrees(
        cls,
        rings: Iterable[FloatArray],
        places: Iterable[tuple[str, float, float, float]] = (),
        credits: str = "",
    ) -> BaseMap:
        """A base map of rings (longitude, latitude), shape (k, 2), and places (name, longitude, latitude, people)."""
        land = tuple(plane_of_degrees(ring[:, 0], ring[:, 1]) for ring in rings)
        rows = list(places)
        points = plane_of_degrees(np.array([row[1] for row in rows]), np.array([row[2] for row in rows])) if rows else ()
        found = tuple(Place(row[0], float(x), float(y), row[3]) for row, (x, y) in zip(rows, points, strict=True))
        return cls(land, tuple(sorted(found, key=lambda place: (-place.rank, place.name))), credits)
