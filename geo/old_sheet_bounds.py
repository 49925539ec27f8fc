"""How far the cells of an old Excel file (XLS) reach, found out before it is read: its reader asks for memory for the whole
span, and a file of a few kilobytes can name a cell so far away that there is not as much.

Only as much of the two formats is read as that takes: the compound file that holds the workbook (MS-CFB), and the heads of its
records (MS-XLS).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from wolds.geo.sheet_bounds import MOST_CELLS, TooLarge

_DAMAGED: Final = "this is not a spreadsheet that can be read: it is damaged or cut off"
_LAST: Final = 0xFFFFFFFA  # sector numbers from here on mean something else than a sector
_IN_HEADER: Final = 109  # sectors of the allocation table that the header names
_ENTRY: Final = 128
_ROOT, _STREAM = 5, 2
_WORKBOOKS: Final = ("workbook", "book")
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_BEGIN: Final = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_LOCKED: Final = 0x002F
_DIMENSIONS: Final = 0x0200
_MANY: Final = 0x00BD  # a row of numbers: row, first column, numbers, last column
_CELLS: Final = frozenset(
    {0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E, 0x00FD, 0x00D6, _MANY}
)


def refuse_absurd_old_workbook(data: bytes) -> None:
    """Raises `TooLarge` for an XLS whose cells span too much, which is locked, or whose parts do not fit together."""
    try:
        stream = _Compound(data).workbook()
    except (struct.error, IndexError) as error:
        raise TooLarge(_DAMAGED) from error
    rows = columns = 0
    for kind, body in _records(stream):
        if kind in _BEGIN:
            rows = columns = 0
        elif kind == _LOCKED:
            raise TooLarge("the file is locked with a password")
        elif kind == _DIMENSIONS:
            _refuse_odd_dimensions(body)
        elif kind in _CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MANY else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
            _refuse_wide(rows, columns)


def _refuse_wide(rows: int, columns: int) -> None:
    if columns > _MOST_COLUMNS:
        raise TooLarge(f"a sheet names the column {columns:,}, which cannot be")
    if rows * columns > MOST_CELLS:
        raise TooLarge(f"a sheet spans {rows:,} rows and {columns:,} columns, which is too large")


def _refuse_odd_dimensions(body: bytes) -> None:
    """What a sheet says of its own size, in the words of newer or of older versions."""
    if len(body) >= 14:
        first, rows, left, columns = struct.unpack_from("<IIHH", body)
    elif len(body) >= 8:
        first, rows, left, columns = struct.unpack_from("<HHHH", body)
    else:
        raise TooLarge(_DAMAGED)
    if not (first <= rows <= _MOST_ROWS and left <= columns <= _MOST_COLUMNS):
        raise TooLarge(f"a sheet says that it reaches to row {rows:,} and column {columns:,}, which cannot be")


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


class _Compound:
    """A file of streams: sectors, a table of which follows which, and a directory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise TooLarge(_DAMAGED)
        self._size, self._small_size = 1 << shift, 1 << small_shift
        directory, self._cutoff, small_table = struct.unpack_from("<I4xII", data, 48)
        self._next = self._numbers(b"".join(map(self._sector, self._table_sectors())))
        self._small_next = self._numbers(self._chain(small_table)) if small_table < _LAST else ()
        self._entries = self._chain(directory)

    def workbook(self) -> bytes:
        """The stream that holds the workbook; all of them one after the other, where a file has several."""
        small, found = b"", []
        for at in range(0, len(self._entries) - _ENTRY + 1, _ENTRY):
            entry = self._entries[at : at + _ENTRY]
            name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", entry, 116)
            if entry[66] == _ROOT and start < _LAST:
                small = self._chain(start)
            elif entry[66] == _STREAM and name.casefold() in _WORKBOOKS:
                found.append((start, size))
        if not found:
            raise TooLarge("this is not a spreadsheet")
        return b"".join(self._stream(start, size, small) for start, size in found)

    def _stream(self, start: int, size: int, small: bytes) -> bytes:
        if size >= self._cutoff:
            return self._chain(start)[:size]
        parts = []
        for number in _followed(start, self._small_next):
            parts.append(small[number * self._small_size : (number + 1) * self._small_size])
        return b"".join(parts)[:size]

    def _table_sectors(self) -> Iterator[int]:
        """The sectors of the table: the first stand in the header, the others in sectors that name the next at their end."""
        yield from (number for number in struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76) if number < _LAST)
        (more,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(len(self._data) // self._size + 1):
            if more >= _LAST:
                return
            *numbers, more = self._numbers(self._sector(more))
            yield from (number for number in numbers if number < _LAST)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise TooLarge(_DAMAGED)
        return found

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self._next))

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(start: int, following: tuple[int, ...]) -> Iterator[int]:
    """A sector and those that follow it; a chain that bites its own tail is damage."""
    number = start
    for _ in range(len(following) + 1):
        if number >= _LAST:
            return
        yield number
        number = following[number]
    raise TooLarge(_DAMAGED)
