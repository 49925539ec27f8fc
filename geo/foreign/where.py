"""Whether points lie in Great Britain, and if not, where: boxes that leave out Ireland, Man and the Channel Islands."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from wolds.geo.projection import degrees_of
from wolds.geo.registers.doubts import EAST_M, NORTH_M, SOUTH_M, WEST_M
from wolds.geo.schools import BoolArray, FloatArray, TextArray

IRELAND: Final = "in Ireland"
MAN: Final = "on the Isle of Man"
CHANNEL: Final = "in the Channel Islands"
ELSEWHERE: Final = "outside Great Britain"

# Degrees: west, east, south, north. Kintyre (north of 55.27) and the Smalls off Pembrokeshire (west to 5.67) are left out.
_IRELAND: Final = ((-11.0, -5.42, 53.3, 55.24), (-11.0, -6.05, 51.0, 55.45), (-11.0, -5.9, 51.9, 53.3))
_MAN: Final = ((-4.9, -4.25, 53.98, 54.45),)
_CHANNEL: Final = ((-3.2, -1.75, 48.9, 49.8),)
_ISLAND_POSTCODES: Final = {"BT": "in Northern Ireland", "IM": MAN, "JE": CHANNEL, "GY": CHANNEL}
_AREA: Final = re.compile(r"([A-Z]{1,2})\d", re.IGNORECASE)


def where_not_in_britain(easting: FloatArray, northing: FloatArray) -> TextArray:
    """For points in EPSG:27700 metres, shape (n,) each: words for where they lie, "" in Great Britain or where unknown."""
    degrees = degrees_of(easting, northing)
    found = np.full(len(easting), "", dtype=object)
    known = ~(np.isnan(easting) | np.isnan(northing))
    box = (easting >= WEST_M) & (easting <= EAST_M) & (northing >= SOUTH_M) & (northing <= NORTH_M)
    found[known & ~box] = ELSEWHERE
    for words, boxes in ((IRELAND, _IRELAND), (MAN, _MAN), (CHANNEL, _CHANNEL)):
        for west, east, south, north in boxes:
            found[known & _inside(degrees, west, east, south, north)] = words
    return found


def _inside(degrees: FloatArray, west: float, east: float, south: float, north: float) -> BoolArray:
    longitude, latitude = degrees[:, 0], degrees[:, 1]
    inside: BoolArray = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    return inside


def postcode_not_in_britain(postcode: str) -> str:
    """Where a postcode lies if not in Great Britain, "" if it does: points of such places are on another grid.

    >>> postcode_not_in_britain("BT7 1NN"), postcode_not_in_britain("SY23 1AA")
    ('in Northern Ireland', '')
    """
    match = _AREA.match(postcode.strip())
    return "" if match is None else _ISLAND_POSTCODES.get(match[1].upper(), "")
