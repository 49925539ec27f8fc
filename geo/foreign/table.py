"""A table as it stands in a file, before anybody has said which of its columns is what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from wolds.geo.doors import MOST_ROWS, refuse_wide
from wolds.geo.errors import InputError
from wolds.geo.foreign.fields import known_headings, plain
from wolds.geo.foreign.plausible import number_of, postcode_of
from wolds.geo.schools import FloatArray

MOST_CELLS: Final = 12_000_000
_LOOKED_AT: Final = 40
_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)  # a heading as likely as a figure
_FEWER: Final = "Give a table with fewer rows and columns: one row for each school."

MADE_UP: Final = "Column"
"""What a column without a heading is called, with its place."""

Row = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """One table of a file: `rows[i]` has a cell for each of `headings`, as text; the first of them is row `starts` of the file.

    `points` are EPSG:27700 metres, shape (n, 2), NaN where a row has none, for tables that bring shapes; else None.
    """

    file: str
    part: str  # the sheet, layer or the file inside a zip; "" where there is but one
    sha256: str
    kind: str  # in words, such as "CSV, text in UTF-8"
    headings: Row
    rows: tuple[Row, ...]
    above: int = 0  # lines above the heading
    too_long: tuple[int, ...] = ()  # places of rows with more cells than the heading
    points: FloatArray | None = None
    system: str = ""  # where the points came from, in words
    starts: int = 1  # what a spreadsheet program calls the first row: those above it and the heading are counted
    others: tuple[str, ...] = ()  # other sheets or layers of the file, each with its rows

    def column(self, heading: str) -> Row:
        """All cells under a heading. `KeyError` where there is none."""
        at = self.place_of[heading]
        return tuple(row[at] for row in self.rows)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where each heading stands."""
        return {heading: at for at, heading in enumerate(self.headings)}

    @cached_property
    def key(self) -> str:
        """What tables with the same headings share, whatever the order of these: a mapping is remembered by it."""
        names = sorted(filter(None, (plain(heading) for heading in self.headings)))
        return hashlib.sha256("\x1f".join((*names, "shapes" if self.points is not None else "")).encode()).hexdigest()

    @cached_property
    def is_without_headings(self) -> bool:
        """Whether the names of the columns are made up, since the file has none."""
        return all(heading.startswith(f"{MADE_UP} ") for heading in self.headings)

    def example(self, heading: str) -> str:
        """The first filled cell of a column whose heading says nothing, "" for the others."""
        if not heading.startswith(f"{MADE_UP} "):
            return ""
        return next(filter(None, self.column(heading)), "")

    def first(self, count: int) -> Table:
        """The same table with its first rows only."""
        points = None if self.points is None else self.points[:count]
        too_long = tuple(place for place in self.too_long if place < count)
        return replace(self, rows=self.rows[:count], too_long=too_long, points=points)

    def without(self, places: Collection[int]) -> Table:
        """The same table without some rows, by their places."""
        if not places:
            return self
        kept = [at for at in range(len(self.rows)) if at not in places]
        points = None if self.points is None else self.points[kept]
        return replace(self, rows=tuple(self.rows[at] for at in kept), too_long=(), points=points)


