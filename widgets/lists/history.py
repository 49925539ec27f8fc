"""What has been done, step by step; clicking a step goes back or forward to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QUndoGroup, QUndoStack
from PySide6.QtWidgets import QAbstractItemView, QLabel, QUndoView, QVBoxLayout, QWidget

from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.common.marks import MarksDelegate
from wolds.widgets.icons import icon
from wolds.widgets.theme import mark


class HistoryView(QWidget):
    """The steps of an undo stack, or of the active stack of a group (one for each scenario)."""

    def __init__(self, source: QUndoStack | QUndoGroup | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = QUndoView(self)
        self.steps.setEmptyLabel(self.tr("As opened"))
        self.steps.setCleanIcon(icon("save"))
        self.steps.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.steps.setItemDelegate(MarksDelegate(self.steps))
        self.steps.setIconSize(QSize(16, 16))
        self.steps.setAlternatingRowColors(True)
        self.steps.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.steps.setAccessibleName(self.tr("History"))
        self.steps.setAccessibleDescription(self.tr("Choosing a step goes back or forward to it."))
        self._hint = QLabel(self.tr("Choose a step to go back or forward to it."), self)
        self._hint.setContentsMargins(8, 6, 8, 4)
        self._hint.setWordWrap(True)
        mark(self._hint, "muted")
        self._pages = OrEmpty(self.steps, "history", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._hint)
        layout.addWidget(self._pages, 1)
        self._nothing = QUndoStack(self)
        self._source: QUndoStack | QUndoGroup | None = None
        self.show_steps_of(source)

    def show_steps_of(self, source: QUndoStack | QUndoGroup | None) -> None:
        """Show the steps of another stack or group; None shows none."""
        self._forget()
        self._source = source
        if isinstance(source, QUndoGroup):
            self.steps.setGroup(source)
            source.activeStackChanged.connect(self._tell)
        else:
            self.steps.setStack(source or self._nothing)
        if source is not None:
            source.indexChanged.connect(self._tell)
        self._tell()

    def _forget(self) -> None:
        if self._source is not None:
            self._source.indexChanged.disconnect(self._tell)
        if isinstance(self._source, QUndoGroup):
            self._source.activeStackChanged.disconnect(self._tell)

    def _stack(self) -> QUndoStack | None:
        return self._source.activeStack() if isinstance(self._source, QUndoGroup) else self._source

    def _tell(self) -> None:
        stack = self._stack()
        is_empty = stack is None or stack.count() == 0
        self._hint.setVisible(not is_empty)
        if is_empty:
            sentence = self.tr("Each edit is listed here and can be taken back.")
            self._pages.show_empty(self.tr("No edits yet"), sentence)
        else:
            self._pages.show_content()
