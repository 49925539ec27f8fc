"""The model behind the table of possible partners: best first, each with a tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from wolds.clustering.partners import PossiblePartner
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.partners.columns import columns

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class PartnerModel(QAbstractTableModel):
    """Possible partners as ranked. `ticks_changed` carries the URNs ticked, in the order of the list."""

    ticks_changed = Signal(object)  # tuple[int, ...]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.partners: tuple[PossiblePartner, ...] = ()
        self._ticked: set[int] = set()

    def show_partners(self, partners: Sequence[PossiblePartner]) -> None:
        """Show others; ticks stay with the schools that are still in the list."""
        self.beginResetModel()
        self.partners = tuple(partners)
        self._ticked &= {partner.facts.urn for partner in self.partners}
        self.endResetModel()

    @property
    def ticked(self) -> tuple[int, ...]:
        """URNs of the schools ticked, in the order of the list."""
        return tuple(partner.facts.urn for partner in self.partners if partner.facts.urn in self._ticked)

    def tick(self, urns: Iterable[int]) -> None:
        """Tick just these, and tell where that changes anything."""
        listed = {partner.facts.urn for partner in self.partners}
        wanted = set(urns) & listed
        if wanted != self._ticked:
            self._ticked = wanted
            if self.partners:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.partners) - 1, 0), [Role.CheckStateRole])
            self.ticks_changed.emit(self.ticked)

    def toggle(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        self.tick(self._ticked ^ {self.partners[row].facts.urn})

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many are in reach."""
        return 0 if parent.isValid() else len(self.partners)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The same columns always."""
        return 0 if parent.isValid() else len(columns())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        column, partner = columns()[index.column()], self.partners[index.row()]
        if role == Role.DisplayRole:
            return column.shown(partner)
        if role == Role.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if partner.facts.urn in self._ticked else Qt.CheckState.Unchecked
        if role == Role.TextAlignmentRole and column.is_figure:
            return Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ForegroundRole and not column.text(partner):
            return QApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if role == Role.ToolTipRole:
            return plain_tip(column.shown(partner))
        return f"{column.title}: {column.shown(partner)}" if role == Role.AccessibleTextRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Tick or untick."""
        if not index.isValid() or role != Role.CheckStateRole or index.column() != 0:
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (self.partners[index.row()].facts.urn in self._ticked):
            self.toggle(index.row())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles, what they mean, and the rank beside each row."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Role.DisplayRole else None
        texts = {Role.DisplayRole: columns()[section].title, Role.ToolTipRole: plain_tip(columns()[section].tip)}
        return texts.get(Role(role))
