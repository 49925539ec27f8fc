"""The sheets of an edited file: which of them is which, by name or by headings, wherever its columns stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from wolds.clustering.taking_back.tables import (
    ACTIONS,
    ASSOCIATES,
    CLUSTERS,
    MEASURES,
    MEMBERSHIPS,
    PARTNERSHIPS,
    RETURNING,
    ROLES,
    UNPLACED,
    Table,
)
from wolds.geo.errors import InputError
from wolds.geo.sheets import Sheet

_SEARCHED_ROWS: Final = 10
_ALIKE: Final = 0.7
"""So many of the headings of two sheets together are of both, for one to be the other under another name."""
_BY_NAME: Final = {name.casefold(): name for name in RETURNING} | {"members": MEMBERSHIPS}
_BY_HEADINGS: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    (PARTNERSHIPS, frozenset(("cluster", "stage", "lead role"))),
    (ROLES, frozenset(("cluster", "role", "based at urn"))),
    (ASSOCIATES, frozenset(("urn", "partnership", "purpose"))),
    (ACTIONS, frozenset(("cluster", "action", "what"))),
    (MEASURES, frozenset(("cluster", "measure", "what"))),
    (UNPLACED, frozenset(("urn", "reason", "what it means", "cluster"))),
    (MEMBERSHIPS, frozenset(("urn", "cluster"))),
    (CLUSTERS, frozenset(("cluster", "name", "lead urn"))),
)
"""What a sheet without a name of Wolds's is, by headings that it must have; the first that fits."""
ALIASES: Final[Mapping[str, str]] = {
    **{"establishmentname": "School", "cluster": "Cluster", "lead": "Lead URN", "easting": "Easting", "northing": "Northing"},
    **{"roll": "Roll", "reason": "Reason"},
}
"""Headings of the cluster list, and what the sheets call them."""
REMEDY: Final = "Give a workbook or a list that Wolds wrote, edited, with its headings."


@dataclass(eq=False)
class _Read:
    tables: dict[str, Table] = field(default_factory=dict)
    others: dict[str, Table] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class ReadFile:
    """The sheets that come back by name, other sheets of a file by theirs, and what to tell of reading them."""

    tables: Mapping[str, Table]
    others: Mapping[str, Table]
    notes: tuple[str, ...]
    is_list: bool
    """Whether it is the cluster list, whose columns are fixed, and not a sheet of the workbook."""


def read_tables(
    sheets: Sequence[Sheet],
    written: Mapping[str, Sequence[str]],
    file: str,
    unworked: Mapping[str, Mapping[tuple[int, int], str]],
) -> ReadFile:
    """Sort the sheets of a file. `InputError` where no sheet is one that comes back.

    `written`: the headings of every sheet that Wolds writes, by its name. `unworked`: by sheet, what stands in cells that say
    nothing for a fault of theirs, by row and column from 0.
    """
    read, spelled = _Read(), {name.casefold(): name for headings in written.values() for name in headings}
    renamed = _Renamed(written, frozenset(sheet.name.strip().casefold() for sheet in sheets))
    is_list = len(sheets) == 1 and _is_list(sheets[0])
    for sheet in sheets:
        faults = {(row + 1, column): what for (row, column), what in unworked.get(sheet.name, {}).items()}
        if is_list:  # spreadsheet programs name its one sheet after the file
            _sort(replace(sheet, name=""), {**spelled, **ALIASES}, read, faults, renamed)
        else:
            _sort(sheet, spelled, read, faults, renamed)
    if not read.tables:
        raise InputError(
            "no sheet of it is one that comes back: Clusters, Memberships, Actions and the like", file=file, remedy=REMEDY
        )
    return ReadFile(read.tables, read.others, tuple(read.notes), is_list)


def _is_list(sheet: Sheet) -> bool:
    return any("EstablishmentName" in (cell.strip() for cell in row) for row in sheet.rows[:_SEARCHED_ROWS])


def _sort(
    sheet: Sheet, spelled: Mapping[str, str], read: _Read, faults: Mapping[tuple[int, int], str], renamed: _Renamed
) -> None:
    at, kind = _heading_row(sheet, renamed)
    if kind is None:
        name = _BY_NAME.get(sheet.name.strip().casefold())
        if name is not None:
            wanted = " and ".join(RETURNING[name])
            read.notes.append(f"The sheet {sheet.name} has no row with the headings {wanted}: not read.")
            return
        at = next((place for place, row in enumerate(sheet.rows) if any(row)), 0)
    headings = _headings(sheet, at, spelled, read.notes)
    table = Table.of(kind or sheet.name, headings, sheet.rows[at + 1 :], first=at + 2, unworked=faults)
    if kind is not None and renamed.is_so(sheet):
        read.notes.append(f"The sheet {sheet.name[:60]} was read as {kind}, by its headings.")
    if kind is None:
        read.others[sheet.name] = table
    elif kind in read.tables:
        read.notes.append(f"The sheet {sheet.name} is a second one of {kind}: not read.")
    else:
        read.tables[kind] = table


@dataclass(frozen=True)
class _Renamed:
    """Sheets that somebody gave another name: known by nearly all headings of one that Wolds writes and the file lacks."""

    written: Mapping[str, Sequence[str]]
    names: frozenset[str]

    def is_so(self, sheet: Sheet) -> bool:
        """Whether a sheet has a name of its own, which says nothing of what it is."""
        name = sheet.name.strip().casefold()
        is_ours = name in _BY_NAME or name in {one.casefold() for one in self.written}
        return bool(name) and not is_ours and not name.startswith("sheet")

    def kind_of(self, headings: set[str]) -> str | None:
        """Which sheet of Wolds's these headings are of, one that comes back or not; None for none."""
        for name, titles in self.written.items():
            wanted = {title.casefold() for title in titles}
            alike = len(wanted & headings) / len(wanted | headings)
            if alike >= _ALIKE and name.casefold() not in self.names:
                return name
        return None


def _heading_row(sheet: Sheet, renamed: _Renamed) -> tuple[int, str | None]:
    """Where the headings stand, and which sheet they make it: its name goes before what its headings look like."""
    named = _BY_NAME.get(sheet.name.strip().casefold())
    for at, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        found = {cell.strip().casefold() for cell in row}
        if named is not None:
            if {name.casefold() for name in RETURNING[named]} <= found:
                return at, named
        elif kind := renamed.kind_of(found):
            return at, kind if kind in RETURNING and set(map(str.casefold, RETURNING[kind])) <= found else None
        elif not sheet.name.strip() or sheet.name.casefold().startswith("sheet"):
            for kind, wanted in _BY_HEADINGS:
                if wanted <= found:
                    return at, kind
    return 0, None


def _headings(sheet: Sheet, at: int, spelled: Mapping[str, str], notes: list[str]) -> list[str]:
    headings: list[str] = []
    for cell in sheet.rows[at]:
        text = " ".join(cell.split())
        name = spelled.get(text.casefold(), text)
        if name and name in headings:
            notes.append(f"{sheet.name or 'The sheet'} has two columns headed {name}: the first was read.")
            name = ""
        headings.append(name)
    return headings
