"""Cells that show a fault or a formula that was not worked out: told with their place, and nothing changes by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from wolds.clustering.merging import MergeItem
from wolds.clustering.taking_back.case import Case, urn_of, where_of
from wolds.clustering.taking_back.comparing import key_of
from wolds.clustering.taking_back.tables import RETURNING, Row, Table

_REMEDY: Final = "nothing changes by it; write there what it is to say"


@dataclass(frozen=True)
class _Broken:
    """A row as it came back and as it went out (None: it did not, or cannot be told apart), and its cells that say nothing."""

    table: str
    row: Row
    was: Row | None
    columns: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SetAside:
    """Sheets without their cells that say nothing. `tables`: there these cells say what they said when they went out.

    A row that cannot be told apart without them, or is new, is left out.
    """

    tables: Mapping[str, Table]
    broken: tuple[_Broken, ...]

    @classmethod
    def of(cls, base: Mapping[str, Table], edited: Mapping[str, Table]) -> Self:
        """Look through the sheets that came back."""
        broken = tuple(one for name, table in edited.items() if name in base for one in _broken(base[name], table))
        mended = {(one.table, one.row.number): _mended(one) for one in broken}
        tables = {name: _without(table, mended) for name, table in edited.items()}
        return cls(tables, broken)

    def items(self, case: Case) -> Iterator[MergeItem]:
        """A line for each row that has such cells."""
        for one in self.broken:
            urn = urn_of(one.row)
            title = (one.was or one.row).cell("School") or one.row.cell("Name") or one.row.cell("What") or one.table
            went_out = "; ".join(f"{name} {one.was.cell(name) or 'nothing'}" for name in one.columns) if one.was else ""
            holds = "; ".join(f"{name} {one.row.unworked[name]}" for name in one.columns)
            why = f"a formula there failed or was not worked out, so {_REMEDY}"
            where = where_of(one.table, one.row, *one.columns)
            yield case.refused(title, (went_out, holds), why, where, () if urn is None else (urn,))


def _broken(base: Table, table: Table) -> Iterator[_Broken]:
    went_out = {key_of(base.name, row): row for row in base.rows}
    for row in table.rows:
        columns = tuple(name for name in base.headings if name in row.unworked)
        if columns:
            is_known = not any(name in row.unworked for name in RETURNING[table.name])
            was = went_out.get(key_of(table.name, row)) if is_known else None
            yield _Broken(table.name, row, was, columns)


def _mended(one: _Broken) -> Row | None:
    if one.was is None:
        return None
    went_out = {name: one.was.cell(name) for name in one.columns if one.was.cell(name)}
    cells = {name: cell for name, cell in one.row.cells.items() if name not in one.columns} | went_out
    return Row(one.row.number, cells)


def _without(table: Table, mended: Mapping[tuple[str, int], Row | None]) -> Table:
    rows = (mended.get((table.name, row.number), row) for row in table.rows)
    return replace(table, rows=tuple(row for row in rows if row is not None))
