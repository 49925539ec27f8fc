"""Cells of a workbook that show a fault or a formula that nobody worked out: readers of sheets give them as empty.

XLSX and ODS say so in their XML. Old workbooks (XLS) do not say it in a way that is read here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from wolds.geo.old_sheets import UnreadableSheet
from wolds.geo.sheets import Sheet

NOT_WORKED_OUT: Final = "a formula that was not worked out"
_FAULT: Final = re.compile(r"#(REF|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|NAME|DIV/0|N/A)[!?]?|Err:\d{3}")
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, OSError, ValueError, zlib.error),
    ElementTree.ParseError,
)

Cells = dict[tuple[int, int], str]
"""What stands in a cell, by row and column, both from 0."""


def unworked_cells(path: Path, sheets: tuple[Sheet, ...]) -> Mapping[str, Cells]:
    """By sheet, the cells that show a fault, as "#REF!", or hold a formula that was not worked out.

    `sheets` are those of the file as they were read: it is known to be a spreadsheet of a size that can be read, and to hold no
    entities. Raises `UnreadableSheet` for a workbook that breaks off.
    """
    found = {sheet.name: _shown(sheet) for sheet in sheets}
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name, cells in _of_archive(archive):
                    found.setdefault(name, {}).update(cells)
    except _UNREADABLE as error:
        raise UnreadableSheet(" ".join(str(error).split())[:120]) from error
    return {name: cells for name, cells in found.items() if cells}


def _shown(sheet: Sheet) -> Cells:
    """Faults that stand there as text, as in a CSV."""
    return {
        (at, column): cell
        for at, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if cell[:1] in ("#", "E") and _FAULT.fullmatch(cell)
    }


def _of_archive(archive: zipfile.ZipFile) -> Iterator[tuple[str, Cells]]:
    names = set(archive.namelist())
    if "content.xml" in names:
        yield from _open_sheets(archive)
        return
    targets = {one["Id"]: one.get("Target", "") for _, one in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")}
    for _, sheet in _elements(archive, "xl/workbook.xml", "sheet"):
        target = targets.get(sheet.get("id", ""), "")
        place = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if place in names:
            yield sheet["name"], _excel_sheet(archive, place)


def _elements(archive: zipfile.ZipFile, part: str, *wanted: str) -> Iterator[tuple[ElementTree.Element, dict[str, str]]]:
    """The elements of these names as they end, with their attributes; names without their namespaces."""
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream):
            if _bare(element.tag) in wanted:
                yield element, {_bare(key): value for key, value in element.attrib.items()}
                element.clear()


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


# XLSX: a cell names its place, its kind, its formula and what it came to ------------------------------------------------------


def _excel_sheet(archive: zipfile.ZipFile, part: str) -> Cells:
    found, row, column = Cells(), -1, -1
    with archive.open(part) as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            name = _bare(element.tag)
            if event == "start" and name == "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            elif event == "start" and name == "c":
                column = _column(element.get("r", ""), column + 1)
            elif name == "c":
                if said := _excel_fault(element):
                    found[row, column] = said
            elif event == "end" and name == "row":
                element.clear()
    return found


def _column(place: str, usual: int) -> int:
    """Which column a place such as "AB12" is in, from 0."""
    letters, at = place.rstrip("0123456789").upper(), 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1 if letters else usual


def _excel_fault(cell: ElementTree.Element) -> str:
    parts = {_bare(part.tag): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return parts.get("v") or NOT_WORKED_OUT
    return NOT_WORKED_OUT if "f" in parts and not parts.get("v") and cell.get("t") != "str" else ""


# ODS: rows and cells say how often they stand there ---------------------------------------------------------------------------


def _open_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, Cells]]:
    for table, attributes in _elements(archive, "content.xml", "table"):
        found, at = Cells(), 0
        for row in (one for one in table.iter() if _bare(one.tag) == "table-row"):
            found |= {(at, column): said for column, said in _open_row(row)}
            at += _repeats(row, "rows")
        yield attributes.get("name", ""), found


def _open_row(row: ElementTree.Element) -> Iterator[tuple[int, str]]:
    at = 0
    for cell in row:
        if said := _open_fault(cell):
            yield at, said
        at += _repeats(cell, "columns")


def _repeats(element: ElementTree.Element, what: str) -> int:
    return next((int(text) for key, text in element.attrib.items() if _bare(key) == f"number-{what}-repeated"), 1)


def _open_fault(cell: ElementTree.Element) -> str:
    said = [(_bare(key), value) for key, value in cell.attrib.items()]
    if ("value-type", "error") in said:
        return "".join(text for part in cell for text in part.itertext()) or NOT_WORKED_OUT
    keys = {key for key, _ in said}
    return NOT_WORKED_OUT if "formula" in keys and "value-type" not in keys else ""
