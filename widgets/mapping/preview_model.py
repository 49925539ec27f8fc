"""The first rows of a table as they would be read."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from wolds.geo.foreign import Preview

_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """Cells of a `Preview`; a row that is no school is dimmed, and its first column says why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preview = Preview((), (), ())

    def show_preview(self, preview: Preview) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.preview = preview
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.preview.rows)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """What becomes of a row, and the fields."""
        return 0 if parent.isValid() else len(self.preview.headings) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of fields across, the numbers of rows down."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + self.preview.starts)
        return self.preview.headings[section - 1] if section else self.tr("The row is")

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        reason = self.preview.reasons[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column(), reason)
        if role == Qt.ItemDataRole.ForegroundRole and reason:
            return _dim()
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column():
            return f"{self.preview.headings[index.column() - 1]}: {self._text(index.row(), index.column(), reason)}"
        return None

    def _text(self, at: int, column: int, reason: str) -> str:
        if column:
            return self.preview.rows[at][column - 1]
        return self.tr("left out: {why}").format(why=reason) if reason else self.tr("a school")


def _dim() -> QColor:
    return QApplication.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
