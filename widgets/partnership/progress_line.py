"""The readings of a measure as a small line on its way from baseline to target."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from wolds.clustering.partnership.records import Measure
from wolds.widgets.painted_icon import PaintedIcon


def progress_line(measure: Measure) -> QIcon | None:
    """The line, None where there is no reading. It follows the colours of the theme in force when it is painted."""
    return QIcon(_Engine(measure)) if measure.series else None


def line_points(measure: Measure) -> tuple[list[tuple[float, float]], float | None]:
    """Baseline and readings as (0 to 1 in time, 0 to 1 in value), and where the target lies; None where there is none."""
    days = [reading.on.toordinal() for reading in measure.series]
    values = [reading.value for reading in measure.series]
    if measure.baseline is not None:
        values = [measure.baseline, *values]
        days = [days[0] - max(1, (days[-1] - days[0]) // 3), *days]
    every = values if measure.target is None else [*values, measure.target]
    low, spread = min(every), max(every) - min(every) or 1.0
    span = days[-1] - days[0] or 1
    points = [((on - days[0]) / span, (value - low) / spread) for on, value in zip(days, values, strict=True)]
    return points, None if measure.target is None else (measure.target - low) / spread


class _Engine(PaintedIcon):
    def __init__(self, measure: Measure) -> None:
        super().__init__()
        self._measure = measure

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QApplication.palette()
        picked = mode == QIcon.Mode.Selected
        ink = palette.color(QPalette.ColorRole.HighlightedText if picked else QPalette.ColorRole.Highlight)
        faint = palette.color(QPalette.ColorRole.HighlightedText if picked else QPalette.ColorRole.PlaceholderText)
        box = QRectF(rect).adjusted(3, 3, -3, -3)
        points, target = line_points(self._measure)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if target is not None:
            painter.setPen(QPen(faint, 1, Qt.PenStyle.DashLine))
            painter.drawLine(_at(box, 0, target), _at(box, 1, target))
        painter.setPen(QPen(ink, 1.6))
        painter.drawPolyline(QPolygonF([_at(box, x, y) for x, y in points]))
        painter.setBrush(ink)
        painter.drawEllipse(_at(box, *points[-1]), 2, 2)
        painter.restore()

    def clone(self) -> QIconEngine:
        return _Engine(self._measure)


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.bottom() - y * box.height())
