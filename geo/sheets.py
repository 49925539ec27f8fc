"""Spreadsheets that people keep, as plain text cells: CSV, XLSX, XLS, ODS. Only encoding and comma are guessed here."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from wolds.geo.doors import Door, Lines, refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.old_sheet_bounds import refuse_absurd_old_workbook
from wolds.geo.old_sheets import UnreadableSheet, read_old_workbook, workbook_sheets
from wolds.geo.sheet_bounds import MOST_CELLS, TooLarge, refuse_absurd_workbook

SHEET_SUFFIXES: Final = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_MISREAD_MARK: Final = "\u00ef\u00bb\u00bf"
"""A mark of UTF-8 that a program took for three letters when it saved the text anew."""
WORKBOOK_STARTS: Final = (_ZIP, _OLE)
"""How the bytes of a workbook begin: everything else is text."""
_WRITTEN_OUT: Final = 1e15
"""Whole numbers up to here are as exact as they look; larger ones are shown with their exponent."""
_SAVE_ANEW: Final = "Open it in a spreadsheet program and save the list alone, as XLSX or CSV."
_FEWER: Final = "Give a sheet with fewer rows and columns."
SHEET: Final = Door("a sheet", 50_000_000, _SAVE_ANEW)


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[i]` are the cells of line i + 1 as text without blanks around, days as 2026-09-01; "" = empty."""

    file: str
    name: str
    rows: tuple[tuple[str, ...], ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a file that holds anything. `InputError` for a file that is no spreadsheet, or an empty one."""
    return sheets_in(SHEET.read(path), str(path))


def sheets_in(data: bytes, file: str) -> tuple[Sheet, ...]:
    """The same from bytes; `file` is named in errors."""
    sheets = _workbook(data, file) if data.startswith(WORKBOOK_STARTS) else (_table_of_text(data, file),)
    found = tuple(sheet for sheet in sheets if any(any(row) for row in sheet.rows))
    if not found:
        raise InputError("the sheet is empty", file=file, remedy="Choose the sheet that holds your list.")
    return found


def _workbook(data: bytes, file: str) -> tuple[Sheet, ...]:
    _refuse_bomb(data, file)
    try:
        sheets = workbook_sheets(data) if data.startswith(_ZIP) else read_old_workbook(data)
    except UnreadableSheet as error:
        raise InputError(f"this is not a spreadsheet that can be read ({error})", file=file, remedy=_SAVE_ANEW) from error
    return tuple(_sheet(file, name, rows) for name, rows in sheets)


def _refuse_bomb(data: bytes, file: str) -> None:
    try:
        (refuse_absurd_workbook if data.startswith(_ZIP) else refuse_absurd_old_workbook)(data)
    except TooLarge as error:
        raise InputError(str(error), file=file, remedy=_SAVE_ANEW) from error


def _sheet(file: str, name: str, rows: Iterable[Iterable[Any]]) -> Sheet:
    cells = tuple(tuple(text_of_value(value) for value in row) for row in rows)
    if sum(map(len, cells)) > MOST_CELLS:
        raise InputError(f"the sheet {name} is too large", file=file, remedy=_FEWER)
    refuse_wide(max(map(len, cells), default=0), file, f"the sheet {name}".rstrip())
    return Sheet(file, name, cells)


def text_of_value(value: Any) -> str:
    """A cell as a person would read it out."""
    if value is None or value != value:  # nothing, and what tables of numbers have in its place
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < _WRITTEN_OUT:
        return str(int(value))
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\u00a0", " ").strip()


def _table_of_text(data: bytes, file: str) -> Sheet:
    text = _decoded(data, file)
    start = text[:2_000].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml")):
        raise InputError("this is a web page, not a sheet", file=file, remedy="Download the sheet itself.")
    try:
        rows = list(_bounded(csv.reader(Lines(text), delimiter=_delimiter(text), strict=True), file))
    except csv.Error as error:
        raise InputError(f"this is not a table ({error})", file=file, remedy=_SAVE_ANEW) from error
    return _sheet(file, "", rows)


def _bounded(rows: Iterable[list[str]], file: str) -> Iterator[list[str]]:
    """The rows of a table of text, of which one that is too large is refused as soon as it is seen to be."""
    cells = 0
    for row in rows:
        refuse_wide(len(row), file)
        cells += len(row)
        if cells > MOST_CELLS:
            raise InputError("the sheet is too large", file=file, remedy=_FEWER)
        yield row


def _decoded(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data or data.startswith(b"%PDF"):
        raise InputError("this is not a sheet", file=file, remedy="Give a CSV, XLSX or ODS file.")
    try:
        return data.decode("utf-8-sig").removeprefix(_MISREAD_MARK)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The comma, or what stands in its place, by the first lines."""
    lines = text.split("\n", 5)[:5]
    return max(",;\t", key=lambda mark: sum(line.count(mark) for line in lines))
