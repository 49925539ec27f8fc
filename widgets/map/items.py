"""The two items of the scene: the still sheet and the live layer above it. Each paints in pixels of the view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from wolds.widgets.map.plane import SCENE_HEIGHT, SCENE_LEFT, SCENE_TOP, SCENE_WIDTH

SCENE: QRectF = QRectF(SCENE_LEFT, SCENE_TOP, SCENE_WIDTH, SCENE_HEIGHT)


class LayerItem(QGraphicsItem):
    """One item over the whole scene: thousands of schools are arrays behind a painter, not items of their own."""

    def __init__(self, paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._paint = paint

    def boundingRect(self) -> QRectF:
        """All of the scene."""
        return SCENE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Hand the painter over, in pixels of the view."""
        painter.save()
        painter.resetTransform()
        self._paint(painter)
        painter.restore()
