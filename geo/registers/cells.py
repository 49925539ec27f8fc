"""From text to the cells that matter: rows in chunks, only the columns needed, each odd row judged."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import Final

from wolds.geo.doors import Lines, refuse_long, refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked
from wolds.geo.registers.decoding import Decoded
from wolds.geo.registers.headings import Layout, layout_of
from wolds.geo.registers.report import Fault

_ROWS_AT_A_TIME: Final = 2_000
_LONGEST_CELL: Final = 100_000

Row = tuple[str, ...]


@dataclass
class Cells:
    """The cells of the needed columns: `rows[i]` has one cell for each of `columns` and stood in line `numbers[i]`.

    Row numbers count from 1, the first row under the heading. `short` are the rows that ended early and were filled up
    with blanks.
    """

    layout: Layout
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: int = 0

    def column(self, name: str) -> tuple[str, ...]:
        """All cells of a column, blanks where the file lacks it."""
        if name not in self.columns:
            return ("",) * len(self.rows)
        pick = itemgetter(self.columns.index(name))
        return tuple(map(pick, self.rows))


def cut(decoded: Decoded, file: str, watch: Watch) -> Cells:
    """Cut the text into cells. Raises `InputError` for a foreign heading or broken quoting, `Cancelled` when stopped."""
    lines = Lines(decoded.text)
    reader = csv.reader(lines, delimiter=decoded.delimiter)
    cells = _heading(reader, file)
    taker = _Taker(cells, ends_whole=decoded.text.endswith(("\n", "\r", '"')))
    length = max(1, len(decoded.text))
    number = 0
    while chunk := _next(reader, number, file):
        taker.take(number, chunk, is_last=len(chunk) < _ROWS_AT_A_TIME)
        number += len(chunk)
        refuse_long(number, file)
        stop_if_asked(watch)
        watch.tell(lines.read / length, f"{cells.read:,} rows read")
    if not cells.read:
        raise InputError("there is a heading but no school under it", file=file, remedy="Choose a register with schools.")
    return cells


def _heading(reader: Iterator[list[str]], file: str) -> Cells:
    heading = next((row for row in _next(reader, 0, file, 1) if row), [])
    refuse_wide(len(heading), file)
    layout = layout_of(heading, file)
    return Cells(layout, tuple(layout.places))


def _next(reader: Iterator[list[str]], number: int, file: str, count: int = _ROWS_AT_A_TIME) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(islice(reader, count))
    except csv.Error as error:
        remedy = "A quotation mark is probably missing there; download the register again."
        message = f"the table breaks off after row {number + len(rows)} ({error})"
        raise InputError(message, file=file, remedy=remedy) from error
    return rows


class _Taker:
    """Takes rows into `Cells`; the quick way for rows of full width, with care for all others."""

    def __init__(self, cells: Cells, *, ends_whole: bool) -> None:
        self.cells, self.ends_whole = cells, ends_whole
        self.width = cells.layout.width
        # At least two columns are required, so that this gives a tuple.
        self.pick = itemgetter(*cells.layout.places.values())

    def take(self, before: int, chunk: list[list[str]], *, is_last: bool) -> None:
        if set(map(len, chunk)) == {self.width}:
            self._keep_all(before, chunk)
            return
        last = before + len(chunk) if is_last and not self.ends_whole else -1
        for number, row in enumerate(chunk, before + 1):
            if len(row) == self.width:
                self._keep(number, row)
            elif row:
                self._judge(number, row, is_cut_off=number == last)

    def _keep_all(self, before: int, chunk: list[list[str]]) -> None:
        self.cells.read += len(chunk)
        self.cells.numbers.extend(range(before + 1, before + len(chunk) + 1))
        self.cells.rows.extend(map(self.pick, chunk))

    def _keep(self, number: int, row: list[str]) -> None:
        self.cells.read += 1
        self.cells.numbers.append(number)
        self.cells.rows.append(self.pick(row))

    def _judge(self, number: int, row: list[str], *, is_cut_off: bool) -> None:
        """Short rows are filled up, since spreadsheet programs drop blanks at the end; a torn row is rejected."""
        if is_cut_off:
            self._reject(number, row, "the file breaks off in this row")
        elif len(row) > self.width and any(cell.strip() for cell in row[self.width :]):
            self._reject(number, row, "more cells than the heading")
        elif any("\n" in cell or "\r" in cell for cell in row) or max(map(len, row)) > _LONGEST_CELL:
            self._reject(number, row, "a quotation mark is missing")
        else:
            if len(row) < self.width:
                self.cells.short.append(number)
            self._keep(number, row[: self.width] + [""] * (self.width - len(row)))

    def _reject(self, number: int, row: list[str], reason: str) -> None:
        self.cells.read += 1
        self.cells.faults.append(Fault(number, "", reason, f"{len(row)} of {self.width} cells"))
