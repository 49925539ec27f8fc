"""The differences of another plan as a table: what, of whom, ours, theirs; a tick takes theirs."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from wolds.clustering.merging import Kind, MergeItem, MergeReview
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LONGEST = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("Merging", text)


@cache
def kind_words() -> dict[Kind, str]:
    """What differs, in words."""
    return {
        "clusters": _tr("Clusters"),
        "name": _tr("Name"),
        "note": _tr("Note"),
        "lead school": _tr("Lead school"),
        "partnership": _tr("Partnership"),
        "note on a school": _tr("Note on a school"),
        "associate": _tr("Associate"),
        "cluster of a school": _tr("Cluster of a school"),
        "action": _tr("Action"),
        "measure": _tr("Measure"),
        "cells": _tr("Cannot come back"),
    }


class MergeModel(QAbstractTableModel):
    """The items of a review. `taken_changed` says that other items are ticked."""

    taken_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_sheet = False
        self.items: tuple[MergeItem, ...] = ()
        self.taken: frozenset[int] = frozenset()

    def show_review(self, review: MergeReview) -> None:
        """Show another review; what only adds is ticked."""
        self.beginResetModel()
        self.items, self.taken, self.is_sheet = review.items, review.additions, review.is_sheet
        self.endResetModel()
        self.taken_changed.emit()

    def take(self, places: Collection[int]) -> None:
        """Tick just these, as far as they can be taken."""
        self.taken = frozenset(place for place in places if not self.items[place].blocked)
        if self.items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, 0))
        self.taken_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many differences there are."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """What, of whom, ours, theirs."""
        return 0 if parent.isValid() else 4

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has the tick, where theirs can be taken."""
        flags = super().flags(index)
        if index.column() == 0 and index.isValid() and not self.items[index.row()].blocked:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        item, column = self.items[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._text(item, column)
        if role == Role.CheckStateRole and column == 0 and not item.blocked:
            return Qt.CheckState.Checked if index.row() in self.taken else Qt.CheckState.Unchecked
        if role == Role.DecorationRole and column == 1:
            return icon(self._sign(item), QPalette.ColorRole.Link)
        if role == Role.ToolTipRole:
            return plain_tip(self._tip(item, column))
        return self._spoken(index.row()) if role == Role.AccessibleTextRole and column == 0 else None

    def _sign(self, item: MergeItem) -> str:
        if item.blocked:
            return "error" if self.is_sheet else "lock"
        return "warning" if item.is_conflict else "edit" if self.is_sheet else "add"

    def _text(self, item: MergeItem, column: int) -> str:
        text = (kind_words()[item.kind], item.title, item.ours, item.theirs)[column]
        line = " ".join(text.split())
        return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"

    def _tip(self, item: MergeItem, column: int) -> str:
        if column == 1:
            return self.standing(item)
        return "" if column == 0 else (item.ours, item.theirs)[column - 2]

    def standing(self, item: MergeItem) -> str:
        """Whether a person has to choose, theirs only adds, or it cannot be taken."""
        if item.blocked:
            return self.tr("Cannot be taken: {why}.").format(why=item.blocked)
        if self.is_sheet:
            doubt = self.tr("The plan was changed here too, or it is not clear that this is wanted: choose.")
            return doubt if item.is_conflict else self.tr("The plan still says what it said when the sheet went out.")
        return self.tr("Both say something: choose.") if item.is_conflict else self.tr("Theirs only adds to ours.")

    def _spoken(self, place: int) -> str:
        item = self.items[place]
        words = self.tr("{what} of {whom}. Ours: {ours}. Theirs: {theirs}. {standing}")
        return words.format(
            what=kind_words()[item.kind],
            whom=item.title,
            ours=item.ours,
            theirs=item.theirs,
            standing=" ".join(filter(None, (item.moves, self.standing(item), item.where))),
        )

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Tick or untick."""
        if role != Role.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        self.taken = self.taken ^ {index.row()}
        self.dataChanged.emit(index, index)
        self.taken_changed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        titles = (self.tr("Take theirs"), self.tr("Of"), self.tr("Ours"), self.tr("Theirs"))
        return titles[section] if role == Role.DisplayRole else None
