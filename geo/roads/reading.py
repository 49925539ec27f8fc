"""A road network out of a file, whichever kind it is: OpenStreetMap extract or OS Open Roads."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from wolds.geo.doors import Door, unreadable
from wolds.geo.errors import InputError
from wolds.geo.progress import PartOf, Watch, stop_if_asked
from wolds.geo.roads.area import Area
from wolds.geo.roads.cache import RoadCache
from wolds.geo.roads.network import RoadNetwork

_CHUNK: Final = 1 << 22
_OSM: Final = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")
ROAD_SUFFIXES: Final = (*_OSM, ".gpkg")
"""Endings of the files that are read."""
ROADS: Final = Door("a road network", 4_000_000_000, "Give the roads of your region, not of a continent.", "Download it again.")
"""Twice the roads of Great Britain."""


def read_roads(path: Path, area: Area | None, watch: Watch, cache: RoadCache | None = None) -> RoadNetwork:
    """The roads of a file within an area (None = all): the largest part in which one can drive from anywhere to anywhere.

    Raises `InputError`, one plain sentence and what to do, for a file that is missing, broken, of another kind or in another
    coordinate system, or has no road in the area; `Cancelled` soon after the watch says so.
    """
    if not path.name.lower().endswith(ROAD_SUFFIXES):
        remedy = "Give an OpenStreetMap extract (.osm.pbf) or the GeoPackage of OS Open Roads (.gpkg)."
        raise InputError("this is no road network", file=path.name, remedy=remedy)
    sha256 = _hash(path, PartOf(watch, 0.0, 0.1))
    kept = cache.find(sha256, area) if cache else None
    if kept is not None:
        return kept
    network = _read(path, sha256, area, PartOf(watch, 0.1, 0.9))
    stop_if_asked(watch)
    watch.tell(0.9, "Joining roads up")
    network = network.largest_part()
    _refuse_nothing(network, path)
    if cache:
        cache.keep(network, area)
    return network


def _read(path: Path, sha256: str, area: Area | None, watch: Watch) -> RoadNetwork:
    from wolds.geo.roads.open_roads import read_open_roads
    from wolds.geo.roads.osm import read_osm

    if path.name.lower().endswith(_OSM):
        return read_osm(path, sha256, area, watch)
    return read_open_roads(path, sha256, area, watch)


def _refuse_nothing(network: RoadNetwork, path: Path) -> None:
    if not len(network):
        raise InputError("no roads of the file join up in this area", file=path.name, remedy="Choose the right region.")


def _hash(path: Path, watch: Watch) -> str:
    """The SHA-256 of the file. `InputError` where it cannot be read or is empty."""
    found, done = hashlib.sha256(), 0
    try:
        size = path.stat().st_size
        if size > ROADS.largest:
            raise ROADS.too_large(path.name)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                stop_if_asked(watch)
                found.update(chunk)
                done += len(chunk)
                watch.tell(done / max(size, 1), "Looking at the file")
    except OSError as error:
        raise unreadable(path, error, path.name) from error
    if not done:
        raise InputError("the file is empty", file=path.name, remedy="Download it again.")
    return found.hexdigest()
