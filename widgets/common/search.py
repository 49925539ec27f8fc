"""A line to type a search into: clear button, Escape clears, the arrow keys go on to the rows below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon

_PAUSE_MS = 120


class SearchBox(QLineEdit):
    """Emits `searched` a moment after the last key, at once on Enter; `left_below` when the down arrow is pressed."""

    searched = Signal(str)
    left_below = Signal()

    def __init__(self, hint: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition)
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(lambda: self._pause.start())
        self.returnPressed.connect(self.flush)

    def add_shortcut(self, owner: QWidget, keys: str = "Ctrl+Shift+F") -> None:
        """Let a key bring the focus here while `owner` or something in it has the focus."""
        shortcut = QShortcut(QKeySequence(keys), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.take_focus)
        said = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(plain_tip(self.tr("{hint} ({keys})").format(hint=self.placeholderText(), keys=said)))

    def take_focus(self) -> None:
        """Take the focus with the text selected, so that typing replaces it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def flush(self) -> None:
        """Say what stands here now, unless it has been said."""
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, the down arrow leaves for the rows."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.flush()
        elif event.key() == Qt.Key.Key_Down:
            self.flush()
            self.left_below.emit()
        else:
            super().keyPressEvent(event)
