"""The first rows of a table as they would be read, for a person who is still choosing: shown however much is still wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from wolds.geo.foreign.explaining import shortened
from wolds.geo.foreign.fields import COORDINATES, FIELDS, PAIRS
from wolds.geo.foreign.mapping import Mapping
from wolds.geo.foreign.plausible import urn_of
from wolds.geo.foreign.points import Points, points_of
from wolds.geo.foreign.rows import rejected_rows
from wolds.geo.foreign.table import Table
from wolds.geo.foreign.words import says_nothing
from wolds.geo.registers.cleaning import count_of
from wolds.geo.registers.headings import HEADINGS, Kind

FIRST_ROWS: Final = 12
_NEVER: Final = ("street", "locality", "open_date", "close_date", *COORDINATES)
_POINT: Final = "Easting / northing"


@dataclass(frozen=True)
class Preview:
    """Rows under headings; `reasons` says of each row why it is no school, "" where it is one."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    reasons: tuple[str, ...]
    starts: int = 1  # the number of the first row in the file


def preview(table: Table, mapping: Mapping, count: int = FIRST_ROWS) -> Preview:
    """The first rows of a table, words turned as the mapping says, points in EPSG:27700 metres where they can be known."""
    first = table.first(count)
    fields = [field for field in FIELDS if field not in _NEVER and _is_known(first, mapping, field)]
    columns = [list(_cells(first, mapping, field)) for field in fields]
    places = len(fields) if "name" not in fields else fields.index("name") + 1
    columns.insert(places, list(_points(first, mapping)))
    headings = [FIELDS[field].words for field in fields]
    headings.insert(places, _POINT)
    rows = tuple(zip(*columns, strict=True))
    rejected = rejected_rows(first, mapping)
    return Preview(tuple(headings), rows, tuple(rejected.get(place, "") for place in range(len(rows))), first.starts)


def _is_known(table: Table, mapping: Mapping, field: str) -> bool:
    return mapping.columns.get(field) in table.place_of or field in mapping.given


def _cells(table: Table, mapping: Mapping, field: str) -> Iterator[str]:
    heading = mapping.columns.get(field)
    if heading not in table.place_of:
        yield from [mapping.given[field]] * len(table.rows)
        return
    words = mapping.values.get(field, {})
    for cell in table.column(heading):
        yield _as_read(field, words.get(cell, cell))


def _as_read(field: str, cell: str) -> str:
    """A cell as it counts: what is no number where one is due, and signs alone, are unknown."""
    if field == "urn":
        return str(urn_of(cell) or cell)
    kind = HEADINGS[field].kind if field in HEADINGS else None
    is_odd = says_nothing(cell) or (kind == Kind.COUNT and count_of(cell) is None)
    return f"unknown ({shortened(cell)})" if is_odd else cell


def _points(table: Table, mapping: Mapping) -> Iterator[str]:
    needed = PAIRS[mapping.coordinates]
    lacks = any(mapping.columns.get(field) not in table.place_of for field in needed)
    if lacks or (mapping.coordinates == "shapes" and table.points is None):
        points = Points(np.full(len(table.rows), np.nan), np.full(len(table.rows), np.nan))
    else:
        points = points_of(table, mapping, range(len(table.rows)), None)
    for east, north in zip(points.easting.tolist(), points.northing.tolist(), strict=True):
        if east == east and north == north:
            yield f"{east:.0f} / {north:.0f}"
        else:
            yield "by postcode" if mapping.coordinates == "postcode" else "unknown"
