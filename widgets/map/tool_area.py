"""Selecting schools by a rectangle or a lasso."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.tools import Tool

if TYPE_CHECKING:
    from wolds.widgets.map.view import MapView


class AreaTool(Tool):
    """Drag an area; the schools in it are selected on release. Ctrl adds them to the selection."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView, lasso: bool) -> None:
        super().__init__(view)
        self.lasso = lasso
        self._trail: list[QPointF] = []

    @property
    def hint(self) -> str:
        """What to do now."""
        if self.lasso:
            return self.view.tr("Draw around the schools to select. Ctrl adds to the selection; Esc ends.")
        return self.view.tr("Drag a rectangle over the schools to select. Ctrl adds to the selection; Esc ends.")

    @property
    def is_busy(self) -> bool:
        """Whether an area is being drawn."""
        return bool(self._trail)

    def press(self, event: QMouseEvent) -> None:
        """Begin the area."""
        self._trail = [event.position()]

    def move(self, event: QMouseEvent) -> None:
        """Extend the area."""
        if self._trail:
            self._trail = [*self._trail, event.position()] if self.lasso else [self._trail[0], event.position()]
            self.view.refresh()

    def release(self, event: QMouseEvent) -> None:
        """Select what lies within."""
        if not self._trail:
            return
        self.move(event)
        outline = np.array([(point.x(), point.y()) for point in self._outline().toList()])
        self._trail = []
        self.view.select_rows(self.view.rows_within(outline), add=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self.view.refresh()

    def cancel(self) -> None:
        """Drop the area."""
        self._trail = []
        self.view.refresh()

    def _outline(self) -> QPolygonF:
        if self.lasso:
            return QPolygonF(self._trail)
        return QPolygonF(QRectF(self._trail[0], self._trail[-1]).normalized())

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """The area so far."""
        if len(self._trail) < 2:
            return
        accent = QColor(self.view.map_style.accent)
        painter.setPen(QPen(accent, 1.4, Qt.PenStyle.DashLine))
        accent.setAlpha(36)
        painter.setBrush(accent)
        painter.drawPolygon(self._outline())
