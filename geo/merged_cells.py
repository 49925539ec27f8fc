"""Cells that somebody merged downwards, as people do who group a list: each row of them says what the first one says."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from wolds.geo.sheet_bounds import MOST_CELLS
from wolds.geo.sheets import Sheet

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each as row and column from 0."""
_SEARCHED_ROWS: Final = 10


def filled_down(path: Path, sheets: tuple[Sheet, ...], names: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The sheets of an XLSX, with what merged cells say in every row of them. Others are as they were.

    `names`: by the heading of a column that only names what stands under another heading, that one. Such a cell is filled where
    the other one says the same as in the first row: merged by itself it names what it is not.
    `sheets` are those of the file as they were read, so it is known to be one that can be. An old workbook (XLS) is not opened
    again: its reader may end the program.
    """
    from python_calamine import CalamineWorkbook

    if not zipfile.is_zipfile(path):
        return sheets
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        ranges = {sheet.name: book.get_sheet_by_name(sheet.name).merged_cell_ranges or () for sheet in sheets}
    return tuple(_filled(sheet, ranges[sheet.name], _named(sheet, names)) for sheet in sheets)


def _named(sheet: Sheet, names: Mapping[str, str]) -> dict[int, int]:
    """The columns that only name what stands in another one, with that one."""
    for row in sheet.rows[:_SEARCHED_ROWS]:
        at = {cell.casefold(): column for column, cell in enumerate(row)}
        found = {at[name]: at[of] for name, of in names.items() if name in at and of in at}
        if found:
            return found
    return {}


def _filled(sheet: Sheet, ranges: Iterable[Range], named: Mapping[int, int]) -> Sheet:
    """A range of several rows is filled down in its first column; a cell that says something itself stays."""
    rows = [list(row) for row in sheet.rows]
    ordered = sorted(ranges, key=lambda one: one[0][1] in named)  # names last: what they are of is filled by then
    places = (
        (first, at, column) for (first, column), (last, _) in ordered for at in range(first + 1, min(last + 1, len(rows)))
    )
    for first, at, column in islice(places, MOST_CELLS):  # no program writes ranges that lie upon each other: they end there
        of = named.get(column)
        if column < len(rows[at]) and not rows[at][column] and (of is None or rows[at][of] == rows[first][of]):
            rows[at][column] = rows[first][column]
    return replace(sheet, rows=tuple(map(tuple, rows)))
