"""Where the schools of a table are: EPSG:27700 whole metres from whatever the table says, and what could not be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from wolds.geo.foreign.grid_references import grid_point_of
from wolds.geo.foreign.mapping import Mapping
from wolds.geo.foreign.plausible import EAST, NORTH, SOUTH, WEST, degrees_of, number_of, postcode_of
from wolds.geo.foreign.postcodes import Postcodes
from wolds.geo.foreign.table import Table
from wolds.geo.foreign.where import where_not_in_britain
from wolds.geo.projection import british_of_degrees
from wolds.geo.schools import BoolArray, FloatArray

Trouble = tuple[int, str, str, str]
"""A cell that could not be used: the place of its row, the heading, the reason, and what stood there."""
_SWAPPED_DEGREES: Final = "longitude and latitude look swapped"
_SWAPPED_METRES: Final = "easting and northing look swapped"


@dataclass
class Points:
    """Eastings and northings, shape (n,) each, NaN where unknown, with what could not be used."""

    easting: FloatArray
    northing: FloatArray
    unusable: list[Trouble] = field(default_factory=list)


def points_of(table: Table, mapping: Mapping, rows: Sequence[int], postcodes: Postcodes | None) -> Points:
    """The points of some rows of a table, by their places in it. Columns that are needed must be there; see `problems`."""
    if mapping.coordinates == "shapes":
        assert table.points is not None
        points = table.points[list(rows)]
        return Points(points[:, 0].copy(), points[:, 1].copy())
    if mapping.coordinates == "grid-reference":
        return _of_grid_references(table, mapping.columns["grid_reference"], rows)
    if mapping.coordinates == "postcode":
        return _of_postcodes(table, mapping.columns["postcode"], rows, postcodes)
    first, second = mapping.coordinates.split("-")
    headings = mapping.columns[first], mapping.columns[second]
    found = Points(np.empty(0), np.empty(0))
    read = number_of if first == "easting" else degrees_of
    one, other = (_numbers(table, heading, rows, found, read) for heading in headings)
    if mapping.coordinates == "easting-northing":
        _take_metres(found, np.round(one), np.round(other), headings, table, rows)
    else:
        _take_degrees(found, one, other, headings, table, rows)
    return found


def _numbers(
    table: Table, heading: str, rows: Sequence[int], points: Points, read: Callable[[str], float | None]
) -> FloatArray:
    """The numbers under a heading, NaN for blanks and for what is none."""
    cells = table.column(heading)
    values = np.full(len(rows), np.nan)
    for at, row in enumerate(rows):
        if cells[row]:
            value = read(cells[row])
            values[at] = np.nan if value is None else value
            if value is None:
                points.unusable.append((at, heading, "not a coordinate", cells[row]))
    return values


def _take_metres(
    points: Points, east: FloatArray, north: FloatArray, headings: tuple[str, str], table: Table, rows: Sequence[int]
) -> None:
    """No point unless both numbers are there and neither is 0; a pair that lies in Britain the other way round is none."""
    unknown = np.isnan(east) | np.isnan(north) | (east == 0) | (north == 0)
    swapped = ~unknown & (where_not_in_britain(east, north) != "") & (where_not_in_britain(north, east) == "")
    _drop(points, swapped, headings, _SWAPPED_METRES, table, rows)
    points.easting, points.northing = (np.where(unknown | swapped, np.nan, part) for part in (east, north))


def _take_degrees(
    points: Points, east: FloatArray, north: FloatArray, headings: tuple[str, str], table: Table, rows: Sequence[int]
) -> None:
    """No point unless both are there; 0/0 lies in the sea off Africa, and stands for unknown."""
    unknown = np.isnan(east) | np.isnan(north) | ((east == 0) & (north == 0))
    swapped = ~unknown & (east >= SOUTH) & (east <= NORTH) & (north >= WEST) & (north <= EAST)
    _drop(points, swapped, headings, _SWAPPED_DEGREES, table, rows)
    impossible = ~unknown & ((np.abs(east) > 180) | (np.abs(north) > 90))
    _drop(points, impossible, headings, "not degrees", table, rows)
    away = unknown | swapped | impossible
    east, north = (np.where(away, np.nan, part) for part in (east, north))
    metres = np.round(british_of_degrees(east, north))
    points.easting, points.northing = metres[:, 0].copy(), metres[:, 1].copy()


def _drop(points: Points, which: BoolArray, headings: tuple[str, str], reason: str, table: Table, rows: Sequence[int]) -> None:
    for at in np.flatnonzero(which).tolist():
        row = table.rows[rows[at]]
        said = "/".join(row[table.place_of[heading]] for heading in headings)
        points.unusable.append((at, "/".join(headings), reason, said))


def _of_grid_references(table: Table, heading: str, rows: Sequence[int]) -> Points:
    cells = table.column(heading)
    points = Points(np.full(len(rows), np.nan), np.full(len(rows), np.nan))
    for at, row in enumerate(rows):
        point = grid_point_of(cells[row])
        if point is not None:
            points.easting[at], points.northing[at] = point
        elif cells[row]:
            points.unusable.append((at, heading, "not a British grid reference such as SK 123 456", cells[row]))
    return points


def _of_postcodes(table: Table, heading: str, rows: Sequence[int], postcodes: Postcodes | None) -> Points:
    cells = table.column(heading)
    points = Points(np.full(len(rows), np.nan), np.full(len(rows), np.nan))
    known = {} if postcodes is None else postcodes.points
    for at, row in enumerate(rows):
        code = postcode_of(cells[row])
        if code is None:
            points.unusable.append((at, heading, "not a postcode", cells[row]))
        elif code in known:
            points.easting[at], points.northing[at] = known[code]
        elif code:
            points.unusable.append((at, heading, "not in the file of postcodes", cells[row]))
    return points
