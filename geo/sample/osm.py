"""Roads as an OpenStreetMap file in XML: points that roads share are one node, so that they meet."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

import numpy as np

from wolds.geo.projection import degrees_of
from wolds.geo.roads.osm import SAMPLE_GENERATOR
from wolds.geo.sample.ground import Point
from wolds.geo.sample.roads import Road

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="' + SAMPLE_GENERATOR + '">\n'


def osm_of(roads: Sequence[Road]) -> bytes:
    """The file, gzipped; the same roads give the same bytes."""
    number = {_spot(point): 0 for road in roads for point in road.line}
    number = {spot: place for place, spot in enumerate(sorted(number), 1)}
    text = _HEAD + _nodes(list(number)) + "".join(_way(at, road, number) for at, road in enumerate(roads, 1)) + "</osm>\n"
    return gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)


def _spot(point: Point) -> tuple[int, int]:
    """A point in whole metres."""
    return round(point[0] * 1000), round(point[1] * 1000)


def _nodes(spots: Sequence[tuple[int, int]]) -> str:
    east, north = np.array(spots, dtype=np.float64).T
    places = degrees_of(east, north)
    rows = (f'<node id="{at}" version="1" lon="{lon:.6f}" lat="{lat:.6f}"/>\n' for at, (lon, lat) in enumerate(places, 1))
    return "".join(rows)


def _way(at: int, road: Road, number: dict[tuple[int, int], int]) -> str:
    refs = "".join(f'<nd ref="{number[_spot(point)]}"/>' for point in road.line)
    tags = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in road.tags)
    return f'<way id="{at}" version="1">{refs}{tags}</way>\n'
