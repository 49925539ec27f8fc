"""Numbers beside schools on a print, for a map that has a table beside it: the schools of one cluster, each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from wolds.geo.schools import FloatArray
from wolds.widgets.map.camera import Camera
from wolds.widgets.map.content import box_around
from wolds.widgets.map.marks import RADII, zoom_of
from wolds.widgets.map.plane import plane_of, plane_per_metre
from wolds.widgets.map.style import MapStyle, map_font, style_for

_LEAST_M: Final = 1_500.0
_PAD: Final = 3.0


def box_of_schools(easting: FloatArray, northing: FloatArray) -> QRectF:
    """The part of the plane around some schools (EPSG:27700 metres), never less than some km; a null one around none."""
    points = plane_of(easting, northing)
    points = points[np.isfinite(points).all(axis=1)]
    box = box_around(points)
    if box.isNull():
        return box
    least = _LEAST_M * plane_per_metre(box.center().y())
    wide, high = max(0.0, least - box.width() / 2), max(0.0, least - box.height() / 2)
    more = 0.12 * max(box.width(), box.height())
    return box.adjusted(-wide - more, -high - more, wide + more, high + more)


def print_school_numbers(
    painter: QPainter, rect: QRectF, box: QRectF, easting: FloatArray, northing: FloatArray, numbers: Sequence[str]
) -> None:
    """Draw a number beside each school, onto a map that `print_map` drew into the same rectangle and box of the plane."""
    factor = max(painter.device().logicalDpiX(), 1) / 96
    width, height = rect.width() / factor, rect.height() / factor
    camera = Camera.fitting(box, width, height, margin=min(width, height) * 0.05)
    painter.save()
    painter.setClipRect(rect)
    painter.translate(rect.topLeft())
    painter.scale(factor, factor)
    for (x, y), number in zip(plane_of(easting, northing).tolist(), numbers, strict=True):
        if np.isfinite([x, y]).all():
            _paint(painter, camera.pixel(x, y), RADII[-1] * zoom_of(camera.scale), number, style_for(False))
    painter.restore()


def _paint(painter: QPainter, at: QPointF, radius: float, number: str, style: MapStyle) -> None:
    font = map_font(8.5, QFont.Weight.Bold)
    metrics = QFontMetricsF(font)
    high = metrics.height()
    wide = max(metrics.horizontalAdvance(number) + 2 * _PAD, high)
    pill = QRectF(at.x() + radius * 0.6, at.y() - radius * 0.6 - high, wide, high)
    painter.setPen(QPen(QColor(style.ink), 1.0))
    painter.setBrush(QColor(style.halo))
    painter.drawRoundedRect(pill, high / 2, high / 2)
    path = QPainterPath()  # letters as shapes: whoever shows the picture need not have the font
    path.addText(QPointF(0, 0), font, number)
    middle = path.boundingRect().center()
    path.translate(pill.center() - middle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(style.ink))
    painter.drawPath(path)
