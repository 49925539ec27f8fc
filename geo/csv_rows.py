"""Rows of a CSV that was typed or cut off: no quotation mark swallows the rows under it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

_END = "\n"


def csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The rows of a text as `csv.reader` gives them, `[]` for a blank line.

    Raises `csv.Error` also where a quotation mark opens a cell that nothing closes, and rows after it stand in that cell: the
    reader of the standard library ends there without a word. One that opens in the last line of all takes no row with it, and
    is read as ever.
    """
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)  # of a text that is whole the last row is []
    held: list[str] | None = None
    began = read = 0
    for row in reader:
        if held is not None:
            yield held
        held, began, read = row, read, reader.line_num
    if not held:
        return
    if read - began > 2:  # its own line, and the one that was put behind all
        raise csv.Error(f"a quotation mark in line {began + 1} is not closed")
    yield [*held[:-1], held[-1].removesuffix(_END)]
