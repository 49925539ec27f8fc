"""Paints the ground: sea, land and borders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from wolds.widgets.map.basemap import BaseMap
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import PlaneLine
from wolds.widgets.map.rings import Lines, Rings, polygon_of
from wolds.widgets.map.style import MapStyle

_SHORE: Final = ((16.0, 0.4), (7.0, 0.8))
"""Widths in pixels and strengths of the bands that soften the coast."""
_MARGIN: Final = 24.0
_FAR: Final = 450.0
"""Scale from which a whole country is in sight and lines are drawn more simply."""


@lru_cache(maxsize=4)
def _land_of(base: BaseMap) -> Rings:
    return Rings(base.land)


@lru_cache(maxsize=4)
def _borders_of(outlines: tuple[PlaneLine, ...]) -> Lines:
    return Lines(outline.points for outline in outlines)


def paint_ground(painter: QPainter, camera: Camera, base: BaseMap, style: MapStyle) -> None:
    """Sea and land; plain land where no base map is at hand."""
    sheet = QRectF(0, 0, camera.width, camera.height)
    if not base.land:
        painter.fillRect(sheet, QColor(style.land))
        return
    painter.fillRect(sheet, QColor(style.sea))
    _paint_shore(painter, _land_path(base, camera, coarser=2), _SHORE if camera.scale < _FAR else _SHORE[1:], style)
    painter.setPen(QPen(QColor(style.coast), 1.0))
    painter.setBrush(QColor(style.land))
    painter.drawPath(_land_path(base, camera))


def _land_path(base: BaseMap, camera: Camera, coarser: int = 0) -> QPainterPath:
    land = QPainterPath()
    land.setFillRule(Qt.FillRule.OddEvenFill)
    for _, ring in _land_of(base).seen(camera, _MARGIN, coarser):
        land.addPolygon(polygon_of(ring))
        land.closeSubpath()
    return land


def _paint_shore(painter: QPainter, land: QPainterPath, bands: Sequence[tuple[float, float]], style: MapStyle) -> None:
    for width, strength in bands:
        colour = QColor(style.shore)
        colour.setAlphaF(strength)
        painter.strokePath(land, QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin))


def paint_outlines(painter: QPainter, camera: Camera, outlines: Sequence[PlaneLine], style: MapStyle) -> None:
    """Borders of local authorities; dotted where the border is only a hull of its schools."""
    painter.save()
    painter.setTransform(camera.transform, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for number, piece in _borders_of(tuple(outlines)).seen(camera, coarser=int(camera.scale > _FAR)):
        pen = QPen(QColor(style.outline), 1.3 * camera.scale)
        if outlines[number].guessed:
            pen.setDashPattern([1, 3])
        painter.setPen(pen)
        painter.drawPolyline(piece)
    painter.restore()
