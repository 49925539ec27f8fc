"""The whole county from a seed: settlements, schools, partnerships, oddities, then rows and lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from wolds.geo.sample import ground, names
from wolds.geo.sample.borders import wandering
from wolds.geo.sample.dice import Dice
from wolds.geo.sample.draft import Draft
from wolds.geo.sample.gias import FIRST_URN, in_register_order, rows_of
from wolds.geo.sample.oddities import add_others, blank_out
from wolds.geo.sample.partnerships import collaborations, entrust, federate
from wolds.geo.sample.roads import Road, roads_of
from wolds.geo.sample.schools import open_schools
from wolds.geo.sample.settlements import FRINGE_LA, HOME_LA, settle
from wolds.geo.sample.sheet import COLUMNS, sheet_rows

BARRIERS: Final = (
    ("The Wash and the Welland", ground.WASH_AND_WELLAND, "No road crosses the Wash or the Welland below Fosdyke"),
    ("The Wash and the Great Ouse", ground.WASH_AND_OUSE, "No road crosses the Great Ouse below King's Lynn"),
)
"""Name, line in km and reason of each stretch of water without a bridge."""


@lru_cache(maxsize=2)
def _schools(seed: int) -> tuple[Draft, ...]:
    # Each step has dice of its own, so that a change to one leaves the others as they fell.
    settlements = settle(Dice(seed))
    drafts = open_schools(Dice(seed + 1), settlements)
    drafts = entrust(Dice(seed + 2), federate(Dice(seed + 3), drafts))
    drafts = add_others(Dice(seed + 4), drafts, settlements)
    return tuple(in_register_order(blank_out(Dice(seed + 5), drafts)))


def register_rows(seed: int) -> list[dict[str, str]]:
    """The register: one row of text for each school under GIAS's headings, by URN."""
    return rows_of(_schools(seed))


def roads(seed: int) -> list[Road]:
    """The roads of both counties."""
    return roads_of(seed + 7, settle(Dice(seed)), _schools(seed))


def collaboration_rows(seed: int) -> list[tuple[int, int, str]]:
    """Recorded collaborations: two URNs and what the schools do together."""
    pairs = collaborations(Dice(seed + 6), _schools(seed))
    return [(FIRST_URN + a, FIRST_URN + b, reason) for a, b, reason in pairs]


def sheet_lines(seed: int) -> list[tuple[str, ...]]:
    """The planner's sheet: its heading and its rows."""
    drafts = _schools(seed)
    pairs = collaborations(Dice(seed + 6), drafts)
    return [COLUMNS, *sheet_rows(Dice(seed + 7), drafts, pairs)]


def barriers_geojson() -> str:
    """The water as GeoJSON lines, EPSG:27700 metres."""
    features: list[dict[str, object]] = [
        {
            "type": "Feature",
            "properties": {"name": name, "minutes": None, "reason": reason},
            "geometry": {"type": "LineString", "coordinates": _metres(line)},
        }
        for name, line, reason in BARRIERS
    ]
    return _geojson("barriers", features)


def boundaries_geojson() -> str:
    """The borders of the two counties as GeoJSON areas, EPSG:27700 metres: coast on one side, invented on the others."""
    areas = ((HOME_LA, names.HOME_NAME, ground.HOME), (FRINGE_LA, names.FRINGE_NAME, ground.FRINGE))
    features: list[dict[str, object]] = [
        {
            "type": "Feature",
            "properties": {"LA (code)": code, "LA (name)": name},
            "geometry": {"type": "Polygon", "coordinates": [_metres(wandering(ring))]},
        }
        for code, name, ring in areas
    ]
    return _geojson("boundaries", features)


def _metres(line: Sequence[ground.Point]) -> list[list[int]]:
    return [[round(x * 1000), round(y * 1000)] for x, y in line]


def _geojson(name: str, features: list[dict[str, object]]) -> str:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    return json.dumps({"type": "FeatureCollection", "name": name, "crs": crs, "features": features}, indent=1) + "\n"
