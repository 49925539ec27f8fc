"""What the review of an edited sheet goes by, and how its items are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from wolds.clustering.edits.base import Edit, EditContext, EditError
from wolds.clustering.merging import Kind, MergeItem
from wolds.clustering.plan import PlanChange
from wolds.clustering.taking_back.comparing import TableDiff, key_of
from wolds.clustering.taking_back.places import Places
from wolds.clustering.taking_back.tables import MEMBERSHIPS, RETURNING, UNPLACED, Row, Table, comparable

NOTHING: Final = "nothing"


@dataclass(frozen=True)
class Refused:
    """What cannot come back into the plan."""

    why: str

    def change(self, context: EditContext) -> PlanChange:
        """Never: `EditError`."""
        raise EditError(self.why)


@dataclass(frozen=True, eq=False)
class Case:
    """The plan, and its sheets as they went out (`base`), came back (`edited`) and would go out now (`now`), by name."""

    context: EditContext
    base: Mapping[str, Table]
    edited: Mapping[str, Table]
    now: Mapping[str, Table]
    today: date

    @cached_property
    def diffs(self) -> Mapping[str, TableDiff]:
        """The sheets that came back, beside what went out."""
        return {name: TableDiff(self.base[name], table) for name, table in self.edited.items() if name in self.base}

    @cached_property
    def places(self) -> Places:
        """The clusters that cells may mean."""
        return Places.of(self.context.plan, self.base, self.edited)

    @cached_property
    def base_homes(self) -> Mapping[int, str]:
        """The cluster of each school as it went out, "" for none."""
        return {urn: row.cell("Cluster") for row in self._school_rows(self.base) if (urn := urn_of(row)) is not None}

    def _school_rows(self, tables: Mapping[str, Table]) -> list[Row]:
        return [row for name in (UNPLACED, MEMBERSHIPS) if name in tables for row in tables[name].rows]

    def shown_now(self, table: str, row: Row) -> Row:
        """The row as it would go out now; one without cells where there is none."""
        return self._now_rows.get((table, key_of(table, row)), Row(0, {}))

    @cached_property
    def _now_rows(self) -> Mapping[tuple[str, tuple[str, ...]], Row]:
        return {(name, key_of(name, row)): row for name, table in self.now.items() if name in RETURNING for row in table.rows}

    def item(
        self,
        kind: Kind,
        title: str,
        words: tuple[str, str],
        edit: Edit,
        where: str,
        *,
        urns: tuple[int, ...] = (),
        is_conflict: bool = False,
        blocked: str | None = None,
    ) -> MergeItem:
        """An item: `words` are ours and theirs. Where `blocked` is None, the edit itself says whether it can be taken."""
        ours, theirs = (one or NOTHING for one in words)
        if blocked is None:
            blocked = self.refusal(edit)
        return MergeItem(kind, title, ours, theirs, urns, is_conflict, edit, blocked, where)

    def refusal(self, edit: Edit) -> str:
        """Why an edit cannot be done to the plan as it is, "" where it can."""
        try:
            edit.change(self.context)
        except EditError as error:
            return str(error).rstrip(".")
        return ""

    def refused(self, title: str, words: tuple[str, str], why: str, where: str, urns: tuple[int, ...] = ()) -> MergeItem:
        """An item that can only be shown."""
        return self.item("cells", title, words, Refused(why), where, urns=urns, blocked=why)

    def titled(self, urn: int) -> str:
        """A school by its name."""
        return self.context.schools.name_of(urn) if urn in self.context.schools else f"URN {urn}"


def urn_of(row: Row) -> int | None:
    """The URN of a row, None where there is no such number."""
    words = comparable(row.cell("URN"))
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else None


def is_doubtful(was: Row, row: Row, now: Row, columns: tuple[str, ...]) -> bool:
    """Whether cells were changed here since they went out, or were emptied, which a slip of the hand does too."""
    return any(comparable(now.cell(name)) != comparable(was.cell(name)) or not row.cell(name) for name in columns)


def where_of(table: str, row: Row, *columns: str) -> str:
    """Where something stands, for people: "Memberships, row 12, column Cluster"."""
    place = f"{table}, row {row.number}" if row.number else f"{table}, a row that is missing"
    return f"{place}, column{'s' if len(columns) > 1 else ''} {', '.join(columns)}" if columns else place
