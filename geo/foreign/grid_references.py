"""Grid references of the Ordnance Survey, such as SK 123 456: the point in the middle of the square that one names."""

from __future__ import annotations

import re
from typing import Final

_REFERENCE: Final = re.compile(r"([HJNOST])([A-HJ-Z])((?:\d\d){2,5})", re.ASCII)
_LETTERS: Final = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_SQUARE_M: Final = 100_000
_EAST, _NORTH = 7, 13  # squares of 100 km that the grid has


def grid_point_of(cell: str) -> tuple[float, float] | None:
    """Easting and northing (EPSG:27700, whole metres) of the middle of the square; None for what is no grid reference.

    Two letters, then four to ten figures: squares of 1 km down to 1 m. One of 10 km says too little of where a school is.
    Squares are lettered as the Ordnance Survey explains in its guide to the National Grid.

    >>> grid_point_of("SK 123 456"), grid_point_of("tf1234567890"), grid_point_of("J 338 740")
    ((412350.0, 345650.0), (512345.0, 367890.0), None)
    """
    match = _REFERENCE.fullmatch("".join(cell.split()).upper())
    if match is None:
        return None
    first, second, figures = match.groups()
    east, north = _square(_LETTERS.index(first), _LETTERS.index(second))
    if not (0 <= east < _EAST and 0 <= north < _NORTH):
        return None
    half = len(figures) // 2
    size = 10 ** (5 - half)
    easting = east * _SQUARE_M + int(figures[:half]) * size + size // 2
    return float(easting), float(north * _SQUARE_M + int(figures[half:]) * size + size // 2)


def _square(first: int, second: int) -> tuple[int, int]:
    """How many squares of 100 km east and north of the grid's origin two letters stand: five by five within five by five."""
    return (first - 2) % 5 * 5 + second % 5, 19 - first // 5 * 5 - second // 5
