"""A table of rows that are read, sorted by any column, copied for a spreadsheet: what tables of this window are alike in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import tsv_of

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ORDER_ROLE: Final = Role.UserRole + 1
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class Column:
    """A column: title, what it means, width in pixels, the text of a row and what it is sorted by; numbers stand right."""

    title: str
    tip: str
    width: int
    text: Callable[[Any], str]
    order: Callable[[Any], Any]
    is_number: bool = False


class RowsModel(QAbstractTableModel):
    """Rows of any sort under some columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns, self.rows = tuple(columns), []

    columns: tuple[Column, ...]
    rows: list[Any]

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The same columns always."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Role.DisplayRole:
            return column.text(row)
        if role == ORDER_ROLE:
            return column.order(row)
        if role == Role.TextAlignmentRole and column.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ToolTipRole:
            return plain_tip(column.text(row))
        return f"{column.title}: {column.text(row)}" if role == Role.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Titles and what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        texts = {Role.DisplayRole: self.columns[section].title, Role.ToolTipRole: plain_tip(self.columns[section].tip)}
        return texts.get(Role(role))

    def as_text(self, rows: Sequence[Any]) -> str:
        """Some rows with headings, for a spreadsheet."""
        return tsv_of(
            [column.title for column in self.columns], ([column.text(row) for column in self.columns] for row in rows)
        )


class RowsTable(QTableView):
    """The table itself. Choosing a row emits `chosen`, a click or Enter `wanted`, both with the row."""

    chosen = Signal(object)
    wanted = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(columns, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.rows)
        self._sorted.setSortRole(ORDER_ROLE)
        self.setModel(self._sorted)
        self.setAccessibleName(name)
        self._shape(columns)
        self.clicked.connect(lambda _: self._emit(self.wanted))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._emit(self.chosen) if now.isValid() else None)
        self.installEventFilter(self)

    def _shape(self, columns: Sequence[Column]) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        for place, column in enumerate(columns):
            self.setColumnWidth(place, column.width)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show others, in the order in which they are given."""
        self.rows.show_rows(rows)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    @property
    def current(self) -> Any:
        """The row that is current, None where none is."""
        index = self.currentIndex()
        return self.rows.rows[self._sorted.mapToSource(index).row()] if index.isValid() else None

    def _emit(self, signal: Any) -> None:
        if self.current is not None:
            signal.emit(self.current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter wants the row; copying takes the whole row, or all rows where none is current."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self._emit(self.wanted)
                return True
            if event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
                return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put all rows on the clipboard with headings, in the order in which they stand."""
        places = (self._sorted.mapToSource(self._sorted.index(row, 0)).row() for row in range(self._sorted.rowCount()))
        QGuiApplication.clipboard().setText(self.rows.as_text([self.rows.rows[place] for place in places]))