def table_of_lines(lines: Sequence[Row], file: str, part: str, sha256: str, kind: str, heading: int | None = None) -> Table:
    """A table out of lines of cells; `heading` counts the line of headings from 0, None = the one that looks most like it.

    Titles above the headings are left alone and counted; blank lines at the end are none. `InputError` for no table at all.
    """
    refuse_absurd(len(lines), max(map(len, lines), default=0), file, part)
    if heading is None and _has_no_heading(lines):
        lines, heading, kind = [(), *lines], 0, f"{kind}, without a line of headings"
        lines[0] = tuple(f"{MADE_UP} {at}" for at in range(1, max(map(_width, lines)) + 1))
        return replace(table_of_lines(lines, file, part, sha256, kind, heading), starts=1)
    at = heading_line(lines) if heading is None else heading
    if at >= len(lines) or not any(lines[at]):
        raise InputError("there is no line of headings", file=file, remedy="Give a table with a heading above each column.")
    last = next(i for i in range(len(lines) - 1, -1, -1) if any(lines[i]))
    headings = named(lines[at], max(_width(line) for line in lines[at:]) if _is_ragged(lines[at:]) else 0)
    width = len(headings)
    rows = tuple(_fitted(line, width) for line in lines[at + 1 : last + 1])
    too_long = tuple(place for place, line in enumerate(lines[at + 1 : last + 1]) if any(line[width:]))
    return Table(file, part, sha256, kind, headings, rows, at, too_long, starts=at + 2)


def _has_no_heading(lines: Sequence[Row]) -> bool:
    """Whether the first line is a row like those below it: nothing in it is a heading that is known, and two of its cells
    or more are figures or postcodes where the others have such."""
    if any(map(known_headings, lines[:_LOOKED_AT])):
        return False
    first, *below = [line for line in lines[:_LOOKED_AT] if any(line)] or [()]
    same = sum(_is_figure(cell) and not _YEAR.fullmatch(cell) and _are_figures(below, at) for at, cell in enumerate(first))
    return len(below) > 1 and same >= 2


def _is_figure(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell) and (number_of(cell) is not None or bool(postcode_of(cell)))


def _are_figures(lines: Sequence[Row], at: int) -> bool:
    cells = [line[at] for line in lines if at < len(line) and line[at]]
    return sum(map(_is_figure, cells)) > 0.8 * len(lines)


def beside_each_other(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables of one file, each with the names and rows of the others: a person is told what was not read."""
    said = [f"{table.part} ({len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'})" for table in tables]
    return tuple(replace(table, others=(*said[:at], *said[at + 1 :])) for at, table in enumerate(tables))


def refuse_absurd(rows: int, columns: int, file: str, part: str = "") -> None:
    """`InputError` for a table larger than any list of schools."""
    where = f"{part} has" if part else "the table has"
    if rows > MOST_ROWS:
        raise InputError(f"{where} more than {MOST_ROWS:,} rows, too many for schools", file=file, remedy=_FEWER)
    refuse_wide(columns, file, part or "the table")
    if rows * columns > MOST_CELLS:
        raise InputError(f"{where} {rows:,} rows of {columns:,} columns, too much for a list", file=file, remedy=_FEWER)


def heading_line(lines: Sequence[Row]) -> int:
    """The line that names most of what is looked for, the first of equals; else the first with two cells or more."""
    known = [known_headings(line) for line in lines[:_LOOKED_AT]]
    if known and max(known) >= 2:
        return known.index(max(known))
    return next((at for at, line in enumerate(lines[:_LOOKED_AT]) if sum(map(bool, line)) > 1), 0)


def named(cells: Sequence[str], width: int = 0) -> Row:
    """Headings, each of its own: blank ones are named by their place, a second one of the same name is numbered."""
    cells = (*cells, *("",) * (width - len(cells)))
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    found: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:200] or f"{MADE_UP} {place}"
        count = 2
        while name in found:
            name, count = f"{' '.join(cell.split())[:200] or f'{MADE_UP} {place}'} ({count})", count + 1
        found.append(name)
    return tuple(found)


def _is_ragged(lines: Sequence[Row]) -> bool:
    """Whether most rows have more filled cells than there are headings: a column whose heading was left out."""
    width = _width(lines[0])
    filled = [line for line in lines[1:] if any(line)]
    return 2 * sum(_width(line) > width for line in filled) > len(filled)


def _width(line: Row) -> int:
    return next((at for at in range(len(line), 0, -1) if line[at - 1]), 0)


def _fitted(line: Row, width: int) -> Row:
    return line[:width] if len(line) >= width else (*line, *("",) * (width - len(line)))
