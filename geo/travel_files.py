"""Travel tables as text cells: CSV with whatever sign between, or a sheet of a workbook (XLSX, XLS, ODS)."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from wolds.geo.doors import Door, refuse_long, refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.schools import BoolArray
from wolds.geo.sheets import WORKBOOK_STARTS, Sheet, sheets_in

if TYPE_CHECKING:
    import pandas as pd

URN_A: Final = "urna"
URN_B: Final = "urnb"
_SAVE_AS: Final = "Save the table as CSV or XLSX with the headings URN_a, URN_b and km or minutes."
_MOST_PAIRS: Final = 5_000_000
_MOST_CELLS: Final = 40_000_000
TRAVEL_TABLE: Final = Door("a travel table", 100_000_000, "Give the pairs of the schools that take part alone.", _SAVE_AS)
_HEADING_AMONG: Final = 20
"""The headings of a sheet may stand under a title: they are looked for in so many lines."""


@dataclass(frozen=True, eq=False)
class TravelCells:
    """The filled lines of a table as text. `frame`: columns by their headings in small letters without signs, its index the
    line under the heading, from 0; `place` names file and sheet in errors."""

    frame: pd.DataFrame
    place: str
    written: Mapping[str, str]
    """The headings as the table writes them."""

    def words(self, column: str) -> pd.Series[str]:
        """A column without blanks around its cells."""
        return self.frame[column].str.strip()

    def refuse(self, bad: BoolArray, column: str, message: str, remedy: str) -> None:
        """`InputError` for the first line that is bad; rows count from 1 under the heading, blank lines included."""
        if bad.any():
            row = int(self.frame.index[int(np.argmax(bad))]) + 1
            heading = self.written.get(column, column)
            raise InputError(message, file=self.place, row=row, column=heading, remedy=remedy)


def cells_of(data: bytes, file: str, measures: Container[str]) -> TravelCells:
    """The cells of a file. `InputError` where it is no table, lacks the two URNs, or has none of the columns `measures`."""
    raw, place = _sheet_of(data, file) if data.startswith(WORKBOOK_STARTS) else (_frame_of_text(data, file), file)
    frame = raw.set_axis([_heading(name) for name in raw.columns], axis="columns")
    if frame.columns[frame.columns != ""].duplicated().any() or not {URN_A, URN_B} <= set(frame.columns):
        raise InputError("the headings URN_a and URN_b are missing or stand twice", file=place, remedy=_SAVE_AS)
    if not any(name in measures for name in frame.columns):
        raise InputError("there is no column km, metres or minutes", file=place, remedy=_SAVE_AS)
    filled = np.array([any(cell.strip() for cell in row) for row in frame.itertuples(index=False)], dtype=bool)
    if not filled.any():
        raise InputError("the table is empty", file=place, remedy=_SAVE_AS)
    written = dict(zip(frame.columns, map(str, raw.columns), strict=True))
    return TravelCells(frame.iloc[np.flatnonzero(filled)], place, written)


def _heading(text: object) -> str:
    return re.sub("[^a-z]", "", str(text).lower())


def _frame_of_text(data: bytes, file: str) -> pd.DataFrame:
    import pandas as pd

    if b"\0" in data[:4096]:
        raise InputError("this is not a text table", file=file, remedy=_SAVE_AS)
    text = data.decode("utf-8-sig", errors="replace")
    first = text.split("\n", 1)[0]
    sign = next((mark for mark in (",", ";", "\t") if mark in first), ",")
    columns, rows = first.count(sign) + 1, text.count("\n")
    refuse_wide(columns, file)
    refuse_long(rows, file, min(_MOST_PAIRS, _MOST_CELLS // columns))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.ParserWarning)  # cells beyond the last heading say nothing
            return pd.read_csv(
                io.StringIO(text), sep=sign, dtype=str, keep_default_na=False, skip_blank_lines=False, index_col=False
            )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError("this is not a CSV table", file=file, remedy=_SAVE_AS) from error


def _sheet_of(data: bytes, file: str) -> tuple[pd.DataFrame, str]:
    """The first sheet that has both URNs for headings."""
    sheets = sheets_in(data, file)
    for sheet in sheets:
        at = _heading_line(sheet)
        if at is not None:
            place = file if len(sheets) == 1 else f"{file}, sheet {sheet.name}"
            return _frame_of_sheet(sheet, at), place
    raise InputError("no sheet has the headings URN_a and URN_b", file=file, remedy="Write them over the two columns of URNs.")


def _heading_line(sheet: Sheet) -> int | None:
    lines = enumerate(sheet.rows[:_HEADING_AMONG])
    return next((at for at, row in lines if {URN_A, URN_B} <= set(map(_heading, row))), None)


def _frame_of_sheet(sheet: Sheet, at: int) -> pd.DataFrame:
    import pandas as pd

    headings = sheet.rows[at]
    width = len(headings)
    rows = [(*row[:width], *[""] * (width - len(row))) for row in sheet.rows[at + 1 :]]
    return pd.DataFrame(rows, columns=headings, dtype=str)
