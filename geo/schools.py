"""Schools as columns: one validated, frozen table that everything else reads.

A register of 51,012 rows stays a handful of arrays. Rows are sorted by URN, so a position is a deterministic name
for a school within one table, whatever the order of the file it came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import numpy.typing as npt

from wolds.geo.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from wolds.geo.supplied import SuppliedTravel

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
TextArray = npt.NDArray[np.object_]

INTEGER: Final = "integer"
NUMBER: Final = "number"
TEXT: Final = "text"

COLUMNS: Final[Mapping[str, str]] = {
    "urn": INTEGER,
    "name": TEXT,
    "la_code": TEXT,  # three digits as text; "" unknown
    "la_name": TEXT,
    "status": TEXT,  # GIAS words: "Open", "Open, but proposed to close", "Closed", ...
    "open_date": TEXT,  # ISO yyyy-mm-dd or ""
    "close_date": TEXT,
    "phase": TEXT,  # GIAS words: "Primary", ...
    "type_name": TEXT,
    "type_group": TEXT,
    "low_age": NUMBER,  # statutory low age in years; NaN unknown
    "high_age": NUMBER,
    "religious_character": TEXT,  # GIAS words; "" unknown
    "diocese": TEXT,
    "urban_rural": TEXT,
    "capacity": NUMBER,
    "roll": NUMBER,  # pupils; NaN unknown
    "federation_code": TEXT,
    "federation_name": TEXT,
    "trust_code": TEXT,
    "trust_name": TEXT,
    "street": TEXT,
    "locality": TEXT,
    "town": TEXT,
    "postcode": TEXT,
    "easting": NUMBER,  # EPSG:27700 whole metres; NaN where there is no usable point
    "northing": NUMBER,
}
"""Every column of a `Schools` table and its kind. Text is never null: "" says unknown. Numbers are NaN where unknown."""


@dataclass(frozen=True)
class Source:
    """Where a table of schools came from: shown in the window and written into every export."""

    file: str = ""
    sha256: str = ""
    register_date: str = ""  # ISO, where the file or its name tells
    is_sample: bool = False
    places: str = ""  # what says where the schools are, in words, where it is not the register's own eastings and northings


@dataclass(frozen=True, eq=False)
class Schools:
    """A frozen table of schools with the columns of `COLUMNS`, sorted by URN, each URN once.

    Coordinates are EPSG:27700 metres. Build one with `Schools.from_frame`, which validates.
    """

    frame: pd.DataFrame
    source: Source = field(default_factory=Source)
    supplied: SuppliedTravel | None = None
    """Travel between these schools by another provider than the straight line; None = the straight line is in force."""

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, source: Source | None = None) -> Schools:
        """Validate, complete and sort a frame; missing columns become unknown.

        Raises `InputError` for a missing or doubled URN or a column of the wrong kind.
        """
        return cls(_validated(frame), source or Source())

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def urn(self) -> IntArray:
        """URNs, ascending, shape (n,)."""
        return self.frame["urn"].to_numpy(np.int64)

    @cached_property
    def easting(self) -> FloatArray:
        """Eastings in metres, EPSG:27700, NaN where unknown, shape (n,)."""
        return self.number("easting")

    @cached_property
    def northing(self) -> FloatArray:
        """Northings in metres, EPSG:27700, NaN where unknown, shape (n,)."""
        return self.number("northing")

    @cached_property
    def roll(self) -> FloatArray:
        """Pupils on roll, NaN where unknown, shape (n,)."""
        return self.number("roll")

    @cached_property
    def has_point(self) -> BoolArray:
        """Whether both coordinates are known, shape (n,)."""
        return ~(np.isnan(self.easting) | np.isnan(self.northing))

    @cached_property
    def character(self) -> TextArray:
        """`Character` values as text: church, other_faith, community, unknown; shape (n,)."""
        from wolds.geo.character import characters

        return characters(self.text("religious_character"))

    @cached_property
    def phase_group(self) -> TextArray:
        """`PhaseGroup` values as text: primary, middle, unknown; shape (n,)."""
        from wolds.geo.character import phase_groups

        return phase_groups(self.number("high_age"))

    @cached_property
    def federation(self) -> TextArray:
        """What names the federation of each school, "" where it has none, shape (n,); see `federations.py`."""
        from wolds.geo.federations import federation_keys

        return federation_keys(self)

    def number(self, column: str) -> FloatArray:
        """A number column as float64, NaN unknown, shape (n,)."""
        if column not in self._columns:
            self._columns[column] = _read_only(self.frame[column].to_numpy(np.float64))
        return cast(FloatArray, self._columns[column])

    def text(self, column: str) -> TextArray:
        """A text column as an object array of str, "" unknown, shape (n,)."""
        if column not in self._columns:
            self._columns[column] = _read_only(self.frame[column].to_numpy(dtype=object))
        return cast(TextArray, self._columns[column])

    @cached_property
    def _columns(self) -> dict[str, Any]:
        """Columns that were asked for, as arrays: looking one up in the frame costs more than most uses of it."""
        return {}

    @cached_property
    def row_of(self) -> Mapping[int, int]:
        """The row of each URN, to be looked up again and again."""
        return {urn: row for row, urn in enumerate(self.urn.tolist())}

    def __contains__(self, urn: object) -> bool:
        return urn in self.row_of

    def position(self, urn: int) -> int:
        """The row of a school; `KeyError` where the table has no such URN."""
        return self.row_of[urn]

    def positions(self, urns: Iterable[int]) -> IntArray:
        """The rows of several schools, in the order asked; `KeyError` for an unknown URN."""
        return np.fromiter((self.row_of[urn] for urn in urns), dtype=np.int64)

    def name_of(self, urn: int) -> str:
        """The name of a school, or "URN 123456" where the table does not know it."""
        row = self.row_of.get(urn)
        return f"URN {urn}" if row is None else str(self.text("name")[row])

    def row(self, urn: int) -> dict[str, Any]:
        """All columns of one school as plain values; `KeyError` for an unknown URN."""
        return cast(dict[str, Any], self.frame.iloc[self.position(urn)].to_dict())

    def subset(self, mask: BoolArray) -> Schools:
        """The schools where `mask`, shape (n,), is true; the source stays."""
        return Schools(self.frame.loc[mask].reset_index(drop=True), self.source, self.supplied)

    def are_those_of(self, other: Schools | None) -> bool:
        """Whether the other table has the very same rows, by whatever way one travels between them."""
        return other is not None and self.frame is other.frame

    def travelling_by(self, supplied: SuppliedTravel | None) -> Schools:
        """The same schools with travel by another provider; None = by the straight line."""
        return Schools(self.frame, self.source, supplied)

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 over the columns that matter: the same schools give the same hash, whatever file they came in."""
        digest = hashlib.sha256()
        for column in COLUMNS:
            values = "\x1f".join(_plain(value) for value in self.frame[column].tolist())
            digest.update(f"{column}\x1e{values}\x1d".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def _read_only(values: Any) -> Any:
    view = values.view()
    view.setflags(write=False)
    return view


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return "" if value != value else repr(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _validated(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    if "urn" not in frame.columns:
        raise InputError("the table has no URN column", column="URN", remedy="Each school needs its URN.")
    columns: dict[str, Any] = {}
    for name, kind in COLUMNS.items():
        columns[name] = _column(frame, name, kind)
    table = pd.DataFrame(columns).sort_values("urn", kind="stable").reset_index(drop=True)
    doubled = table["urn"].duplicated()
    if doubled.any():
        urn = int(table.loc[doubled, "urn"].iloc[0])
        raise InputError(f"URN {urn} stands more than once", column="URN", remedy="Keep one row for each school.")
    return table


def _column(frame: pd.DataFrame, name: str, kind: str) -> Any:
    import pandas as pd

    if name not in frame.columns:
        return np.full(len(frame), "" if kind == TEXT else np.nan, dtype=object if kind == TEXT else np.float64)
    values = frame[name]
    if kind == TEXT:
        words = values.to_numpy(dtype=object)
        if set(map(type, words)) <= {str}:  # as registers come: nothing to mend
            return words
        return values.astype(object).where(values.notna(), "").map(str).to_numpy(dtype=object)
    try:
        numbers = pd.to_numeric(values)
    except (TypeError, ValueError) as error:
        raise InputError(f"not a number: {error}", column=name) from error
    return numbers.to_numpy(np.int64 if kind == INTEGER else np.float64)
