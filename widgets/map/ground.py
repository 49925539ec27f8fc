"""Paints the ground: sea, land and borders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from wolds.geo.schools import FloatArray
from wolds.widgets.map.basemap import BaseMap
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import PlaneLine
from wolds.widgets.map.style import MapStyle

_SHORE: Final = ((14.0, 0.35), (8.0, 0.5), (4.0, 0.9))
"""Widths in pixels and strengths of the bands that soften the coast."""


def polygon_of(points: FloatArray) -> QPolygonF:
    """Points of shape (k, 2) as a polygon of Qt."""
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


@lru_cache(maxsize=8)
def _land_paths(base: BaseMap) -> tuple[tuple[QPainterPath, QRectF], ...]:
    paths = []
    for ring in base.land:
        path = QPainterPath()
        path.addPolygon(polygon_of(ring))
        path.closeSubpath()
        paths.append((path, path.boundingRect()))
    return tuple(paths)


def paint_ground(painter: QPainter, camera: Camera, base: BaseMap, style: MapStyle) -> None:
    """Sea and land; plain land where no base map is at hand."""
    sheet = QRectF(0, 0, camera.width, camera.height)
    if not base.land:
        painter.fillRect(sheet, QColor(style.land))
        return
    painter.fillRect(sheet, QColor(style.sea))
    box = camera.grown(_SHORE[0][0]).box
    whole = QPainterPath()
    whole.setFillRule(Qt.FillRule.OddEvenFill)
    for path, bounds in _land_paths(base):
        if bounds.intersects(box):
            whole.addPath(path)
    painter.save()
    painter.setTransform(camera.transform, True)
    _paint_shore(painter, whole, style)
    painter.setPen(_cosmetic(style.coast, 1.0))
    painter.setBrush(QColor(style.land))
    painter.drawPath(whole)
    painter.restore()


def _paint_shore(painter: QPainter, land: QPainterPath, style: MapStyle) -> None:
    for width, strength in _SHORE:
        colour = QColor(style.shore)
        colour.setAlphaF(strength)
        painter.strokePath(land, _cosmetic(colour, width))


def paint_outlines(painter: QPainter, camera: Camera, outlines: Sequence[PlaneLine], style: MapStyle) -> None:
    """Borders of local authorities: dashes; dots where the border is only a hull of its schools."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for outline in outlines:
        shape = polygon_of(camera.pixels(outline.points))
        if not shape.boundingRect().intersects(QRectF(0, 0, camera.width, camera.height)):
            continue
        painter.setPen(QPen(QColor(style.halo), 3.2))
        painter.drawPolygon(shape)
        pen = QPen(QColor(style.outline), 1.2)
        pen.setDashPattern([1, 3] if outline.guessed else [7, 2.5, 1.2, 2.5])
        painter.setPen(pen)
        painter.drawPolygon(shape)


def _cosmetic(colour: str | QColor, width: float) -> QPen:
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen
