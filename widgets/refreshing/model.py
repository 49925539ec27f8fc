"""The review of a newer register as a table: what happened, to which school, before, now, in which scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette

from wolds.clustering.refreshing import ChangeKind, Group, ReviewRow
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import Cell, tsv_of
from wolds.widgets.common.words import rule_words
from wolds.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
WHAT, SCHOOL, BEFORE, NOW, SCENARIO = range(5)
_LONGEST: Final = 240
_ICONS: Final = {
    Group.CHANGE: "school",
    Group.LOST: "history",
    Group.FOLLOWED: "accept",
    Group.BROKEN: "warning",
    Group.MENDED: "better",
    Group.TO_PLACE: "unplaced",
    Group.TRAVEL: "measure",
}
_CHANGE_ICONS: Final = {
    ChangeKind.CLOSED: "cancel",
    ChangeKind.MISSING: "cancel",
    ChangeKind.MERGED: "merge",
    ChangeKind.SUCCEEDED: "move",
    ChangeKind.SPLIT: "split",
    ChangeKind.TO_CLOSE: "warning",
    ChangeKind.OPENED: "add",
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Refreshing", text)


@cache
def change_words() -> dict[str, str]:
    """Each kind of change of a school, in words."""
    return {
        ChangeKind.CLOSED: _tr("Closed"),
        ChangeKind.MISSING: _tr("Not in the register"),
        ChangeKind.MERGED: _tr("Merged"),
        ChangeKind.SUCCEEDED: _tr("Succeeded by another"),
        ChangeKind.SPLIT: _tr("Split"),
        ChangeKind.TO_CLOSE: _tr("Proposed to close"),
        ChangeKind.OPENED: _tr("Opened"),
        ChangeKind.STATUS: _tr("Status"),
        ChangeKind.MOVED: _tr("Moved"),
        ChangeKind.ROLL: _tr("Roll"),
        ChangeKind.PHASE: _tr("Phase"),
        ChangeKind.TYPE: _tr("Type of school"),
        ChangeKind.CHARACTER: _tr("Religious character"),
        ChangeKind.DIOCESE: _tr("Diocese"),
        ChangeKind.FEDERATION: _tr("Federation"),
        ChangeKind.TRUST: _tr("Trust"),
        ChangeKind.LA: _tr("Local authority"),
        ChangeKind.NAME: _tr("Name"),
    }


@cache
def group_words() -> dict[Group, str]:
    """Each group of rows, in words."""
    return {
        Group.CHANGE: _tr("Schools that changed"),
        Group.LOST: _tr("Not carried over"),
        Group.FOLLOWED: _tr("Carried over"),
        Group.BROKEN: _tr("Rules broken now"),
        Group.MENDED: _tr("Rules that hold again"),
        Group.TO_PLACE: _tr("To be placed now"),
        Group.TRAVEL: _tr("Travel not known"),
    }


def what_words(row: ReviewRow) -> str:
    """What happened, in words: "Closed", "Rule broken: Size", "Carried over: note"."""
    if row.group == Group.CHANGE:
        return change_words()[row.kind]
    if row.group in (Group.BROKEN, Group.MENDED):
        pattern = _tr("Broken: {rule}") if row.group == Group.BROKEN else _tr("Holds again: {rule}")
        return pattern.format(rule=rule_words(row.kind))
    words = group_words()[row.group]
    return f"{words}: {row.kind}" if row.group in (Group.LOST, Group.FOLLOWED) else words


class ReviewModel(QAbstractTableModel):
    """The rows that are shown of a review."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ReviewRow, ...] = ()
        self._given: tuple[ReviewRow, ...] = ()
        self._sorted_by, self._order = -1, Qt.SortOrder.AscendingOrder

    def show_rows(self, rows: Iterable[ReviewRow]) -> None:
        """Show others, in the order that was chosen."""
        self.beginResetModel()
        self._given = tuple(rows)
        self.rows = self._in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in another order, -1 = as the review tells them. What is chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.rows[index.row()]) for index in self.persistentIndexList()]
        self._sorted_by, self._order = column, order
        self.rows = self._in_order()
        places = {id(row): place for place, row in enumerate(self.rows)}
        for index, row in kept:
            self.changePersistentIndex(index, self.index(places[id(row)], index.column()))
        self.layoutChanged.emit()

    def _in_order(self) -> tuple[ReviewRow, ...]:
        if self._sorted_by < 0:
            return self._given
        downwards = self._order == Qt.SortOrder.DescendingOrder
        return tuple(sorted(self._given, key=lambda row: _rank(self.cells(row)[self._sorted_by]), reverse=downwards))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """What, school, before, now, scenario."""
        return 0 if parent.isValid() else len(self._titles())

    def _titles(self) -> tuple[str, ...]:
        return (self.tr("What"), self.tr("School"), self.tr("Before"), self.tr("Now"), self.tr("Scenario"))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return _short(self.cells(row)[column])
        if role == Role.ToolTipRole:
            return plain_tip(self.cells(row)[column])
        if role == Role.DecorationRole and column == WHAT:
            name = _CHANGE_ICONS.get(ChangeKind(row.kind), "school") if row.group == Group.CHANGE else _ICONS[row.group]
            return icon(name, QPalette.ColorRole.Link)
        return self._spoken(row) if role == Role.AccessibleTextRole and column == WHAT else None

    def cells(self, row: ReviewRow) -> tuple[str, ...]:
        """The words of a row."""
        return (what_words(row), row.name, row.before, row.after, row.scenario)

    def _spoken(self, row: ReviewRow) -> str:
        return ". ".join(part for part in self.cells(row) if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._titles()[section] if role == Role.DisplayRole else None

    def as_text(self, rows: Sequence[ReviewRow]) -> str:
        """Rows with headings, for a spreadsheet."""
        return tsv_of((*self._titles(), self.tr("URN")), (self._copied(row) for row in rows))

    def _copied(self, row: ReviewRow) -> list[Cell]:
        return [*self.cells(row), row.urn]


def _rank(text: str) -> list[str | int]:
    """What a text is sorted by: letters without case, numbers by their size."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
