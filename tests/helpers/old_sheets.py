"""Old Excel files (XLS) written by hand after MS-CFB and MS-XLS: small ones, and ones that no program would write."""

from __future__ import annotations

import struct
from collections.abc import Sequence

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cell = tuple[int, int, str | float]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def dimensions(rows: int, columns: int) -> bytes:
    return record(0x0200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


def _cell(row: int, column: int, value: str | float) -> bytes:
    head = struct.pack("<HHH", row, column, 15)
    if isinstance(value, str):
        return record(0x0204, head + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return record(0x0203, head + struct.pack("<d", value))


def workbook_stream(cells: Sequence[Cell], size: tuple[int, int] = (100, 20)) -> bytes:
    """The records of a workbook with one sheet; `size` is what it says of its rows and columns."""

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def head(place: int) -> bytes:
        sheet = struct.pack("<IBBBB", place, 0, 0, 7, 0) + b"Schools"
        return begin(5) + record(0x0042, struct.pack("<H", 1200)) + record(0x0085, sheet) + record(0x000A, b"")

    body = b"".join(_cell(*cell) for cell in cells)
    return head(len(head(0))) + begin(16) + dimensions(*size) + body + record(0x000A, b"")


def compound(stream: bytes) -> bytes:
    """A compound file of 512-byte sectors that holds the stream as `Workbook`: table, directory, then the stream."""
    data = stream.ljust(max(4_096, -(-len(stream) // 512) * 512), b"\0")
    count = len(data) // 512
    table = [TABLE, END, *range(3, 2 + count), END]
    assert len(table) <= 128, "too long for one sector of the table"
    directory = _entry("Root Entry", 5, END, 0, 1) + _entry("Workbook", 2, 2, len(data)) + _entry("", 0, 0, 0) * 2
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4_096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return header + struct.pack("<128I", *table, *[FREE] * (128 - len(table))) + directory + data


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    words = name.encode("utf-16-le") + bytes(2) if name else b""
    links = struct.pack("<HBBIII", len(words), kind, 1, FREE, FREE, child)
    return words.ljust(64, b"\0") + links + bytes(16) + struct.pack("<IQQ", 0, 0, 0) + struct.pack("<IQ", start, size)


def xls_of(rows: Sequence[Sequence[object]]) -> bytes:
    """An XLS of one sheet, Schools."""
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in (None, ""):
                cells.append((at, column, value if isinstance(value, str) else float(str(value))))
    return compound(workbook_stream(cells))
