"""Reading a workbook or list that a colleague edited, beside the plan it is to come back to: window and command line alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.clustering.taking_back.tables import MEMBERSHIPS
from wolds.geo.sheets import SHEET_SUFFIXES

if TYPE_CHECKING:
    from wolds.app.export import Exported
    from wolds.clustering.merging import MergeReview
    from wolds.clustering.taking_back.tables import Table

CONFIDENTIAL: Final = "Confidential"
SOMETIMES: Final = ("Relations", "County")
"""Sheets of Wolds's that a workbook has where there is something to say."""


def is_sheet(path: Path) -> bool:
    """Whether a file is one of those that can be a workbook or list."""
    return path.suffix.lower() in SHEET_SUFFIXES


def review_of_sheet(path: Path, exported: Exported) -> MergeReview:
    """What a file says otherwise than it did when it went out; `exported` is the plan that it is to come back to.

    Raises `InputError` for a file that is no spreadsheet, and for one that holds no sheet of Wolds's.
    """
    from wolds.app.export.round_trip import HIDDEN, list_table, origin_in, tables_of
    from wolds.app.export.sheets import sheets_of
    from wolds.clustering.taking_back.reading import read_tables
    from wolds.clustering.taking_back.review import Edited, take_back
    from wolds.geo.sheets import read_sheets

    sheets = read_sheets(path)
    origin = next((origin_in(sheet) for sheet in sheets if sheet.name == HIDDEN), None)
    now = {table.name: table for table in tables_of(sheets_of(exported))}
    known = {heading for table in now.values() for heading in table.headings}
    read = read_tables([sheet for sheet in sheets if sheet.name != HIDDEN], known, str(path))
    listed = {MEMBERSHIPS: list_table(exported)} if read.is_list else now
    notes = (*read.notes, *_strangers(read.others, now))
    digests = {name: table.digest() for name, table in read.others.items()}
    edited = Edited(path.name, read.tables, origin, notes, digests, is_workbook=len(sheets) > 1)
    return take_back(exported.context, edited, listed, exported.day)


def _strangers(others: Mapping[str, Table], now: Mapping[str, Table]) -> Iterator[str]:
    """Sheets that are not Wolds's, or that never come back."""
    for name in others:
        if name == CONFIDENTIAL:
            yield f"The sheet {name} does not come back: what is confidential is kept in the window alone."
        elif name not in now and name not in SOMETIMES:
            yield f"The sheet {name[:60]} is none of Wolds’s: not read."
