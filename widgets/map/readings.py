"""Small cards of text beside the pointer: a measured distance, what a drop would do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.ornaments import paint_panel
from wolds.widgets.map.style import MapStyle, map_font

_WIDEST: Final = 340.0
_EDGE: Final = 6.0
_FLAGS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


def paint_reading(painter: QPainter, at: QPointF, text: str, camera: Camera, style: MapStyle) -> None:
    """A card of plain text near a pixel, kept on the map."""
    font = map_font(9)
    room = QFontMetricsF(font).boundingRect(QRectF(0, 0, _WIDEST, 400), _FLAGS, text)
    box = place_of_reading(at, QSizeF(room.width() + 20, room.height() + 12), camera)
    paint_panel(painter, box, style)
    painter.setFont(font)
    painter.setPen(QColor(style.ink))
    painter.drawText(box.adjusted(10, 6, -8, -6), _FLAGS, text)


def place_of_reading(at: QPointF, size: QSizeF, camera: Camera) -> QRectF:
    """Where a card of a size lies, in pixels: beside a pixel, and whole on the map before anything else."""
    box = QRectF(at + QPointF(16, 16), size)
    if box.right() > camera.width - _EDGE:
        box.moveRight(at.x() - 14)
    if box.bottom() > camera.height - _EDGE:
        box.moveBottom(at.y() - 12)
    box.moveLeft(max(_EDGE, min(box.left(), camera.width - _EDGE - box.width())))
    box.moveTop(max(_EDGE, min(box.top(), camera.height - _EDGE - box.height())))
    return box
