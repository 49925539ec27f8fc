"""The table itself: keys, copying, dragging."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from wolds.widgets.common.chips import CHIP_SIZE
from wolds.widgets.common.menu_place import menu_place
from wolds.widgets.schools.columns import BY_KEY, CLUSTER, COLUMNS

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SchoolsTable(QTableView):
    """Rows of schools. F2 or Enter edits the cell, or the cluster where the cell cannot be edited; Ctrl+Enter zooms."""

    copy_wanted = Signal()
    zoom_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Schools"))
        self.setAccessibleDescription(
            self.tr("F2 or Enter changes the cluster or the note, Ctrl+Enter shows the school on the map.")
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(CHIP_SIZE)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.doubleClicked.connect(lambda: self.zoom_wanted.emit())
        self._shape_headers()

    def _shape_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 8)
        rows.setMinimumSectionSize(18)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, copy and zoom by key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit()
        elif event.key() in (*_ENTER, Qt.Key.Key_F2):
            if self.state() != QAbstractItemView.State.EditingState:  # an editor hands its own Enter on to here
                self.edit_current()
        else:
            super().keyPressEvent(event)

    def edit_current(self) -> None:
        """Edit the cell with the focus, or the cluster of its row where the cell itself cannot be edited."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if not index.flags() & Qt.ItemFlag.ItemIsEditable or self.isColumnHidden(index.column()):
            index = index.siblingAtColumn(BY_KEY[CLUSTER])
        if not self.isColumnHidden(index.column()):
            self.scrollTo(index)
            self.edit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the schools selected: at the mouse, or below the row with the focus when asked by key."""
        self.menu_wanted.emit(menu_place(self, event))
        event.accept()

    def selected_places(self) -> list[int]:
        """The rows selected, ascending."""
        selection = self.selectionModel().selection()
        runs = ((selection.at(i).top(), selection.at(i).bottom()) for i in range(selection.size()))
        return sorted({place for top, bottom in runs for place in range(top, bottom + 1)})

    def bring_into_sight(self, place: int) -> None:
        """Make a row current without selecting it, and scroll to it."""
        column = max(0, self.currentIndex().column())
        index: QModelIndex = self.model().index(place, column)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
        self.scrollTo(index.siblingAtColumn(self._first_shown()))

    def _first_shown(self) -> int:
        at = self.horizontalHeader().logicalIndexAt(1)
        return at if 0 <= at < len(COLUMNS) else 0


def put_on_clipboard(text: str) -> None:
    """Give text to the clipboard."""
    QGuiApplication.clipboard().setText(text)
