"""How large a packed spreadsheet says it is, found out before it is read: one cell in the last corner of a sheet of a few
bytes would have its reader ask for more memory than there is, and take the program down with it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.parsers import expat

LARGEST_UNPACKED: Final = 500_000_000
MOST_CELLS: Final = 4_000_000
_CHUNK: Final = 1 << 18
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_UNREADABLE: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)


class TooLarge(Exception):
    """A spreadsheet is larger than may be read, or not one that can be judged; `str(error)` says in which way."""


def refuse_absurd_workbook(data: bytes) -> None:
    """Raises `TooLarge` for an XLSX or ODS that unpacks to too much or spans too many cells, or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise TooLarge("the file is too large when unpacked")
            if "xl/workbook.bin" in archive.namelist():
                raise TooLarge("this is a binary workbook (XLSB), which is not read")
            for entry in archive.infolist():
                if not entry.is_dir():
                    _judge(archive, entry)
    except _UNREADABLE as error:
        raise TooLarge("the file is damaged: it cannot be unpacked") from error


def _judge(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Go through an entry to its end, where zipfile tells whether it is as large as it says; see how far a sheet reaches."""
    sheet = _Extent()
    with archive.open(entry) as stream:
        part = stream.read(_CHUNK)
        sheet.goes_on = part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")  # else a picture, a font
        while part:
            _take(sheet, part)
            part = stream.read(_CHUNK)


def _take(sheet: _Extent, part: bytes) -> None:
    if not sheet.goes_on:
        return
    try:
        sheet.take(part)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: an encoding that there is not
        if sheet.is_sheet or not isinstance(error, expat.ExpatError):
            raise TooLarge("the file is damaged: a sheet in it breaks off") from error
        sheet.goes_on = False


class _Extent:
    """How many rows and columns the filled cells of one sheet span, as its XML goes by."""

    def __init__(self) -> None:
        self.goes_on, self.is_sheet = True, False
        self._rows = self._columns = 0  # up to the last filled cell
        self._row = self._column = 0  # up to the cell that is going by
        self._repeats, self._span = 1, 1
        self._handlers: Mapping[str, Callable[[dict[str, str]], None]] = {}
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def take(self, part: bytes) -> None:
        """Take the next bytes. Raises `TooLarge` once the span is too large."""
        self._parser.Parse(part, False)
        if self._rows * self._columns > MOST_CELLS:
            raise TooLarge(f"a sheet spans {self._rows:,} rows and {self._columns:,} columns, which is too large")

    def _refuse_doctype(self, *_: Any) -> None:
        raise TooLarge("the file is not as spreadsheet programs write it")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.is_sheet:
            self._handlers = {"worksheet": self._excel, "document-content": self._open_document}.get(local, dict)()
            self.goes_on = self.is_sheet = bool(self._handlers)
        elif local in self._handlers:
            self._handlers[local]({key.rpartition(":")[2]: value for key, value in attributes.items()})

    # XLSX: a cell names its place; one that holds a value has a child --------------------------------------------------

    def _excel(self) -> Mapping[str, Callable[[dict[str, str]], None]]:
        return {"row": self._excel_row, "c": self._excel_cell, "v": self._fill, "is": self._fill, "f": self._fill}

    def _excel_row(self, attributes: dict[str, str]) -> None:
        self._row = _whole(attributes.get("r"), self._row + 1, _LAST_ROW)
        self._column = 0

    def _excel_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        letters = place.rstrip("0123456789")
        self._column = _column_of(letters) if place else self._column + 1
        if place:
            self._row = _whole(place[len(letters) :], self._row, _LAST_ROW)

    # ODS: cells and rows say how often they stand there -------------------------------------------------------------

    def _open_document(self) -> Mapping[str, Callable[[dict[str, str]], None]]:
        cells = dict.fromkeys(("table-cell", "covered-table-cell"), self._open_cell)
        return {"table": self._table, "table-row": self._open_row, "p": self._fill, **cells}

    def _table(self, _: dict[str, str]) -> None:
        self._row, self._repeats = 0, 1

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._repeats = _whole(attributes.get("number-rows-repeated"), 1, 1 << 31)
        self._row += self._repeats
        self._column = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._column += _whole(attributes.get("number-columns-repeated"), 1, 1 << 31)
        if "value-type" in attributes:
            self._fill({})

    def _fill(self, _: dict[str, str]) -> None:
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)


def _whole(text: str | None, usual: int, most: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 11 and int(text) <= most):
        raise TooLarge(f"a sheet names the row or count {text[:20]}, which cannot be")
    return int(text)


def _column_of(letters: str) -> int:
    """Which column "A", "Z", "AA" is, from 1."""
    place = 0
    for letter in letters.upper()[:5]:
        place = place * 26 + ord(letter) - 64
    if not (letters.isascii() and letters.isalpha() and place <= _LAST_COLUMN):
        raise TooLarge(f"a sheet names the column {letters[:20]}, which cannot be")
    return place
