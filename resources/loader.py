"""Reads what travels with the program: base map, sample county, icons and the credits they ask for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

MAP_CREDITS: Final = "Made with Natural Earth. Places © GeoNames, CC BY 4.0"
"""The line that stands on each map drawn over the base map."""

_DEGREE: Final = 100_000.0
_EARTH_RADIUS_M: Final = 6_378_137.0
_CREDITS: Final = ("basemap", "sample", "icons", "reports")


class Places(NamedTuple):
    """Places of the United Kingdom, most people first; arrays of shape (n,). Population 0 is unknown."""

    name: list[str]
    longitude: FloatArray
    latitude: FloatArray
    population: IntArray


def resource_path(name: str) -> Path:
    """The path of a file that travels with the program, such as "icons/wolds.svg"."""
    return Path(str(files("wolds.resources"))).joinpath(*name.split("/"))


@cache
def land_rings() -> tuple[FloatArray, ...]:
    """Coastlines as closed rings of longitude and latitude in degrees (EPSG:4326), shape (k, 2); even-odd filled, read-only.

    They cover the British Isles and the coasts around them; by Natural Earth, fit for scales down to about 1:200,000.
    """
    with np.load(resource_path("basemap/land.npz"), allow_pickle=False) as baked:
        points, ends = baked["points"] / _DEGREE, baked["ends"]
    return tuple(_frozen(ring) for ring in np.split(points, ends[:-1]))


@cache
def land_rings_mercator() -> tuple[FloatArray, ...]:
    """`land_rings` in Web Mercator metres (EPSG:3857, x east, y north), shape (k, 2): no projection library is needed."""
    return tuple(_frozen(_mercator(ring[:, 0], ring[:, 1])) for ring in land_rings())


def sample_roads_path() -> Path:
    """The roads of the sample county, an OpenStreetMap file."""
    return resource_path("sample/roads.osm.gz")


@cache
def places() -> Places:
    """Places of the United Kingdom with 500 people or more, in longitude and latitude (EPSG:4326)."""
    with np.load(resource_path("basemap/places.npz"), allow_pickle=False) as baked:
        names, numbers = baked["names"].tobytes().decode().split("\n"), baked["numbers"]
    degrees = _frozen(numbers[:, :2] / _DEGREE)
    return Places(names, degrees[:, 0], degrees[:, 1], numbers[:, 2].astype(np.int64))


def places_mercator() -> FloatArray:
    """The points of `places` in Web Mercator metres (EPSG:3857, x east, y north), shape (n, 2)."""
    return _mercator(places().longitude, places().latitude)


def credits() -> str:
    """Where the data that travels with the program comes from and on what terms, as plain text."""
    texts = (resource_path(f"{folder}/CREDITS.txt").read_text(encoding="utf-8").strip() for folder in _CREDITS)
    return "\n\n".join(texts)


def sample_register_path() -> Path:
    """The register of the sample county, a CSV in the form of GIAS (cp1252)."""
    return resource_path("sample/register.csv")


def sample_rules_path() -> Path:
    """The rules document (TOML) that goes with the sample county."""
    return resource_path("sample/rules.toml")


def sample_barriers_path() -> Path:
    """The water that roads do not cross in the sample county: GeoJSON lines in EPSG:27700."""
    return resource_path("sample/barriers.geojson")


def sample_boundaries_path() -> Path:
    """The borders of the sample county and its neighbour: GeoJSON areas in EPSG:27700."""
    return resource_path("sample/boundaries.geojson")


def sample_relations_path() -> Path:
    """The sheet that the planner of the sample county keeps: schools, groups, kinds, head vacancies (CSV)."""
    return resource_path("sample/relations.csv")


def sample_collaborations_path() -> Path:
    """Recorded collaborations of the sample county: CSV with URN_a, URN_b, reason."""
    return resource_path("sample/collaborations.csv")


def icon_path(kind: str = "png") -> Path:
    """The icon of the program: "svg", or "png" with 256 x 256 pixels."""
    return resource_path(f"icons/wolds.{kind}")


def _mercator(longitude: FloatArray, latitude: FloatArray) -> FloatArray:
    north = np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2))
    return np.column_stack([np.radians(longitude) * _EARTH_RADIUS_M, north * _EARTH_RADIUS_M])


def _frozen(values: FloatArray) -> FloatArray:
    values = np.ascontiguousarray(values, dtype=np.float64)
    values.flags.writeable = False
    return values
