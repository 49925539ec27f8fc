"""The ground of the map: land and places, as plain arrays on the plane. The map works without, on plain land."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np

from wolds.geo.schools import FloatArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.plane import plane_of_mercator


class Place(NamedTuple):
    """A town or village with its point on the plane; `rank` orders labels: people of a town, pupils of a village."""

    name: str
    x: float
    y: float
    rank: float


class Gazetteer:
    """Places with the highest rank first, quickly asked for those in sight."""

    def __init__(self, names: Sequence[str] = (), points: FloatArray | None = None, rank: FloatArray | None = None) -> None:
        given = np.empty((0, 2)) if points is None else points
        weight = np.zeros(len(given)) if rank is None else rank
        order = np.lexsort((np.array(names, dtype=str), -weight)) if len(given) else np.empty(0, dtype=np.int64)
        self.names = [names[place] for place in order.tolist()]
        self.points, self.rank = given[order], weight[order]

    @classmethod
    def of(cls, places: Iterable[Place]) -> Gazetteer:
        """A gazetteer of single places."""
        rows = list(places)
        points = np.array([(row.x, row.y) for row in rows], dtype=np.float64).reshape(-1, 2)
        return cls([row.name for row in rows], points, np.array([row.rank for row in rows], dtype=np.float64))

    def __len__(self) -> int:
        return len(self.names)

    def seen(self, camera: Camera, least: float = -np.inf) -> Iterator[Place]:
        """The places in sight of at least some rank."""
        for row in np.flatnonzero((self.rank >= least) & camera.sees(self.points)).tolist():
            x, y = self.points[row].tolist()
            yield Place(self.names[row], x, y, float(self.rank[row]))


@dataclass(frozen=True, eq=False)
class BaseMap:
    """Land as closed rings on the plane, shape (k, 2) each, even-odd filled; places; and the credits they ask for."""

    land: tuple[FloatArray, ...] = ()
    places: Gazetteer = field(default_factory=Gazetteer)
    credits: str = ""


@cache
def built_in_base_map() -> BaseMap:
    """The ground that travels with the program: the British Isles and their places, with no network."""
    from wolds.resources import loader

    places = loader.places()
    points = plane_of_mercator(loader.places_mercator())
    return BaseMap(
        land=tuple(plane_of_mercator(ring) for ring in loader.land_rings_mercator()),
        places=Gazetteer(places.name, points, places.population.astype(np.float64)),
        credits=loader.MAP_CREDITS,
    )
