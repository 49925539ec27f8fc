"""Travel tables of a council's own: a CSV of pairs of URNs with km or metres, minutes, or both.

The headings are `URN_a`, `URN_b`, and any of `km`, `metres` (or `road_m`), `minutes`; others are left alone. A pair may stand
once or once for each direction: the longer one counts. Pairs with a school that the register does not know are left out and
named.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.geo.errors import InputError
from wolds.geo.schools import BoolArray, FloatArray, IntArray, Schools
from wolds.geo.supplied import SuppliedTravel, TravelSource

if TYPE_CHECKING:
    import pandas as pd

_URN_A: Final = "urna"
_URN_B: Final = "urnb"
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


@dataclass(frozen=True, eq=False)
class TableReading:
    """The travel of a table, and what is to be said of it: pairs with unknown schools, pairs whose directions differ much."""

    travel: SuppliedTravel
    rows: int
    unknown_urns: tuple[int, ...]
    uneven: int
    """Pairs that take over a tenth longer one way than the other."""


def read_travel_table(path: Path, schools: Schools) -> TableReading:
    """The travel table in a file, for the schools of a register.

    Raises `InputError`, naming file, row and column, for a number that is none, is negative or absurd, a pair of one school,
    a missing column, or a table that names no school of the register.
    """
    data = _bytes(path)
    frame = _frame(data, path.name)
    pairs = np.column_stack([_urns(frame, column, path.name) for column in (_URN_A, _URN_B)])
    _refuse(pairs[:, 0] == pairs[:, 1], path.name, "URN_b", "a school is paired with itself", "Give two schools.")
    measures = _measures(frame, path.name)
    known = np.isin(pairs, schools.urn)
    met = known.all(axis=1)
    if not met.any():
        raise InputError("no pair of the table is in the register", file=path.name, remedy="Choose the table of this county.")
    urns = np.unique(pairs[met])
    kept = {name: values[met] for name, values in measures.items()}
    travel = SuppliedTravel.of(pairs[met], kept["metres"], kept["minutes"], _source(path, data), urns)
    unknown = tuple(np.unique(pairs[~known]).tolist())
    return TableReading(travel, len(frame), unknown, _uneven(pairs[met], kept, travel))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=str(path), remedy="Look at name and rights.") from error


def _source(path: Path, data: bytes) -> TravelSource:
    how = f"as the travel table {path.name} says; the longer of the two directions"
    return TravelSource("table", f"table {path.name}", how, "", hashlib.sha256(data).hexdigest())


def _frame(data: bytes, file: str) -> pd.DataFrame:
    import pandas as pd

    remedy = "Save the table as CSV with the headings URN_a, URN_b and km or minutes."
    if b"\0" in data[:4096]:
        raise InputError("this is not a text table", file=file, remedy=remedy)
    text = data.decode("utf-8-sig", errors="replace")
    first = text.split("\n", 1)[0]
    sign = next((mark for mark in (",", ";", "\t") if mark in first), ",")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.ParserWarning)  # cells beyond the last heading say nothing
            frame = pd.read_csv(
                io.StringIO(text), sep=sign, dtype=str, keep_default_na=False, skip_blank_lines=False, index_col=False
            )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError("this is not a CSV table", file=file, remedy=remedy) from error
    frame.columns = [re.sub("[^a-z]", "", str(name).lower()) for name in frame.columns]
    if frame.columns.duplicated().any() or not {_URN_A, _URN_B} <= set(frame.columns):
        raise InputError("the headings URN_a and URN_b are missing or stand twice", file=file, remedy=remedy)
    if not any(name in _MEASURES for name in frame.columns):
        raise InputError("there is no column km, metres or minutes", file=file, remedy=remedy)
    filled = np.array([any(cell.strip() for cell in row) for row in frame.itertuples(index=False)], dtype=bool)
    if not filled.any():
        raise InputError("the table is empty", file=file, remedy=remedy)
    return frame.iloc[np.flatnonzero(filled)]


def _urns(frame: pd.DataFrame, column: str, file: str) -> IntArray:
    words = frame[column].str.strip()
    good = words.str.fullmatch("[0-9]{1,7}") & ~words.str.fullmatch("0+")
    name = "URN_a" if column == _URN_A else "URN_b"
    _refuse(~good.to_numpy(dtype=bool), file, name, "this is not a URN", "Give the six figures of the school.", frame)
    return words.to_numpy(dtype=np.int64)


def _measures(frame: pd.DataFrame, file: str) -> dict[str, FloatArray]:
    """Metres and minutes of each row, NaN where a cell is blank."""
    found = {name: np.full(len(frame), np.nan) for name in _LARGEST}
    for column in frame.columns:
        if column in _MEASURES:
            name, factor = _MEASURES[column]
            given = _numbers(frame, column, file) * factor
            too_large = given > _LARGEST[name]
            _refuse(too_large, file, column, "this is farther than Great Britain is long", "Look at the unit.", frame)
            found[name] = np.where(np.isnan(given), found[name], given)
    nothing = np.isnan(found["metres"]) & np.isnan(found["minutes"])
    _refuse(nothing, file, "km", "neither distance nor minutes is given", "Fill one in, or take the row out.", frame)
    return found


def _numbers(frame: pd.DataFrame, column: str, file: str) -> FloatArray:
    import pandas as pd

    words = frame[column].str.strip()
    values = pd.to_numeric(words, errors="coerce").to_numpy(dtype=np.float64)
    bad = (words != "").to_numpy() & ~np.isfinite(values)
    _refuse(bad, file, column, "this is not a number", "Write it as 12.5.", frame)
    _refuse(values < 0, file, column, "travel cannot be less than nothing", "Correct it, or take the row out.", frame)
    return values


def _refuse(bad: BoolArray, file: str, column: str, message: str, remedy: str, frame: pd.DataFrame | None = None) -> None:
    """`InputError` for the first row that is bad; rows count from 1 under the heading, blank lines included."""
    if bad.any():
        place = int(np.argmax(bad))
        row = place + 1 if frame is None else int(frame.index[place]) + 1
        raise InputError(message, file=file, row=row, column=column, remedy=remedy)


def _uneven(pairs: IntArray, measures: Mapping[str, FloatArray], travel: SuppliedTravel) -> int:
    """Pairs whose shorter direction is over a tenth below the longer one in any measure."""
    place = travel.find(pairs[:, 0], pairs[:, 1])
    uneven = np.zeros(len(travel), dtype=bool)
    for values, worst in ((measures["metres"], travel.metres), (measures["minutes"], travel.minutes)):
        uneven[place[values * _UNEVEN < worst[place]]] = True
    return int(uneven.sum())
