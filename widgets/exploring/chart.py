"""A chart of a sweep: four small pictures over the same figures, drawn in the colours of the theme.

The table beside it holds the same figures; chosen points and chosen rows go together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from wolds.clustering.exploring import SweepRow
from wolds.clustering.exploring.sweeping import UNITS
from wolds.clustering.wording import plain
from wolds.widgets.exploring.scale import ticks
from wolds.widgets.exploring.sweep_words import proof_text, value_text
from wolds.widgets.palette import cluster_hue
from wolds.widgets.theme import ThemeColours, colours_of

_NEAR: Final = 14.0  # pixels within which a click means a point
_MOVES: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS: Final = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


@dataclass(frozen=True)
class Measure:
    """One of the pictures."""

    title: str
    value: Callable[[SweepRow], float]
    whole: bool
    hue: int
    is_travel: bool = False

    def heading(self, rows: Sequence[SweepRow]) -> str:
        """Its title, with what travel of the rows is measured in."""
        return f"{self.title}, {rows[0].measure.words}" if self.is_travel and rows else self.title


class SweepChart(QWidget):
    """Placed schools, clusters, travel and the mean pair over the figures of a sweep. `chosen` carries the place of a row."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SweepRow] = []
        self._now: float | None = None
        self._at = -1
        self.measures = (
            Measure(self.tr("Schools placed"), lambda row: row.placed, True, 0),
            Measure(self.tr("Clusters"), lambda row: row.clusters, True, 2),
            Measure(self.tr("Travel in all"), lambda row: row.shown(row.travel_km), False, 5, is_travel=True),
            Measure(self.tr("Mean pair"), lambda row: row.shown(row.mean_km), False, 6, is_travel=True),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 260)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Chart of placed schools, clusters and travel"))
        self._describe()

    def sizeHint(self) -> QSize:
        """Room for four pictures."""
        return QSize(520, 420)

    # What is shown -----------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[SweepRow], now: float | None) -> None:
        """Show these rows; `now` is the figure in force."""
        self._rows, self._now = list(rows), now
        self._at = min(self._at, len(self._rows) - 1)
        self._describe()
        self.update()

    def choose(self, place: int) -> None:
        """Mark a row in every picture, without asking for it again."""
        if place != self._at and -1 <= place < len(self._rows):
            self._at = place
            self._describe()
            self.update()

    @property
    def current(self) -> int:
        """The row that is marked, -1 where none is."""
        return self._at

    def _describe(self) -> None:
        words = self.tr("The table beside it has the same figures. The arrow keys go from point to point.")
        if 0 <= self._at < len(self._rows):
            row = self._rows[self._at]
            parts = [f"{m.title} {plain(m.value(row))}" for m in self.measures]
            words = f"{value_text(row)}: {', '.join(parts)}. {proof_text(row)}."
        self.setAccessibleDescription(words)

    # Where things are --------------------------------------------------------------------------------------------

    def _panes(self) -> list[QRectF]:
        """The frames of the pictures, two by two: room for titles above, figures at the left and below."""
        width, height = self.width() / 2, self.height() / 2
        return [
            QRectF(column * width, line * height, width, height).adjusted(46, 42, -14, -26)
            for line in (0, 1)
            for column in (0, 1)
        ]

    def _x(self, pane: QRectF, value: float) -> float:
        values = [row.value for row in self._rows]
        low, high = min(values), max(values)
        return pane.center().x() if high == low else pane.left() + (value - low) / (high - low) * pane.width()

    def _scale(self, measure: Measure) -> tuple[float, ...]:
        values = [measure.value(row) for row in self._rows]
        return ticks(min(values), max(values), 4, measure.whole)

    def point(self, picture: int, place: int) -> QPointF:
        """Where a row lies in a picture, in pixels of the widget."""
        measure, pane = self.measures[picture], self._panes()[picture]
        scale = self._scale(measure)
        share = (measure.value(self._rows[place]) - scale[0]) / (scale[-1] - scale[0])
        return QPointF(self._x(pane, self._rows[place].value), pane.bottom() - share * pane.height())

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictures."""
        theme = colours_of(self.palette())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.surface))
            for picture, pane in enumerate(self._panes()):
                self._paint_picture(painter, picture, pane, theme)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.accent), 1))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_picture(self, painter: QPainter, picture: int, pane: QRectF, theme: ThemeColours) -> None:
        measure = self.measures[picture]
        painter.setFont(_font(self.font(), bold=True))
        painter.setPen(QColor(theme.text))
        title = QRectF(pane.left() - 38, pane.top() - 40, pane.width() + 44, 18)
        shown = painter.fontMetrics().elidedText(measure.heading(self._rows), Qt.TextElideMode.ElideRight, int(title.width()))
        painter.drawText(title, _LEFT, shown)
        painter.setFont(_font(self.font()))
        if not self._rows:
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(pane.bottomLeft(), pane.bottomRight())
            return
        self._paint_scale(painter, measure, pane, theme)
        self._paint_figures(painter, pane, theme)
        self._paint_now(painter, pane, theme)
        self._paint_line(painter, picture, pane, theme)

    def _paint_scale(self, painter: QPainter, measure: Measure, pane: QRectF, theme: ThemeColours) -> None:
        scale = self._scale(measure)
        for value in scale:
            y = pane.bottom() - (value - scale[0]) / (scale[-1] - scale[0]) * pane.height()
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QPointF(pane.left(), y), QPointF(pane.right(), y))
            painter.setPen(QColor(theme.muted))
            painter.drawText(QRectF(pane.left() - 48, y - 8, 42, 16), _RIGHT, f"{value:,.10g}")

    def _paint_figures(self, painter: QPainter, pane: QRectF, theme: ThemeColours) -> None:
        """The figures below: as many as have room, the first and those after it in even steps."""
        painter.setPen(QColor(theme.muted))
        texts = [plain(row.value, 2) for row in self._rows]
        texts[-1] = f"{texts[-1]} {UNITS[self._rows[-1].what]}" if len(texts) == 1 else texts[-1]
        wide = max(painter.fontMetrics().horizontalAdvance(text) for text in texts) + 8
        every = max(1, -int(-len(texts) * wide // max(1.0, pane.width())))
        for place in range(0, len(texts), every):
            x = self._x(pane, self._rows[place].value)
            painter.drawText(QRectF(x - 30, pane.bottom() + 4, 60, 16), Qt.AlignmentFlag.AlignCenter, texts[place])

    def _paint_now(self, painter: QPainter, pane: QRectF, theme: ThemeColours) -> None:
        """A dashed line at the figure in force."""
        values = [row.value for row in self._rows]
        if self._now is None or not min(values) <= self._now <= max(values) or len(values) < 2:
            return
        x = self._x(pane, self._now)
        painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, pane.top() - 4), QPointF(x, pane.bottom()))
        painter.drawText(QRectF(x - 30, pane.top() - 21, 60, 16), Qt.AlignmentFlag.AlignCenter, self.tr("now"))

    def _paint_line(self, painter: QPainter, picture: int, pane: QRectF, theme: ThemeColours) -> None:
        colour = QColor(cluster_hue(self.measures[picture].hue, theme.is_dark).edge)
        points = [self.point(picture, place) for place in range(len(self._rows))]
        if 0 <= self._at < len(points):
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawLine(QPointF(points[self._at].x(), pane.top()), QPointF(points[self._at].x(), pane.bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(points))
        for place, point in enumerate(points):
            painter.setBrush(colour if self._rows[place].proven else QColor(theme.surface))
            radius = 5.5 if place == self._at else 3.5
            painter.drawEllipse(point, radius, radius)

    # Mouse and keys ----------------------------------------------------------------------------------------------

    def _near(self, at: QPointF) -> int:
        """The row whose point in any picture is nearest, -1 where none is near."""
        found = [
            ((self.point(picture, place) - at).manhattanLength(), place)
            for picture in range(len(self.measures))
            for place in range(len(self._rows))
        ]
        distance, place = min(found, default=(_NEAR + 1, -1))
        return place if distance <= _NEAR else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a point stands for."""
        place = self._near(event.position())
        if place < 0:
            self.setToolTip("")
        else:
            row = self._rows[place]
            values = "\n".join(f"{m.title}: {plain(m.value(row))}" for m in self.measures)
            self.setToolTip(f"{value_text(row)}\n{values}\n{proof_text(row)}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a point."""
        place = self._near(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point."""
        key = Qt.Key(event.key())
        if self._rows and key in _MOVES:
            self._choose(min(max(self._at + _MOVES[key], 0), len(self._rows) - 1))
        elif self._rows and key in _ENDS:
            self._choose(_ENDS[key] % len(self._rows))
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        self.choose(place)
        self.chosen.emit(place)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _font(base: QFont, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * (0.95 if bold else 0.88))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
