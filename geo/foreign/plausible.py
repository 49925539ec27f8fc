"""Whether the cells of a column can be what a field holds: numbers that are eastings, words that are phases."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from wolds.geo.foreign.grid_references import grid_point_of
from wolds.geo.foreign.words import share_known
from wolds.geo.registers.cleaning import count_of, text_of
from wolds.geo.urns import LARGEST_URN

WEST, EAST, SOUTH, NORTH = -9.0, 3.0, 49.0, 61.5
"""Degrees around the British Isles, with room for points that are to be named as outside."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,30})?", re.ASCII)
_SPACED: Final = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,30})?", re.ASCII)
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d{1,12},\d{1,30}", re.ASCII)
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", re.ASCII)
_PARTED: Final = re.compile(r"(\d{3}) ?[/-] ?(\d{4})", re.ASCII)
_MOST_PUPILS: Final = 20_000
_LONGEST_CODE: Final = 12
ENOUGH: Final = 0.5
"""Which part of the filled cells has to be plausible: totals, notes and stars for suppressed figures spoil a few."""


def number_of(cell: str) -> float | None:
    """A plain number; None where it is none. Commas and spaces between thousands are read, and a comma for the point.

    >>> number_of("512,300.5"), number_of("512 300,5"), number_of("-3,97"), number_of("c. 5")
    (512300.5, 512300.5, -3.97, None)
    """
    words = text_of(cell)
    if _SPACED.fullmatch(words):
        words = words.replace(" ", "")
    if _THOUSANDS.fullmatch(words):
        words = words.replace(",", "")
    return _plain_number(words)


def degrees_of(cell: str) -> float | None:
    """A number of degrees, of which there are no thousands: one comma stands for the point. None where it is none.

    >>> degrees_of("52,123"), degrees_of("-3.97"), degrees_of("1,024,000")
    (52.123, -3.97, None)
    """
    return _plain_number(text_of(cell))


def _plain_number(words: str) -> float | None:
    if _DECIMAL_COMMA.fullmatch(words):
        words = words.replace(",", ".")
    return float(words) if _NUMBER.fullmatch(words) else None


def urn_of(cell: str) -> int | None:
    """A school number of up to seven figures; "660/2132", as authorities write theirs, is 6602132. None where it is none.

    >>> urn_of("660/2132"), urn_of("5123456.0"), urn_of("W12")
    (6602132, 5123456, None)
    """
    words = text_of(cell).removesuffix(".0")
    if (match := _PARTED.fullmatch(words)) is not None:
        words = match[1] + match[2]
    if not (words.isascii() and words.isdecimal() and len(words) <= 9):
        return None
    return int(words) if 1 <= int(words) <= LARGEST_URN else None


def postcode_of(cell: str) -> str | None:
    """A postcode in capitals without a space; "" for a blank, None where it is none.

    >>> postcode_of("sy23 1aa"), postcode_of("Powys")
    ('SY231AA', None)
    """
    words = "".join(cell.split()).upper()
    return words if not words or _POSTCODE.fullmatch(words) else None


def _between(low: float, high: float, read: Callable[[str], float | None] = number_of) -> Callable[[str], bool]:
    def says(cell: str) -> bool:
        value = read(cell)
        return value is not None and low <= value <= high

    return says


def _is_count(cell: str) -> bool:
    value = count_of(cell)
    return value is not None and value <= _MOST_PUPILS


_PLAUSIBLE: Final[Mapping[str, Callable[[str], bool]]] = {
    "urn": lambda cell: urn_of(cell) is not None,
    "roll": _is_count,
    "capacity": _is_count,
    "low_age": _between(0, 19),
    "high_age": _between(0, 19),
    "easting": _between(1_000, 700_000),
    "northing": _between(1_000, 1_300_000),
    "longitude": _between(WEST, EAST, degrees_of),
    "latitude": _between(SOUTH, NORTH, degrees_of),
    "grid_reference": lambda cell: grid_point_of(cell) is not None,
    "postcode": lambda cell: bool(postcode_of(cell)),
    "la_name": lambda cell: not cell.isdecimal(),
    "la_code": lambda cell: len(cell) <= _LONGEST_CODE,
    "name": lambda cell: number_of(cell) is None,
}
FIGURES: Final = ("urn", "roll", "capacity", "easting", "northing", "longitude", "latitude", "grid_reference", "postcode")
"""Fields whose cells tell by themselves whether they can be what they are said to be."""


def share(field: str, cells: Sequence[str]) -> float:
    """Which part of the filled cells can be what the field holds, from 0 to 1; 0 where none is filled."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return 0.0
    if field in ("phase", "status"):
        return share_known(field, filled)
    says = _PLAUSIBLE.get(field)
    return 1.0 if says is None else sum(map(says, filled)) / len(filled)
