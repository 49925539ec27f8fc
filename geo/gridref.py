"""A point as people write it down: easting and northing, or an Ordnance Survey grid reference."""

from __future__ import annotations

import re
from typing import Final

Point = tuple[float, float]
"""Easting and northing, EPSG:27700 metres."""

_NUMBER: Final = r"(\d{1,3}(?:,\d{3})+|\d{4,7})(?:\.\d+)?"
_TWO_NUMBERS: Final = re.compile(rf"e?\s*{_NUMBER}\s*m?\s*e?\s*[,;/ ]\s*n?\s*{_NUMBER}\s*m?\s*n?", re.IGNORECASE | re.ASCII)
_REFERENCE: Final = re.compile(r"([A-HJ-Z]{2})\s*((?:\d\s*){4,10})", re.IGNORECASE | re.ASCII)
_LETTERS: Final = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # no I
EAST_END_M, NORTH_END_M = 700_000, 1_300_000
"""The National Grid reaches from 0 to here."""


def point_of(text: str) -> Point | None:
    """The point behind "520000 350000", "520,000, 350,000" or "TF 123 456"; None where the text is no point.

    A grid reference names a square: its south-west corner is given, as the Ordnance Survey defines it.

    >>> point_of("TF 123 456")
    (512300.0, 345600.0)
    >>> point_of("520000, 350000")
    (520000.0, 350000.0)
    """
    words = " ".join(text.split())
    if match := _TWO_NUMBERS.fullmatch(words):
        return _on_grid(*(float(number.replace(",", "")) for number in match.groups()))
    if match := _REFERENCE.fullmatch(words):
        return _of_reference(match.group(1).upper(), match.group(2))
    return None


def _of_reference(letters: str, digits: str) -> Point | None:
    halves = digits.split()
    if len(halves) != 2 or len(halves[0]) != len(halves[1]):
        run = "".join(halves)
        if len(run) % 2:
            return None
        halves = [run[: len(run) // 2], run[len(run) // 2 :]]
    east, north = (int(half) * 10 ** (5 - len(half)) for half in halves)
    corner_east, corner_north = _corner(letters)
    return _on_grid(corner_east + east, corner_north + north)


def _corner(letters: str) -> tuple[int, int]:
    """The south-west corner of a 100 km square; the first letter names a square of 500 km, false origin at S."""
    first, second = (_LETTERS.index(letter) for letter in letters)
    east = (first % 5 - 2) * 500_000 + second % 5 * 100_000
    north = (3 - first // 5) * 500_000 + (4 - second // 5) * 100_000
    return east, north


def _on_grid(east: float, north: float) -> Point | None:
    inside = 0 <= east <= EAST_END_M and 0 <= north <= NORTH_END_M
    return (float(east), float(north)) if inside else None
