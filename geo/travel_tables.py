"""Travel tables of a council's own: a CSV or a workbook of pairs of URNs with km or metres, minutes, or both.

The headings are `URN_a`, `URN_b`, and any of `km`, `metres` (or `road_m`), `minutes`; others are left alone. A pair may stand
once or once for each direction: the longer one counts. Pairs with a school that the register does not know are left out and
named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.schools import FloatArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource
from wolds.geo.travel_files import TRAVEL_TABLE, URN_A, URN_B, TravelCells, cells_of

_MEASURES: Final[Mapping[str, tuple[str, float]]] = {
    "km": ("metres", 1000.0),
    "roadkm": ("metres", 1000.0),
    "distancekm": ("metres", 1000.0),
    "metres": ("metres", 1.0),
    "roadm": ("metres", 1.0),
    "distancem": ("metres", 1.0),
    "minutes": ("minutes", 1.0),
    "min": ("minutes", 1.0),
    "mins": ("minutes", 1.0),
}
"""What a heading, in small letters without signs, measures, and what one of it is in metres or minutes."""
_LARGEST: Final[Mapping[str, float]] = {"metres": 2_000_000.0, "minutes": 3_000.0}
_UNEVEN: Final = 1.1
_NEXT_TO_NOTHING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class TableReading:
    """The travel of a table, and what is to be said of it: pairs with unknown schools, pairs whose directions differ much."""

    travel: SuppliedTravel
    rows: int
    unknown_urns: tuple[int, ...]
    uneven: int
    """Pairs that take over a tenth longer one way than the other."""
    repeated: int = 0
    """Rows that say again what a row above them says."""
    unknown_row: int | None = None
    """The first row with a school that the register lacks."""
    uneven_row: int | None = None
    """The row of the shorter way where the two directions differ most, of those that are uneven."""


def read_travel_table(path: Path, schools: Schools) -> TableReading:
    """The travel table in a file, for the schools of a register.

    Raises `InputError`, naming file, row and column, for a number that is none, is negative or absurd, a pair of one school,
    a direction that stands twice with other figures, a missing column, or a table that names no school of the register.
    """
    data = TRAVEL_TABLE.read(path, path.name)
    cells = cells_of(data, path.name, _MEASURES)
    pairs = np.column_stack([_urns(cells, column) for column in (URN_A, URN_B)])
    cells.refuse(pairs[:, 0] == pairs[:, 1], URN_B, "a school is paired with itself", "Give two schools.")
    measures = _measures(cells)
    repeated = _repeated(cells, pairs, measures)
    known = np.isin(pairs, schools.urn)
    met = known.all(axis=1)
    if not met.any():
        raise InputError("no pair of the table is in the register", file=cells.place, remedy="Choose the table of this county.")
    urns = np.unique(pairs[met])
    kept = {name: values[met] for name, values in measures.items()}
    travel = SuppliedTravel.of(pairs[met], kept["metres"], kept["minutes"], _source(path, data), urns)
    unknown = tuple(np.unique(pairs[~known]).tolist())
    uneven, most = _uneven(pairs[met], kept, travel)
    rows = cells.frame.index.to_numpy() + 1
    unknown_row = None if met.all() else int(rows[~met][0])
    return TableReading(
        travel, len(pairs), unknown, uneven, repeated, unknown_row, None if most is None else int(rows[met][most])
    )


def _source(path: Path, data: bytes) -> TravelSource:
    how = f"as the travel table {path.name} says; the longer of the two directions"
    return TravelSource("table", f"table {path.name}", how, "", hashlib.sha256(data).hexdigest())


def _urns(cells: TravelCells, column: str) -> IntArray:
    words = cells.words(column)
    good = words.str.fullmatch("[0-9]{1,7}") & ~words.str.fullmatch("0+")
    cells.refuse(~good.to_numpy(dtype=bool), column, "this is not a URN", "Give the six figures of the school.")
    return words.to_numpy(dtype=np.int64)


def _measures(cells: TravelCells) -> dict[str, FloatArray]:
    """Metres and minutes of each row, NaN where a cell is blank."""
    size = len(cells.frame)
    found = {name: np.full(size, np.nan) for name in _LARGEST}
    for column in cells.frame.columns:
        if column in _MEASURES:
            name, factor = _MEASURES[column]
            values = _numbers(cells, column)
            vast = values > _LARGEST[name] / factor
            cells.refuse(vast, column, "this is farther than Great Britain is long", "Look at the unit.")
            given = values * factor
            found[name] = np.where(np.isnan(given), found[name], given)
    nothing = np.isnan(found["metres"]) & np.isnan(found["minutes"])
    first = next(column for column in cells.frame.columns if column in _MEASURES)
    cells.refuse(nothing, first, "neither distance nor minutes is given", "Fill one in, or take the row out.")
    return found


def _numbers(cells: TravelCells, column: str) -> FloatArray:
    import pandas as pd

    words = cells.words(column)
    values = pd.to_numeric(words, errors="coerce").to_numpy(dtype=np.float64)
    bad = (words != "").to_numpy() & ~np.isfinite(values)
    cells.refuse(bad, column, "this is not a number", "Write it as 12.5.")
    cells.refuse(values < 0, column, "travel cannot be less than nothing", "Correct it, or take the row out.")
    return values


def _repeated(cells: TravelCells, pairs: IntArray, measures: Mapping[str, FloatArray]) -> int:
    """How many rows stand above with the same schools in the same order; refused where the figures are others."""
    _, first, place = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
    above = first[place.reshape(-1)]
    differs = np.zeros(len(pairs), dtype=bool)
    for values in measures.values():
        differs |= (values != values[above]) & ~(np.isnan(values) & np.isnan(values[above]))
    if differs.any():
        row = int(cells.frame.index[above[int(np.argmax(differs))]]) + 1
        remedy = "Keep one of the two; the way back is written with the schools the other way round."
        cells.refuse(differs, URN_B, f"row {row} gives other figures for the same way", remedy)
    return int((above != np.arange(len(pairs))).sum())


def _uneven(pairs: IntArray, measures: Mapping[str, FloatArray], travel: SuppliedTravel) -> tuple[int, int | None]:
    """Pairs whose shorter direction is over a tenth below the longer one in any measure, and the place of the worst row."""
    place, times = travel.find(pairs[:, 0], pairs[:, 1]), np.ones(len(pairs))
    for values, worst in ((measures["metres"], travel.metres), (measures["minutes"], travel.minutes)):
        longer = values * _UNEVEN < worst[place]
        times = np.where(longer, np.fmax(times, worst[place] / np.maximum(values, _NEXT_TO_NOTHING)), times)
    uneven = times > 1.0
    return len(np.unique(place[uneven])), int(np.argmax(times)) if uneven.any() else None
