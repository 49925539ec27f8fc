"""Reading a workbook or list that a colleague edited, beside the plan it is to come back to: window and command line alike."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wolds.clustering.taking_back.tables import MEMBERSHIPS, RETURNING
from wolds.geo.sheets import SHEET_SUFFIXES

if TYPE_CHECKING:
    from wolds.app.export import Exported
    from wolds.clustering.merging import MergeReview
    from wolds.clustering.taking_back.tables import Table
    from wolds.geo.sheets import Sheet

_LOOKED_AT: Final = 100_000
_LIST_STARTS: Final = tuple(
    comma.join((f"{mark}URN", "EstablishmentName", "cluster", "")).encode() for mark in ("", "\ufeff") for comma in ",;"
)
CONFIDENTIAL: Final = "Confidential"
_NAMES: Final = {"cluster name": "cluster"}
SOMETIMES: Final = ("Relations", "County")
"""Sheets of Wolds's that a workbook has where there is something to say."""


def is_sheet(path: Path) -> bool:
    """Whether a file is one of those that can be a workbook or list."""
    return path.suffix.lower() in SHEET_SUFFIXES


def went_out(path: Path) -> bool:
    """Whether a file is a workbook or cluster list that Wolds wrote, by its beginning; False where it cannot be read."""
    try:
        if path.suffix.lower() == ".xlsx":
            with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as sheets:
                return b'name="Wolds"' in sheets.read(_LOOKED_AT)
        with path.open("rb") as file:
            return path.suffix.lower() == ".csv" and file.read(_LOOKED_AT).startswith(_LIST_STARTS)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return False


def review_of_sheet(path: Path, exported: Exported) -> MergeReview:
    """What a file says otherwise than it did when it went out; `exported` is the plan that it is to come back to.

    Raises `InputError` for a file that is no spreadsheet, and for one that holds no sheet of Wolds's.
    """
    from wolds.app.export.round_trip import HIDDEN, list_table, origin_in, tables_of
    from wolds.app.export.sheets import sheets_of
    from wolds.clustering.taking_back.reading import read_tables
    from wolds.clustering.taking_back.review import Edited, take_back
    from wolds.geo.merged_cells import filled_down
    from wolds.geo.sheets import read_sheets

    sheets = filled_down(path, read_sheets(path), _NAMES)
    unworked = _unworked(path, sheets)
    origin = next((origin_in(sheet) for sheet in sheets if sheet.name == HIDDEN), None)
    ours = sheets_of(exported)
    now = {table.name: table for table in tables_of(sheet for sheet in ours if sheet.name in RETURNING)}
    written = {sheet.name: [column.title for column in sheet.columns] for sheet in ours}
    read = read_tables([sheet for sheet in sheets if sheet.name != HIDDEN], written, str(path), unworked)
    listed = {MEMBERSHIPS: list_table(exported)} if read.is_list else now
    notes = (*read.notes, *_strangers(read.others, {sheet.name for sheet in ours}))
    digests = {name: table.digest() for name, table in read.others.items()}
    edited = Edited(path.name, read.tables, origin, notes, digests, is_workbook=len(sheets) > 1)
    return take_back(exported.context, edited, listed, exported.day)


def _unworked(path: Path, sheets: tuple[Sheet, ...]) -> Mapping[str, Mapping[tuple[int, int], str]]:
    from wolds.geo.errors import InputError
    from wolds.geo.old_sheets import UnreadableSheet
    from wolds.geo.unworked_cells import unworked_cells

    try:
        return unworked_cells(path, sheets)
    except UnreadableSheet as error:
        remedy = "Open it in a spreadsheet program and save it anew."
        raise InputError(f"the workbook cannot be read to its end ({error})", file=str(path), remedy=remedy) from error


def _strangers(others: Mapping[str, Table], known: Collection[str]) -> Iterator[str]:
    """Sheets that are not Wolds's, or that never come back."""
    for name in others:
        if name == CONFIDENTIAL:
            yield f"The sheet {name} does not come back: what is confidential is kept in the window alone."
        elif name not in known and name not in SOMETIMES:
            yield f"The sheet {name[:60]} is none of Wolds’s: not read."
