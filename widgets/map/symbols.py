"""Draws one school's symbol as a vector: the atlas of sprites, the legend, prints and the drag ghost all use it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from wolds.widgets.map.marks import HUES, Look, Shape, Tint
from wolds.widgets.map.style import MapStyle

RING_GAP: Final = 2.4
"""Pixels between a symbol and the ring of a locked school."""
_CROSS_FROM: Final = 3.4
_DETAIL_FROM: Final = 0.5
"""Below this zoom a whole country is in sight: symbols are dots without rims, crosses and rings."""


def outline_of(shape: Shape, radius: float) -> QPainterPath:
    """The outline of a shape around the origin; all shapes cover about the same area."""
    path = QPainterPath()
    if shape == Shape.CHURCH:
        half = radius * 0.89
        path.addRoundedRect(QRectF(-half, -half, 2 * half, 2 * half), radius * 0.16, radius * 0.16)
    elif shape == Shape.OTHER_FAITH:
        reach = radius * 1.24
        path.addPolygon(QPolygonF([QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]))
        path.closeSubpath()
    else:
        path.addEllipse(QPointF(0, 0), radius, radius)
    return path


def reach_of(look: Look, zoom: float) -> float:
    """How far a symbol reaches from its point in pixels, with its ring and rim."""
    extra = 8.0 if look.tint in (Tint.SELECTED, Tint.GLOW) else 2.5
    return look.radius(zoom) * 1.24 + extra + (RING_GAP + 1.5 if look.locked else 0.0)


def draw_symbol(painter: QPainter, look: Look, zoom: float, style: MapStyle) -> None:
    """Draw the symbol around the painter's origin, in pixels."""
    radius = look.radius(zoom)
    if look.tint in (Tint.SELECTED, Tint.GLOW):
        _draw_around(painter, look, radius, style)
        return
    if look.tint == Tint.EXCLUDED or zoom < _DETAIL_FROM:
        _draw_dot(painter, look, radius, style)
        return
    if look.tint == Tint.UNPLACED or look.tint >= Tint.HOLLOW:
        _draw_hollow(painter, look.shape, radius, style, _rim_of(look, style))
    else:
        _draw_filled(painter, look, radius, style)
    if look.locked:
        _draw_lock_ring(painter, radius + RING_GAP, style)


def _draw_dot(painter: QPainter, look: Look, radius: float, style: MapStyle) -> None:
    path = outline_of(look.shape, max(radius, 1.3))
    if look.tint == Tint.UNPLACED or look.tint >= Tint.HOLLOW:
        _fill(painter, path, QColor(style.paper), QPen(_rim_of(look, style), 1.0))
        return
    own = {Tint.EXCLUDED: style.excluded, Tint.OPTIONAL: style.optional}
    _fill(painter, path, style.fills[look.tint] if look.tint < HUES else QColor(own[Tint(look.tint)]), None)


def _draw_filled(painter: QPainter, look: Look, radius: float, style: MapStyle) -> None:
    fill = style.fills[look.tint] if look.tint < HUES else QColor(style.optional)
    rim = QPen(QColor(style.paper if not style.dark else style.halo), 1.0)
    _fill(painter, outline_of(look.shape, radius), fill, rim)
    text = QColor(style.hue(look.tint).text) if look.tint < HUES else QColor(style.paper)
    if look.shape == Shape.CHURCH and radius >= _CROSS_FROM:
        _draw_cross(painter, radius, text)
    elif look.shape == Shape.UNKNOWN:
        _fill(painter, outline_of(Shape.COMMUNITY, radius * 0.45), QColor(style.paper), None)


def _rim_of(look: Look, style: MapStyle) -> QColor:
    return QColor(style.unplaced) if look.tint == Tint.UNPLACED else style.edge_of(look.tint - Tint.HOLLOW)


def _draw_hollow(painter: QPainter, shape: Shape, radius: float, style: MapStyle, rim: QColor) -> None:
    """Hollow with a rim, red for an unplaced school: it is seen at once, and without colour too."""
    width = max(1.4, min(2.2, radius * 0.32))
    path = outline_of(shape, radius)
    painter.setPen(QPen(QColor(style.halo), width + 1.8))
    painter.drawPath(path)
    _fill(painter, path, QColor(style.paper), QPen(rim, width))
    if shape == Shape.CHURCH and radius >= _CROSS_FROM:
        _draw_cross(painter, radius * 0.8, rim)
    elif shape == Shape.UNKNOWN:
        _fill(painter, outline_of(Shape.COMMUNITY, radius * 0.3), rim, None)


def _draw_cross(painter: QPainter, radius: float, colour: QColor) -> None:
    arm, width = radius * 0.52, max(1.0, radius * 0.2)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(0, -arm), QPointF(0, arm))
    painter.drawLine(QPointF(-arm * 0.8, -arm * 0.2), QPointF(arm * 0.8, -arm * 0.2))


def _draw_around(painter: QPainter, look: Look, radius: float, style: MapStyle) -> None:
    if look.tint == Tint.GLOW:
        glow = QColor(style.unplaced)
        glow.setAlpha(60)
        _fill(painter, outline_of(Shape.COMMUNITY, radius + 6), glow, None)
        return
    reach = radius + (RING_GAP + 2.4 if look.locked else 2.4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((style.halo, 4.6), (style.ink, 2.4)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(QPointF(0, 0), reach, reach)


def _draw_lock_ring(painter: QPainter, radius: float, style: MapStyle) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(style.halo), 2.8))
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    painter.setPen(QPen(QColor(style.ink), 1.3))
    painter.drawEllipse(QPointF(0, 0), radius, radius)


def _fill(painter: QPainter, path: QPainterPath, colour: QColor, pen: QPen | None) -> None:
    painter.setBrush(QBrush(colour))
    painter.setPen(pen or QPen(Qt.PenStyle.NoPen))
    painter.drawPath(path)
