"""Sorting a table with the keyboard: a heading is out of its reach."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

_ORDERS: Final = {Qt.Key.Key_Down: Qt.SortOrder.AscendingOrder, Qt.Key.Key_Up: Qt.SortOrder.DescendingOrder}


class SortKeys(QObject):
    """Alt and an arrow sorts a table, whose child it is, by the column of the current cell: down from the least on, up from the
    greatest on."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys for sorting, and let all else pass."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            order = _ORDERS.get(Qt.Key(event.key()))
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if order is not None and held == Qt.KeyboardModifier.AltModifier:
                self._table.sortByColumn(max(0, self._table.currentIndex().column()), order)
                return True
        return super().eventFilter(watched, event)
