"""Small cards of text beside the pointer: a measured distance, what a drop would do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from wolds.widgets.map.camera import Camera
from wolds.widgets.map.ornaments import paint_panel
from wolds.widgets.map.style import MapStyle, map_font

_WIDEST: Final = 340.0
_FLAGS: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


def paint_reading(painter: QPainter, at: QPointF, text: str, camera: Camera, style: MapStyle) -> None:
    """A card of plain text near a pixel, kept on the map."""
    font = map_font(9)
    room = QFontMetricsF(font).boundingRect(QRectF(0, 0, _WIDEST, 400), _FLAGS, text)
    box = QRectF(at.x() + 16, at.y() + 16, room.width() + 20, room.height() + 12)
    if box.right() > camera.width - 6:
        box.moveRight(at.x() - 14)
    if box.bottom() > camera.height - 6:
        box.moveBottom(at.y() - 12)
    paint_panel(painter, box, style)
    painter.setFont(font)
    painter.setPen(QColor(style.ink))
    painter.drawText(box.adjusted(10, 6, -8, -6), _FLAGS, text)
