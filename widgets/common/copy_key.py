"""Copying with the keyboard, where it takes whole rows and not the text of one cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class CopyKey(QObject):
    """Does `copy` when the keys for copying are pressed in a widget, whose child it is."""

    def __init__(self, watched: QWidget, copy: Callable[[], None]) -> None:
        super().__init__(watched)
        self._copy = copy
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys for copying, and let all else pass."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            self._copy()
            return True
        return super().eventFilter(watched, event)
