"""A sheet as it came back beside the same sheet as it went out, row by row: changed, new, missing, doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wolds.clustering.taking_back.tables import ASSOCIATES, MAY_BE_BLANK, RETURNING, Key, Row, Table, comparable


@dataclass(frozen=True)
class Touched:
    """A row as it went out and as it came back, and the headings of the cells that differ."""

    was: Row
    row: Row
    columns: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TableDiff:
    """What differs between a sheet that went out (`base`) and came back (`edited`). Order of rows and columns says nothing."""

    base: Table
    edited: Table

    @cached_property
    def touched(self) -> tuple[Touched, ...]:
        """Rows that differ."""
        return tuple(one for key, row in self._singles.items() if key in self._base for one in self._compared(key, row))

    def _compared(self, key: Key, row: Row) -> Iterator[Touched]:
        was = self._base[key]
        columns = tuple(name for name in self.shared if comparable(was.cell(name)) != comparable(row.cell(name)))
        if columns:
            yield Touched(was, row, columns)

    @cached_property
    def fresh(self) -> tuple[Row, ...]:
        """Rows that did not go out."""
        return tuple(row for key, row in self._singles.items() if key not in self._base) + self._unkeyed

    @cached_property
    def gone(self) -> tuple[Row, ...]:
        """Rows that did not come back, as they went out."""
        named = {key_of(self.edited.name, row) for row in self.edited.rows}
        return tuple(row for key, row in self._base.items() if key not in named)

    @cached_property
    def doubled(self) -> tuple[tuple[Row, ...], ...]:
        """Rows of one key that do not say the same."""
        return tuple(tuple(rows) for rows in self._by_key.values() if len(rows) > 1 and not self._agree(rows))

    def was(self, row: Row) -> Row | None:
        """How a row went out; None for one that did not."""
        return self._base.get(key_of(self.base.name, row))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """Headings of both."""
        return tuple(name for name in self.base.headings if name in self.edited.headings)

    @cached_property
    def _base(self) -> dict[Key, Row]:
        return {key_of(self.base.name, row): row for row in self.base.rows}

    @cached_property
    def _by_key(self) -> dict[Key, list[Row]]:
        found: dict[Key, list[Row]] = {}
        for row in self.edited.rows:
            key = key_of(self.edited.name, row)
            if _is_whole(self.edited.name, key):
                found.setdefault(key, []).append(row)
        return found

    @cached_property
    def _singles(self) -> dict[Key, Row]:
        """Rows by key; of several that say the same the first."""
        return {key: rows[0] for key, rows in self._by_key.items() if self._agree(rows)}

    @cached_property
    def _unkeyed(self) -> tuple[Row, ...]:
        """Rows without a key, such as an action that a colleague added."""
        return tuple(row for row in self.edited.rows if not _is_whole(self.edited.name, key_of(self.edited.name, row)))

    def _agree(self, rows: list[Row]) -> bool:
        cells = [[comparable(row.cell(name)) for name in self.shared] for row in rows]
        return all(one == cells[0] for one in cells)


def _is_whole(table: str, key: Key) -> bool:
    """Whether a key tells a row apart: nothing of it is empty but what may be."""
    optional = MAY_BE_BLANK if table == ASSOCIATES else ()
    return all(part or name in optional for part, name in zip(key, RETURNING[table], strict=True))


def key_of(table: str, row: Row) -> Key:
    """What tells a row of a sheet apart."""
    return tuple(comparable(row.cell(name)).casefold() for name in RETURNING[table])
