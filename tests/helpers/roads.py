"""Networks small enough to check by hand, and files of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from wolds.clustering.edits.base import EditContext
from wolds.clustering.eligibility import Eligibility, standing_of
from wolds.clustering.plan import Cluster, Plan, plan_with
from wolds.clustering.rules import Rules
from wolds.geo.roads.building import Ways
from wolds.geo.roads.classes import RoadClass
from wolds.geo.roads.network import FORWARD, RoadNetwork, RoadSource
from wolds.geo.schools import Schools
from wolds.geo.supplied import TravelSource

BOTH = 3
BY_HAND = TravelSource("roads", "by hand", "by hand")
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


def context_of(points: Sequence[tuple[float, float]], rules: Rules, clusters: Sequence[tuple[int, ...]] = ()) -> EditContext:
    """Schools 100001 ... at km east and north of a corner, all of whom take part, and clusters of them by places."""
    rows = [
        {
            "urn": 100_001 + i, "easting": WEST + 1000.0 * x, "northing": SOUTH + 1000.0 * y, "roll": 60, "phase": "Primary",
            "status": "Open", "name": f"School {i}",
        }
        for i, (x, y) in enumerate(points)
    ]  # fmt: skip
    schools = Schools.from_frame(pd.DataFrame(rows))
    made = {
        f"C{n:03}": Cluster(f"C{n:03}", n, f"Cluster {n}", tuple(100_001 + place for place in places), 0)
        for n, places in enumerate(clusters, 1)
    }
    return EditContext(schools, standing_of(schools, Eligibility()), plan_with(made, Plan(rules=rules)))


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
