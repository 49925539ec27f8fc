"""Networks small enough to check by hand, and files of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from wolds.geo.roads.building import Ways
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import FORWARD, RoadNetwork, RoadSource
from wolds.geo.schools import Schools

BOTH = 3
SOURCE = RoadSource("hand.osm", "0" * 64, "by hand", "nobody")
WEST, SOUTH = 500_000, 330_000

Way = tuple[Sequence[tuple[int, float, float]], RoadClass, int]


def network(*ways: Way) -> RoadNetwork:
    """Ways of numbered points at metres east and north of a corner, with class and direction."""
    found = Ways()
    for points, kind, way in ways:
        found.add([(number, x + WEST, y + SOUTH) for number, x, y in points], kind, 0, way)
    return found.network(np.array(found.x), np.array(found.y), SOURCE)


def schools_at(*points: tuple[float, float]) -> Schools:
    """Schools 100001, 100002 ... at metres east and north of the same corner."""
    rows = [{"urn": 100_001 + i, "easting": WEST + x, "northing": SOUTH + y} for i, (x, y) in enumerate(points)]
    return Schools.from_frame(pd.DataFrame(rows))


def river() -> RoadNetwork:
    """Two roads that run west to east, 1 km apart, a river between them, and one bridge at 4 km; the south road is faster.

    A one-way street leads from the north road at 0 down to the south road at 0, 1.2 km long for its bend.
    """
    north = [(10 + i, i * 1000.0, 1000.0) for i in range(5)]
    south = [(20 + i, i * 1000.0, 0.0) for i in range(5)]
    bridge = [(14, 4000.0, 1000.0), (24, 4000.0, 0.0)]
    street = [(10, 0.0, 1000.0), (30, -331.66247903554, 500.0), (20, 0.0, 0.0)]
    return network(
        (north, RoadClass.UNCLASSIFIED, BOTH),
        (south, RoadClass.PRIMARY, BOTH),
        (bridge, RoadClass.UNCLASSIFIED, BOTH),
        (street, RoadClass.RESIDENTIAL, FORWARD),
    )


OSM_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="by hand">\n'


def write_osm(
    path: Path, nodes: Sequence[tuple[int, float, float]], ways: Sequence[tuple[Sequence[int], dict[str, str]]]
) -> Path:
    """An OpenStreetMap file in XML: nodes by number, longitude and latitude, ways by nodes and tags."""
    text = [OSM_HEAD]
    text += [f'<node id="{number}" version="1" lon="{lon}" lat="{lat}"/>\n' for number, lon, lat in nodes]
    for number, (members, tags) in enumerate(ways, 1):
        refs = "".join(f'<nd ref="{member}"/>' for member in members)
        said = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        text.append(f'<way id="{number}" version="1">{refs}{said}</way>\n')
    path.write_text("".join(text) + "</osm>\n", encoding="utf-8")
    return path
