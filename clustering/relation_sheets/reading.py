"""From the cells of a sheet to its rows: which schools each names, in which group, of which kind. Nothing is looked up yet.

Two shapes are understood: a row for each school and its group (School, Group), and a row for each relation with its schools
side by side (School A, School B ...; URN_a, URN_b). The heading may stand below a title; other columns are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wolds.clustering.relation_sheets.headings import Column, Layout, Slot, layout_of
from wolds.clustering.relation_sheets.kinds import says_nothing
from wolds.geo.errors import InputError
from wolds.geo.sheets import Sheet

_TITLE_LINES: Final = 20
_LONGEST: Final = 400
_REMEDY: Final = 'Name a column "School" or "URN", and one "Group"; or two columns "School A" and "School B".'
_SEVERAL: Final = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True)
class Mention:
    """A school as a cell names it: a URN, a name, a place to tell namesakes apart; "" = not given."""

    urn: str = ""
    name: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """What the sheet says, in one line."""
        number = f"URN {self.urn}" if self.urn else ""
        return ", ".join(part for part in (self.name, self.place, number) if part)


@dataclass(frozen=True)
class SheetRow:
    """A row under the heading. `line` is its number in the file; `kind`, `on` and `vacancy` are as they were typed."""

    line: int
    mentions: tuple[Mention, ...]
    group: str = ""
    kind: str = ""
    note: str = ""
    on: str = ""
    vacancy: str = ""


@dataclass(frozen=True)
class RelationSheet:
    """The rows of a sheet. `pairs`: each row names the schools of a relation; else one school and its group."""

    file: str
    name: str
    rows: tuple[SheetRow, ...]
    pairs: bool
    ignored: tuple[str, ...] = ()


def relation_sheet(sheets: Sequence[Sheet]) -> RelationSheet:
    """The first of some sheets that names schools. `InputError` where none does, or nothing stands under its heading."""
    for sheet in sheets:
        found = _heading(sheet)
        if found is not None:
            line, layout = found
            rows = tuple(_rows(sheet, line, layout))
            if not rows:
                raise InputError("there is a heading but nothing under it", file=sheet.file, remedy="Give it a row a school.")
            return RelationSheet(sheet.file, sheet.name, rows, layout.pairs, layout.ignored)
    file = sheets[0].file if sheets else None
    raise InputError("no column of the sheet names schools", file=file, remedy=_REMEDY)


def _heading(sheet: Sheet) -> tuple[int, Layout] | None:
    """The line that reads most like a heading, and what its columns are."""
    best: tuple[int, Layout] | None = None
    for line, cells in enumerate(sheet.rows[:_TITLE_LINES], 1):
        layout = layout_of(cells)
        if layout is not None and (best is None or _known(layout) > _known(best[1])):
            best = line, layout
    return best


def _known(layout: Layout) -> int:
    cells = [cell for slot in layout.slots for cell in (slot.urn, slot.name, slot.place) if cell is not None]
    return len(cells) + len(layout.others)


def _rows(sheet: Sheet, heading: int, layout: Layout) -> Iterator[SheetRow]:
    for line, cells in enumerate(sheet.rows[heading:], heading + 1):
        mentions = tuple(mention for slot in layout.slots for mention in _mentions(cells, slot))
        said = {column: _cell(cells, at) for column, at in layout.others.items()}
        if mentions or any(said.values()):
            vacancy = said.get(Column.VACANCY, "")
            yield SheetRow(
                line,
                mentions,
                group=said.get(Column.GROUP, ""),
                kind=said.get(Column.KIND, ""),
                note=said.get(Column.NOTE, ""),
                on=said.get(Column.DATE, ""),
                vacancy="" if says_nothing(vacancy) else vacancy,
            )


def _mentions(cells: Sequence[str], slot: Slot) -> Iterator[Mention]:
    """The schools of a slot; several names in one cell are parted by semicolons or line ends."""
    urns, names, place = _parts(cells, slot.urn), _parts(cells, slot.name), _cell(cells, slot.place)
    if len(urns) <= 1 and len(names) <= 1:
        urn, name = "".join(urns), "".join(names)
        if urn or name:
            yield Mention(urn, name, place)
    elif len(urns) == len(names):
        yield from (Mention(urn, name, place) for urn, name in zip(urns, names, strict=True))
    else:
        yield from (Mention(name=name) for name in names) if names else (Mention(urn) for urn in urns)


def _parts(cells: Sequence[str], at: int | None) -> list[str]:
    if at is None or at >= len(cells):
        return []
    return [part for part in (_clean(part) for part in _SEVERAL.split(cells[at])) if part]


def _cell(cells: Sequence[str], at: int | None) -> str:
    return _clean(cells[at]) if at is not None and at < len(cells) else ""


def _clean(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
