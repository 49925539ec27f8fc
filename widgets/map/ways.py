"""Ways by road over the plan: the route of a pair, and what a school reaches, each with a label that says its measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from wolds.geo.schools import FloatArray, IntArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.ornaments import paint_panel, scale_bar_box
from wolds.widgets.map.plane import plane_of
from wolds.widgets.map.rings import polygon_of
from wolds.widgets.map.roads import path_of
from wolds.widgets.map.style import MapStyle, map_font

_WIDEST: Final = 320.0
_FLAGS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_FILL: Final = 34
_EDGE: Final = 190
_REACHED: Final = 120


@dataclass(frozen=True, eq=False)
class WayLines:
    """What is shown on the plane. `there`, `back`: the route, (p, 2) each; `back` is empty where it is the same road.

    `reached` (p, 2), `starts` (p,): roads within reach, and where each begins; `rings`: the area about them. `label` says what
    it is, in lines of plain text.
    """

    label: str
    there: FloatArray
    back: FloatArray
    reached: FloatArray
    starts: np.ndarray
    rings: tuple[FloatArray, ...] = ()

    @classmethod
    def route(cls, label: str, there: FloatArray, back: FloatArray | None) -> WayLines:
        """A route, EPSG:27700 (p, 2); `back` only where it takes other roads."""
        return cls(label, _plane(there), _plane(back), _plane(None), np.zeros(0, dtype=bool))

    @classmethod
    def area(cls, label: str, line: FloatArray, start: IntArray, rings: tuple[FloatArray, ...]) -> WayLines:
        """What is within reach, EPSG:27700: roads one after another, where each starts, and closed rings."""
        starts = np.zeros(len(line), dtype=bool)
        starts[start[:-1]] = True
        return cls(label, _plane(None), _plane(None), _plane(line), starts, tuple(map(_plane, rings)))

    @cached_property
    def box(self) -> QRectF:
        """The box of the plane around it."""
        points = np.vstack([self.there, self.back, *self.rings])
        if not len(points):
            return QRectF()
        return QRectF(QPointF(*points.min(axis=0).tolist()), QPointF(*points.max(axis=0).tolist()))

    @cached_property
    def reached_path(self) -> QPainterPath:
        """The roads within reach, on the plane."""
        return path_of(self.reached, self.starts) if len(self.reached) else QPainterPath()

    @cached_property
    def area_path(self) -> QPainterPath:
        """The area within reach, on the plane."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in self.rings:
            path.addPolygon(polygon_of(ring))
            path.closeSubpath()
        return path


def _plane(points: FloatArray | None) -> FloatArray:
    return np.empty((0, 2)) if points is None or not len(points) else plane_of(points[:, 0], points[:, 1])


def paint_area(painter: QPainter, camera: Camera, ways: WayLines, style: MapStyle) -> None:
    """What is within reach, softly: it lies beneath clusters and schools."""
    if not ways.rings:
        return
    painter.save()
    fill = QColor(style.accent)
    fill.setAlpha(_FILL)
    painter.setPen(_pen(style.accent, 1.4, _EDGE))
    painter.setBrush(fill)
    painter.drawPath(camera.transform.map(ways.area_path))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(style.accent, 1.1, _REACHED))
    painter.drawPath(camera.transform.map(ways.reached_path))
    painter.restore()


def paint_route(painter: QPainter, camera: Camera, ways: WayLines, style: MapStyle) -> None:
    """The way there as a line, the way back dashed where it takes other roads; both with a halo."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    there, back = (polygon_of(camera.pixels(line)) for line in (ways.there, ways.back))
    for line in (back, there):
        painter.setPen(_pen(style.halo, 6.5))
        painter.drawPolyline(line)
    paint_way_sign(painter, there, style, back=False)
    paint_way_sign(painter, back, style, back=True)
    painter.restore()


def paint_way_sign(painter: QPainter, line: QPolygonF | list[QPointF], style: MapStyle, back: bool) -> None:
    """A line in pixels as routes are drawn."""
    pen = _pen(style.accent, 3.2)
    if back:
        pen.setDashPattern([2.0, 1.6])
    painter.setPen(pen)
    painter.drawPolyline(line)


def paint_area_sign(painter: QPainter, box: QRectF, style: MapStyle) -> None:
    """A box in pixels as areas are drawn."""
    fill = QColor(style.accent)
    fill.setAlpha(_FILL)
    painter.setPen(_pen(style.accent, 1.4, _EDGE))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 4, 4)


def way_label_box(camera: Camera, ways: WayLines) -> QRectF:
    """Where the label stands, in pixels: in the lower left corner, above the scale bar."""
    room = QFontMetricsF(map_font(9)).boundingRect(QRectF(0, 0, _WIDEST, 400), _FLAGS, ways.label)
    box = QRectF(0, 0, room.width() + 20, room.height() + 12)
    box.moveBottomLeft(QPointF(scale_bar_box(camera).left(), scale_bar_box(camera).top() - 8))
    return box


def paint_way_label(painter: QPainter, camera: Camera, ways: WayLines, style: MapStyle) -> None:
    """What the route or area says of itself."""
    box = way_label_box(camera, ways)
    paint_panel(painter, box, style)
    painter.setFont(map_font(9))
    painter.setPen(QColor(style.ink))
    painter.drawText(box.adjusted(10, 6, -8, -6), _FLAGS, ways.label)


def _pen(colour: str, width: float, alpha: int = 255) -> QPen:
    ink = QColor(colour)
    ink.setAlpha(alpha)
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
