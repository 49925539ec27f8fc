"""Cells that do not come back: what Wolds works out, and what it reads from the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wolds.clustering.merging import MergeItem
from wolds.clustering.taking_back.case import Case, urn_of, where_of
from wolds.clustering.taking_back.comparing import Touched
from wolds.clustering.taking_back.tables import (
    ACTIONS,
    ASSOCIATES,
    CLUSTERS,
    MEASURES,
    MEMBERSHIPS,
    PARTNERSHIPS,
    ROLES,
    UNPLACED,
    Row,
    comparable,
)

BROUGHT_BACK: Final[Mapping[str, tuple[str, ...]]] = {
    CLUSTERS: ("Name", "Lead URN", "Note to add"),
    MEMBERSHIPS: ("Cluster", "Cluster name", "Lead", "Lead URN", "Note to add"),
    UNPLACED: ("Cluster", "Note to add"),
    ACTIONS: ("What", "Category", "Priority", "Owner (role)", "Term", "Status", "Note"),
    PARTNERSHIPS: ("Stage", "Lead role", "Model", "Target model", "Review date"),
    ROLES: ("Based at URN", "Note"),
    ASSOCIATES: ("Note",),
    MEASURES: ("What", "Unit", "Agreed", "Baseline", "Target", "Latest", "Latest on", "Review date"),
}
"""The columns whose changes come back, by sheet."""
_WORKED_OUT: Final = "Wolds works it out, reads it from the register or keeps it in the window: such cells do not come back"
_FOLLOWS: Final = {
    **dict.fromkeys((ACTIONS, MEASURES, PARTNERSHIPS), ("Name",)),
    ROLES: ("Name", "Based at"),
    CLUSTERS: ("Lead school",),
}
"""Columns that a colleague may well bring into line with what he changed."""


def unchangeable_cells(case: Case) -> Iterator[MergeItem]:
    """Cells that do not come back, a row each."""
    for name, diff in case.diffs.items():
        for one in diff.touched:
            columns = tuple(
                column for column in one.columns if column not in BROUGHT_BACK[name] and not _follows(case, name, one)
            )
            if columns:
                words = (_told(one.was, columns), _told(one.row, columns))
                urn = urn_of(one.row) if "URN" in diff.shared else None
                title = one.row.cell("School") or one.row.cell("Name") or one.row.cell("What") or name
                urns = () if urn is None else (urn,)
                yield case.refused(title, words, _WORKED_OUT, where_of(name, one.row, *columns), urns)


def _follows(case: Case, name: str, one: Touched) -> bool:
    """Whether the other cells of a row were only brought into line: the name of a lead school, the new name of a cluster."""
    others = [column for column in one.columns if column not in BROUGHT_BACK[name]]
    if not others or any(column not in _FOLLOWS.get(name, ()) for column in others):
        return False
    shown = {"Lead school": "Lead URN", "Based at": "Based at URN"}
    return all(_is_of(case, one.row, column, shown.get(column, "")) for column in others)


def _is_of(case: Case, row: Row, column: str, urn_column: str) -> bool:
    """Whether a cell names the school whose URN stands beside it, or the cluster of its row."""
    if not urn_column:
        return case.places.named(row.cell(column)).id == row.cell("Cluster")
    urn = urn_of(Row(0, {"URN": row.cell(urn_column)}))
    return comparable("" if urn is None else case.titled(urn)) == comparable(row.cell(column))


def _told(row: Row, columns: tuple[str, ...]) -> str:
    return "; ".join(f"{column} {row.cell(column) or 'nothing'}" for column in columns)
