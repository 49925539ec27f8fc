"""The plan as a spreadsheet for people: who is with whom, travel, checks, actions, measures, what it is; it can come back."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wolds.app.export.about import NOT_CLOSURE, SAMPLE
from wolds.app.export.bundle import Exported
from wolds.app.export.dead_text import cell_text, one_line
from wolds.app.export.round_trip import with_origin
from wolds.app.export.sheets import Column, Sheet
from wolds.app.export.tables import Cell
from wolds.app.replacing import write_bytes

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
"""Nothing that stands in a cell is taken for a formula, a link or a number."""


_HEADING: Final = {"bold": True, "text_wrap": True, "valign": "top", "align": "left", "indent": 1, "bottom": 1}
_WRAPPED: Final = {"text_wrap": True, "valign": "top", "align": "left", "indent": 1}
_LOOKS: Final = {
    "": _WRAPPED,
    "text": _WRAPPED,
    "km": {"num_format": "0.0", "valign": "top"},
    "number": {"valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "indent": 1},
    "urn": {"valign": "top", "align": "left", "indent": 1},
}
_FIRST_YEAR: Final = 1901
"""Of 1900, Excel and others count days differently."""
_LINE_POINTS: Final = 15.0
_MOST_LINES: Final = 8
_HEADING_COLOURS: Final = {False: "#e8eef0", True: "#d5ecd0"}
"""Headings of columns whose changes can come back are green."""
_ROWS_TO_WRITE_IN: Final = 500
"""So far below the last row a column offers its words too."""


@dataclass(frozen=True)
class Described:
    """What a workbook says of itself in its properties; `made_at` is an ISO date and time, "" unknown."""

    title: str
    version: str
    made_at: str
    is_sample: bool


def workbook_bytes(exported: Exported) -> bytes:
    """The workbook as bytes. Names are plain text in every cell; notes stay with the plan and are not exported."""
    said = Described(exported.title, exported.version, exported.made_at, exported.is_sample)
    return book_bytes(with_origin(exported), said)


def book_bytes(sheets: Iterable[Sheet], said: Described) -> bytes:
    """Sheets as a workbook. What stands in a cell is plain text or a number."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        _describe(book, said)
        headings = {is_open: book.add_format(_HEADING | {"bg_color": colour}) for is_open, colour in _HEADING_COLOURS.items()}
        formats = {style: book.add_format(look) for style, look in _LOOKS.items()}
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, headings, formats, said.is_sample)
    return out.getvalue()


def write_workbook(exported: Exported, path: Path | str) -> None:
    """Write the workbook (.xlsx). Raises `WriteFailed`."""
    write_bytes(Path(path), workbook_bytes(exported))


def _describe(book: Workbook, said: Described) -> None:
    comments = f"{SAMPLE}. {NOT_CLOSURE}" if said.is_sample else NOT_CLOSURE
    known: dict[str, Any] = {"title": one_line(said.title), "comments": comments, "company": f"Wolds {said.version}"}
    if said.made_at:
        known["created"] = datetime.fromisoformat(said.made_at).replace(tzinfo=None)
    book.set_properties(known)


def _write(page: Worksheet, sheet: Sheet, headings: dict[bool, Any], formats: dict[str, Any], is_sample: bool) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, cell_text(column.title), headings[column.is_brought_back])
        _offer(page, at, column, len(sheet.rows))
    _set_height(page, 0, sheet, [column.title for column in sheet.columns])
    for row_at, row in enumerate(sheet.rows, 1):
        _set_height(page, row_at, sheet, row)
        for at, cell in enumerate(row):
            look = _look(sheet.columns[at], cell)
            _put(page, row_at, at, _day(cell) if look == "date" else cell, formats[look])
    page.freeze_panes(1, sheet.fixed)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if is_sample:
        page.set_header(f"&C{SAMPLE}")
        page.set_tab_color("#c77700")
    if sheet.is_hidden:
        page.hide()


def _look(column: Column, cell: Cell) -> str:
    if isinstance(cell, str) or column.style:
        return column.style
    return "urn" if column.title.endswith("URN") else "number"


def _set_height(page: Worksheet, at: int, sheet: Sheet, cells: Sequence[Cell]) -> None:
    """Room for the longest text of a row: not every program makes it by itself."""
    long = [(len(cell), column.width) for cell, column in zip(cells, sheet.columns, strict=False) if isinstance(cell, str)]
    lines = 1 if sheet.is_hidden else max((math.ceil(letters / width) for letters, width in long), default=1)
    if lines > 1:
        page.set_row(at, _LINE_POINTS * min(lines, _MOST_LINES))


def _offer(page: Worksheet, at: int, column: Column, rows: int) -> None:
    """Let a column that takes fixed words offer them."""
    if column.choices:
        offered = {"validate": "list", "source": list(column.choices), "error_title": "One of these"}
        page.data_validation(1, at, rows + _ROWS_TO_WRITE_IN, at, offered | {"error_message": ", ".join(column.choices)})


def _day(cell: Cell) -> Cell | date:
    """A day as spreadsheet programs know days; one before their first, which they would show as hashes, stays words."""
    if not isinstance(cell, str) or not cell:
        return cell
    day = date.fromisoformat(cell)
    return day if day.year >= _FIRST_YEAR else cell


def _put(page: Worksheet, row: int, at: int, cell: Cell | date, style: Any) -> None:
    if isinstance(cell, date):
        page.write_datetime(row, at, cell, style)
    elif isinstance(cell, str):
        if cell:
            page.write_string(row, at, cell_text(cell), style)
    elif cell is not None:
        page.write_number(row, at, cell, style)


__all__ = ["Column", "Described", "Sheet", "book_bytes", "cell_text", "workbook_bytes", "write_workbook"]
