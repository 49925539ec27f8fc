"""Lines drawn point by point: measuring a distance and drawing a barrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF

from wolds.clustering.rules import minutes_of_km
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.plane import british_of, straight_km
from wolds.widgets.map.readings import paint_reading
from wolds.widgets.map.shapes import paint_barrier_line
from wolds.widgets.map.tools import Tool

if TYPE_CHECKING:
    from wolds.widgets.map.view import MapView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineTool(Tool):
    """Click points; Enter or a double click ends the line, Backspace takes the last point back, Esc drops it."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.points: list[tuple[float, float]] = []  # on the plane
        self._pointer: tuple[float, float] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a line is begun."""
        return bool(self.points)

    def press(self, event: QMouseEvent) -> None:
        """Add a point."""
        self.points.append(self.snapped(event.position()))
        self.view.refresh()

    def snapped(self, at: QPointF) -> tuple[float, float]:
        """The plane point that a click at a pixel means."""
        return self.view.camera.plane(at.x(), at.y())

    def move(self, event: QMouseEvent) -> None:
        """The line follows the pointer."""
        self._pointer = self.snapped(event.position())
        if self.points:
            self.view.refresh()

    def double_click(self, event: QMouseEvent) -> None:
        """End the line: the first click of the two has added its last point."""
        self.finish()

    def key(self, event: QKeyEvent) -> bool:
        """Enter ends, Backspace takes back."""
        if event.key() in _ENTER and self.points:
            self.finish()
            return True
        if event.key() == Qt.Key.Key_Backspace and self.points:
            self.points.pop()
            self.view.refresh()
            return True
        return False

    def cancel(self) -> None:
        """Drop the line."""
        self.points, self._pointer = [], None
        self.view.refresh()

    def finish(self) -> None:
        """What the finished line is for."""
        raise NotImplementedError

    def line(self) -> list[tuple[float, float]]:
        """The line so far on the plane, with the pointer as its end."""
        return [*self.points, self._pointer] if self._pointer and self.points else list(self.points)

    def pixels(self, camera: Camera) -> QPolygonF:
        """The line in pixels."""
        return QPolygonF([camera.pixel(x, y) for x, y in self.line()])


class BarrierTool(LineTool):
    """Draws a barrier and hands it over in EPSG:27700 metres."""

    @property
    def hint(self) -> str:
        """What to do now."""
        return self.view.tr(
            "Click along the barrier. Enter or a double click ends it, Backspace takes a point back, Esc drops it."
        )

    def finish(self) -> None:
        """Ask for a barrier along the line, if it has two points."""
        points = [(round(east), round(north)) for east, north in british_of(np.array(self.points)).tolist()]
        distinct = tuple(dict.fromkeys(points))
        self.cancel()
        if len(distinct) > 1:
            self.view.barrier_drawn.emit(tuple((float(east), float(north)) for east, north in distinct))

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """The barrier so far."""
        if len(self.line()) > 1:
            paint_barrier_line(painter, self.pixels(camera), self.view.map_style)


class MeasureTool(LineTool):
    """Measures along a line, from school to school where a click meets one. The line stays until the next one."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._done = False

    @property
    def hint(self) -> str:
        """What to do now."""
        return self.view.tr("Click two or more points to measure. Enter or a double click ends, Esc drops the line.")

    def press(self, event: QMouseEvent) -> None:
        """Add a point; after a finished line, begin anew."""
        if self._done:
            self.points, self._done = [], False
        super().press(event)
        if len(self.points) > 1:
            self.view.distance_measured.emit(straight_km(self.points))

    def snapped(self, at: QPointF) -> tuple[float, float]:
        """A school's own point where one is under the pointer."""
        return self.view.school_point_at(at) or super().snapped(at)

    def finish(self) -> None:
        """Keep the line in sight."""
        self._done, self._pointer = True, None
        self.view.refresh()

    def line(self) -> list[tuple[float, float]]:
        """A finished line no longer follows the pointer."""
        return list(self.points) if self._done else super().line()

    def cancel(self) -> None:
        """Drop the line."""
        self._done = False
        super().cancel()

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """The line, its corners and its length."""
        line = self.line()
        if not line:
            return
        style, pixels = self.view.map_style, self.pixels(camera)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((style.halo, 5.0), (style.accent, 2.2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPolyline(pixels)
        painter.setBrush(QColor(style.paper))
        for corner in pixels.toList():
            painter.drawEllipse(corner, 3.6, 3.6)
        if len(line) > 1:
            paint_reading(painter, pixels.last(), self.reading(straight_km(line)), camera, style)

    def reading(self, km: float) -> str:
        """The length in words: straight, and the estimate of minutes labelled as one."""
        return self.view.tr("{km:.1f} km straight, about {minutes:.0f} min (estimate)").format(km=km, minutes=minutes_of_km(km))
