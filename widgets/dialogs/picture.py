"""A picture of an icon that follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from wolds.widgets.icons import icon


class Picture(QWidget):
    """An icon as a picture: painted each time, so that it follows the colours of the theme."""

    def __init__(self, icon_name: str, side_px: int = 32) -> None:
        super().__init__()
        self._icon = icon(icon_name)
        self.setFixedSize(QSize(side_px, side_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
