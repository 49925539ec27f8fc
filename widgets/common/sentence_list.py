"""A list of rows that are read, with the keys and the menu that such lists have in common."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from wolds.widgets.common.menu_place import menu_place
from wolds.widgets.common.sentences import SentenceDelegate

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SentenceList(QListView):
    """Rows of heading, sentence and foot that wrap. Enter asks to see them on the map, the menu key for their menu."""

    zoom_wanted = Signal()
    menu_wanted = Signal(QPoint)  # a global position

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(SentenceDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAlternatingRowColors(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the map."""
        if event.key() in _ENTER:
            self.zoom_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu at the pointer, or at the current row when the menu key was pressed."""
        self.menu_wanted.emit(menu_place(self, event))
        event.accept()
