"""Cells that somebody merged downwards, as people do who group a list: each row of them says what the first one says."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from wolds.geo.sheet_bounds import MOST_CELLS
from wolds.geo.sheets import Sheet

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each as row and column from 0."""


def filled_down(path: Path, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets of an XLSX, with what merged cells say in every row of them. Others are as they were.

    `sheets` are those of the file as they were read, so it is known to be one that can be. An old workbook (XLS) is not opened
    again: its reader may end the program.
    """
    from python_calamine import CalamineWorkbook

    if not zipfile.is_zipfile(path):
        return sheets
    with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
        ranges = {sheet.name: book.get_sheet_by_name(sheet.name).merged_cell_ranges or () for sheet in sheets}
    return tuple(_filled(sheet, ranges[sheet.name]) for sheet in sheets)


def _filled(sheet: Sheet, ranges: Iterable[Range]) -> Sheet:
    """A range of several rows is filled down in its first column; a cell that says something itself stays."""
    rows = [list(row) for row in sheet.rows]
    places = ((first, at, column) for (first, column), (last, _) in ranges for at in range(first + 1, min(last + 1, len(rows))))
    for first, at, column in islice(
        places, MOST_CELLS
    ):  # ranges that lie upon each other, as no program writes them, end there
        if column < len(rows[at]) and not rows[at][column]:
            rows[at][column] = rows[first][column]
    return replace(sheet, rows=tuple(map(tuple, rows)))
