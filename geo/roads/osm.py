"""OpenStreetMap extracts (`.osm.pbf`, `.osm`): which ways may be driven, which way, and how fast."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.projection import british_of_degrees
from wolds.geo.roads.area import Area
from wolds.geo.roads.building import Ways
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import BACKWARD, FORWARD, SAMPLE_LABEL, RoadNetwork, RoadSource

if TYPE_CHECKING:
    import osmium

_CLASSES: Final[Mapping[str, RoadClass]] = {
    "motorway": RoadClass.MOTORWAY,
    "motorway_link": RoadClass.MOTORWAY,
    "trunk": RoadClass.TRUNK,
    "trunk_link": RoadClass.TRUNK,
    "primary": RoadClass.PRIMARY,
    "primary_link": RoadClass.PRIMARY,
    "secondary": RoadClass.SECONDARY,
    "secondary_link": RoadClass.SECONDARY,
    "tertiary": RoadClass.TERTIARY,
    "tertiary_link": RoadClass.TERTIARY,
    "unclassified": RoadClass.UNCLASSIFIED,
    "road": RoadClass.UNCLASSIFIED,
    "residential": RoadClass.RESIDENTIAL,
    "living_street": RoadClass.RESIDENTIAL,
    "service": RoadClass.SERVICE,
}
_CLOSED: Final = frozenset({"no", "private", "agricultural", "forestry", "emergency", "military"})
_BOTH: Final = FORWARD + BACKWARD
_ONE_WAY: Final[Mapping[str, int]] = {"yes": FORWARD, "true": FORWARD, "1": FORWARD, "-1": BACKWARD, "reverse": BACKWARD}
_IMPLIED_ONE_WAY: Final = frozenset({"motorway", "motorway_link"})
_SPEED: Final = re.compile(r"(\d{1,3})(?:\.\d+)?\s*(mph|km/h|kph)?")
_KM_PER_MILE: Final = 1.609344
_FASTEST_BYTE: Final = 255
_LOOK: Final = 2_000
SAMPLE_GENERATOR: Final = "Wolds sample county, made up"
CREDIT: Final = "© OpenStreetMap contributors, ODbL"


def read_osm(path: Path, sha256: str, area: Area | None, watch: Watch) -> RoadNetwork:
    """The roads of an OpenStreetMap extract that meet the area, cut at junctions; all parts, connected or not.

    Raises `InputError` for a file that is broken, is no such extract or holds no road; `Cancelled` soon after the watch says
    so.
    """
    import osmium

    ways, box = Ways(), None if area is None else tuple(area.degrees.tolist())
    try:
        label, credit = _origin(path)
        watch.tell(0.0, "Reading roads")
        for number, way in enumerate(_drivable(path)):
            if number % _LOOK == 0:
                stop_if_asked(watch)
                watch.tell(min(0.9, 0.1 + number / 4_000_000), f"{len(ways):,} roads read")
            _add(ways, way, box)
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise InputError(
            "the file is broken, cut short or no OpenStreetMap extract", file=path.name, remedy="Download it again."
        ) from error
    if not len(ways):
        raise InputError("the file holds no road in this area", file=path.name, remedy="Choose the file of the right region.")
    stop_if_asked(watch)
    points = british_of_degrees(np.array(ways.x), np.array(ways.y))
    return ways.network(points[:, 0], points[:, 1], RoadSource(path.name, sha256, label, credit))


def _drivable(path: Path) -> Any:
    import osmium

    return (
        osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY)
        .with_locations()
        .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        .with_filter(osmium.filter.KeyFilter("highway", "route"))
    )


def _origin(path: Path) -> tuple[str, str]:
    """The label ("OSM July 2022" where the file says how new it is) and the credit; the sample county is made up."""
    import osmium

    with osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
        header = reader.header()
        stamp = header.get("osmosis_replication_timestamp") or header.get("timestamp")
        if header.get("generator") == SAMPLE_GENERATOR:
            return SAMPLE_LABEL, "made up"
    try:
        return f"OSM {datetime.fromisoformat(stamp.replace('Z', '+00:00')).astimezone(UTC):%B %Y}", CREDIT
    except ValueError:
        return "OSM", CREDIT


def _add(ways: Ways, way: osmium.osm.Way, box: tuple[float, ...] | None) -> None:
    tags = dict(way.tags)
    road_class = class_of(tags)
    if road_class is None:
        return
    points = [(node.ref, node.lon, node.lat) for node in way.nodes if node.location.valid()]
    if len(points) > 1 and (box is None or _meets(points, box)):
        ways.add(points, road_class, limit_of(tags), ways_of(tags))


def _meets(points: list[tuple[int, float, float]], box: tuple[float, ...]) -> bool:
    west, south, east, north = box
    return any(west <= x <= east and south <= y <= north for _, x, y in points)


def class_of(tags: Mapping[str, str]) -> RoadClass | None:
    """The class of a way that cars may use, None for any other.

    >>> class_of({"highway": "tertiary"}).name, class_of({"highway": "footway"})
    ('TERTIARY', None)
    """
    if tags.get("route") == "ferry" and "highway" not in tags:
        takes_cars = tags.get("motorcar", tags.get("motor_vehicle", "no")) not in _CLOSED
        return RoadClass.FERRY if takes_cars else None
    found = _CLASSES.get(tags.get("highway", ""))
    if found is None or tags.get("area") == "yes":
        return None
    access = next((tags[key] for key in ("motorcar", "motor_vehicle", "vehicle", "access") if key in tags), "yes")
    return None if access in _CLOSED else found


def ways_of(tags: Mapping[str, str]) -> int:
    """Which way a road may be driven: as it is drawn, against that, or both.

    >>> ways_of({"oneway": "-1"}), ways_of({"junction": "roundabout"}), ways_of({})
    (2, 1, 3)
    """
    said = tags.get("oneway", "")
    if said in _ONE_WAY:
        return _ONE_WAY[said]
    if said == "no":
        return _BOTH
    implied = tags.get("junction") == "roundabout" or tags.get("highway") in _IMPLIED_ONE_WAY
    return FORWARD if implied else _BOTH


def limit_of(tags: Mapping[str, str]) -> int:
    """The speed limit in whole km/h, 0 where none is said or it is said in words.

    >>> limit_of({"maxspeed": "30 mph"}), limit_of({"maxspeed": "80"}), limit_of({"maxspeed": "national"})
    (48, 80, 0)
    """
    match = _SPEED.fullmatch(tags.get("maxspeed", "").strip())
    if match is None:
        return 0
    speed = int(match[1]) * (_KM_PER_MILE if match[2] == "mph" else 1.0)
    return min(round(speed), _FASTEST_BYTE)
