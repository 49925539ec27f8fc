"""What may be wrong with schools that were kept. Nothing is mended silently: each doubt is listed with its URNs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from wolds.geo.character import Character, says_no_character
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.registers.report import Doubt, DoubtKind
from wolds.geo.schools import BoolArray, FloatArray, Schools, TextArray

WEST_M, EAST_M, SOUTH_M, NORTH_M = 50_000, 660_000, 5_000, 1_225_000
"""A box round Great Britain in EPSG:27700 metres, from Scilly to Shetland and Lowestoft."""

_FAR_M: Final = 100_000
_NEAR_M: Final = 50_000
_OPEN: Final = "open"


def doubts_of(schools: Schools, watch: Watch) -> tuple[Doubt, ...]:
    """Every doubt that the kept schools raise, kinds without a school left out. Raises `Cancelled` when stopped."""
    found: list[Doubt] = []
    for one in _all(schools):
        stop_if_asked(watch)
        if one.urns:
            found.append(one)
    return tuple(found)


def doubt(schools: Schools, kind: DoubtKind, sentence: str, mask: BoolArray) -> Doubt:
    """A doubt about the schools where `mask`, shape (n,), is true."""
    is_open = _status_starts(schools, _OPEN)
    return Doubt(kind, sentence, tuple(schools.urn[mask].tolist()), int(np.count_nonzero(mask & is_open)))


def _all(schools: Schools) -> Iterator[Doubt]:
    yield from _points(schools)
    yield from _figures(schools)
    yield from _standing(schools)
    yield from _words(schools)


def _points(schools: Schools) -> Iterator[Doubt]:
    east, north, known = schools.easting, schools.northing, schools.has_point
    outside = known & ~_in_box(east, north)
    swapped = known & _swapped(schools)
    yield doubt(schools, DoubtKind.NO_POINT, "No point: easting and northing are blank or 0", ~known)
    yield doubt(schools, DoubtKind.OUTSIDE, "The point lies outside Great Britain", outside & ~swapped)
    yield doubt(schools, DoubtKind.SWAPPED, "Easting and northing look swapped", swapped)
    shared = _shared(east, north, known & ~_status_starts(schools, "closed"))
    yield doubt(schools, DoubtKind.SHARED_POINT, "The point is shared with another school, closed ones aside", shared)


def _figures(schools: Schools) -> Iterator[Doubt]:
    roll = schools.roll
    yield doubt(schools, DoubtKind.NO_ROLL, "The number of pupils is blank", np.isnan(roll))
    yield doubt(schools, DoubtKind.NO_PUPILS, "The number of pupils is 0", roll == 0)
    ages = np.isnan(schools.number("low_age")) | np.isnan(schools.number("high_age"))
    yield doubt(schools, DoubtKind.NO_AGES, "A statutory age is blank, so that the school fits every phase group", ages)


def _standing(schools: Schools) -> Iterator[Doubt]:
    closed = _status_starts(schools, "closed")
    closing = _where(schools.text("status"), lambda status: "proposed to close" in status.lower())
    yield doubt(schools, DoubtKind.CLOSED, "Closed schools", closed)
    yield doubt(schools, DoubtKind.CLOSING, "Open, but proposed to close", closing)


def _words(schools: Schools) -> Iterator[Doubt]:
    religions = schools.text("religious_character")
    blank = _where(religions, says_no_character)
    mask = ~blank & (schools.character == Character.UNKNOWN)
    yield doubt(schools, DoubtKind.ODD_RELIGION, _odd_sentence(schools, mask), mask)
    yield doubt(schools, DoubtKind.NO_RELIGION, "The religious character is blank or unknown", blank)
    # A community school has none: GIAS says "Not applicable" or leaves it blank.
    no_diocese = (schools.text("diocese") == "") & (schools.character != Character.COMMUNITY)
    yield doubt(schools, DoubtKind.NO_DIOCESE, "The diocese of a school that may have one is blank", no_diocese)
    yield doubt(schools, DoubtKind.NO_URBAN_RURAL, "The urban or rural kind is blank", schools.text("urban_rural") == "")
    yield doubt(schools, DoubtKind.NO_NAME, "The name is blank", schools.text("name") == "")
    torn = _where(schools.text("name"), lambda name: "\ufffd" in name)
    yield doubt(schools, DoubtKind.ODD_LETTERS, "The name holds a letter that could not be read", torn)


def _odd_sentence(schools: Schools, mask: BoolArray) -> str:
    counts = Counter(schools.text("religious_character")[mask].tolist())
    some = ", ".join(f"{words} ({count})" for words, count in counts.most_common(6))
    return f"Unusual religious character, taken as unknown: {some}"


def _status_starts(schools: Schools, start: str) -> BoolArray:
    return _where(schools.text("status"), lambda status: status.lower().startswith(start))


def _where(values: TextArray, says: Callable[[str], bool]) -> BoolArray:
    """Where a column, shape (n,), has a value that `says` yes to; each distinct value is asked once."""
    cells = values.tolist()
    known = {value: says(value) for value in set(cells)}
    return np.array([known[value] for value in cells], dtype=bool)


def _in_box(east: FloatArray, north: FloatArray) -> BoolArray:
    """Whether points, shape (n,), lie in the box; unknown ones do not."""
    return (east >= WEST_M) & (east <= EAST_M) & (north >= SOUTH_M) & (north <= NORTH_M)


def _swapped(schools: Schools) -> BoolArray:
    """Points far from the middle of their local authority that would lie near it with their numbers swapped."""
    east, north = schools.easting, schools.northing
    middle = _middles(schools)
    here = np.hypot(east - middle[:, 0], north - middle[:, 1])
    there = np.hypot(north - middle[:, 0], east - middle[:, 1])
    return (here > _FAR_M) & (there < _NEAR_M)


def _middles(schools: Schools) -> FloatArray:
    """The median point of each school's local authority, shape (n, 2), NaN where it has none."""
    import pandas as pd

    inside = _in_box(schools.easting, schools.northing)
    points = {"east": np.where(inside, schools.easting, np.nan), "north": np.where(inside, schools.northing, np.nan)}
    codes = schools.text("la_code")
    medians = pd.DataFrame(points).groupby(codes).transform("median").to_numpy(np.float64, copy=True)
    medians[codes == ""] = np.nan  # Welsh and overseas schools share the blank code, and no place
    return medians


def _shared(east: FloatArray, north: FloatArray, known: BoolArray) -> BoolArray:
    """Schools among the `known`, shape (n,), that stand on the same point as another of them."""
    points = east + 1j * north
    _, inverse, counts = np.unique(np.where(known, points, 0), return_inverse=True, return_counts=True)
    return known & (counts[inverse] > 1)
