"""What frames the map: scale bar, title and credits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.lettering import draw_text
from wolds.widgets.map.plane import plane_per_metre
from wolds.widgets.map.style import MapStyle, map_font

_WIDEST: Final = 150.0
_MARGIN: Final = 14.0


def scale_bar_metres(camera: Camera) -> float:
    """The round length on the ground, in metres, that the scale bar stands for: 1, 2 or 5 times a power of ten."""
    room = _WIDEST * camera.scale / plane_per_metre(camera.centre[1])
    power = 10.0 ** int(f"{room:e}".split("e")[1])
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= room)


def scale_bar_text(metres: float) -> str:
    """The length in words."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"


def scale_bar_box(camera: Camera) -> QRectF:
    """Where the scale bar stands, in pixels."""
    width = scale_bar_metres(camera) * plane_per_metre(camera.centre[1]) / camera.scale
    return QRectF(_MARGIN - 8, camera.height - _MARGIN - 25, width + 16, 32)


def paint_scale_bar(painter: QPainter, camera: Camera, style: MapStyle) -> None:
    """A scale bar in the lower left corner, true at the middle of the map."""
    metres, box = scale_bar_metres(camera), scale_bar_box(camera)
    width, left, base = box.width() - 16, _MARGIN, camera.height - _MARGIN
    paint_backing(painter, box, style)
    ticks = [QPointF(left, base - 5), QPointF(left, base), QPointF(left + width, base), QPointF(left + width, base - 5)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thickness in ((style.halo, 4.0), (style.ink, 1.6)):
        painter.setPen(QPen(QColor(colour), thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawPolyline(ticks)
    draw_text(painter, scale_bar_text(metres), map_font(8.5), style.ink, style.halo, QPointF(left + 6, base - 7))


def credits_box(camera: Camera, text: str) -> QRectF:
    """Where the credits stand, in pixels; a null box for none."""
    width = QFontMetricsF(map_font(7)).horizontalAdvance(text)
    return QRectF(camera.width - width - 14, camera.height - 21, width + 20, 18) if text else QRectF()


def paint_credits(painter: QPainter, camera: Camera, text: str, style: MapStyle) -> None:
    """Where the ground comes from, small, in the lower right corner."""
    if not text:
        return
    box = credits_box(camera, text)
    paint_backing(painter, box, style)
    draw_text(painter, text, map_font(7), style.faint_ink, style.halo, QPointF(box.left() + 6, camera.height - 8))


def paint_title(painter: QPainter, camera: Camera, title: str, style: MapStyle) -> None:
    """A title in the upper left corner, cut to the width."""
    font = map_font(15, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, camera.width - 3 * _MARGIN - 24)
    box = QRectF(_MARGIN, _MARGIN, metrics.horizontalAdvance(text) + 24, metrics.height() + 14)
    paint_panel(painter, box, style)
    painter.setFont(font)
    painter.setPen(QColor(style.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_backing(painter: QPainter, box: QRectF, style: MapStyle) -> None:
    """A soft ground behind scale bar and credits, so that labels do not run into them."""
    paper = QColor(style.paper)
    paper.setAlpha(236)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(box, 4, 4)


def paint_panel(painter: QPainter, box: QRectF, style: MapStyle) -> None:
    """The quiet card that legend, title and readings stand on."""
    paper, edge = QColor(style.paper), QColor(style.coast)
    paper.setAlpha(238)
    painter.setPen(QPen(edge, 1.0))
    painter.setBrush(paper)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
