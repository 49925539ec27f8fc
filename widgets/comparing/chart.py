"""The trade-off of plans: what each gains and gives up, as bars from nought, a column for each measure, a row for each plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from wolds.clustering.comparing import Comparison, Measure
from wolds.clustering.comparing.words import label_of, shown_of
from wolds.clustering.wording import listed
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.icons import icon
from wolds.widgets.palette import cluster_hue
from wolds.widgets.theme import ThemeColours, colours_of

KEYS: Final = ("placed", "partner_km", "clusters", "mixed", "relations_kept")
"""The measures that are shown, as far as a comparison has them."""
_HEAD: Final = 52.0
_ROW: Final = 26.0
_GAP: Final = 18.0
_LEAST_NAMES: Final = 90.0
_MOVES: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TradeOffChart(QWidget):
    """`chosen` carries the key of a measure and the place of a plan. The table above it has the same figures."""

    chosen = Signal(str, int)
    described = Signal(str)  # what is shown in words: of the bar that is marked, else which plan is best at what

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._measures: tuple[Measure, ...] = ()
        self._at: tuple[int, int] | None = None  # column and row
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Chart of placed schools, travel, clusters, mix and relations kept"))
        self._describe()

    def sizeHint(self) -> QSize:
        """Room for every plan."""
        return QSize(760, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As high as its rows."""
        rows = 2 if self._comparison is None else len(self._comparison.plans)
        return QSize(420, round(_HEAD + rows * _ROW + 10))

    # What is shown -----------------------------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show another comparison."""
        self._comparison, self._at = comparison, None
        found = {measure.key: measure for measure in comparison.measures} if comparison is not None else {}
        self._measures = tuple(found[key] for key in KEYS if key in found)
        self.setMinimumHeight(self.minimumSizeHint().height())
        self.updateGeometry()
        self._describe()
        self.update()

    def choose(self, key: str, plan: int) -> None:
        """Mark a bar, without asking for it again; nothing is marked where there is no such bar."""
        columns = [measure.key for measure in self._measures]
        found = (columns.index(key), plan) if key in columns and 0 <= plan < self._rows else None
        if found != self._at:
            self._at = found
            self._describe()
            self.update()

    @property
    def current(self) -> tuple[str, int] | None:
        """The bar that is marked."""
        return None if self._at is None else (self._measures[self._at[0]].key, self._at[1])

    @property
    def _rows(self) -> int:
        return 0 if self._comparison is None else len(self._comparison.plans)

    def _describe(self) -> None:
        words = self.tr("The table above has the same figures. The arrow keys go from bar to bar.")
        best = self._best_words()
        self.setAccessibleDescription(f"{best} {words}".strip() if self._at is None else self._words(*self._at))
        self.described.emit(best if self._at is None else f"{self._words(*self._at)}.")

    def _best_words(self) -> str:
        """Which plans place most, travel least and keep most; "" where there is nothing to compare."""
        if self._comparison is None:
            return ""
        patterns = {
            "placed": self.tr("Most schools placed{among}: {names} ({value})."),
            "partner_km": self.tr("Least travel to partners{among}: {names} ({value})."),
            "relations_kept": self.tr("Most relations kept: {names} ({value})."),
        }
        said = [
            patterns[measure.key].format(
                among=self._among(measure), names=listed(self._names_of(rows)), value=self._text(measure, rows[0])
            )
            for measure in self._measures
            if measure.key in patterns and (rows := [row for row, best in enumerate(measure.best) if best])
        ]
        return " ".join(said) or self.tr("None of these plans is better than the others by what the chart shows.")

    def _among(self, measure: Measure) -> str:
        """Among which plans a measure is judged, where not among all: what breaking rules buys is no merit."""
        assert self._comparison is not None
        if all(measure.rivals):
            return ""
        if any(not one.scoreboard.plan.violations for one in self._comparison.plans):
            return self.tr(" of plans that keep every rule")
        return self.tr(" of plans that part the fewest pairs by a barrier")

    def _names_of(self, rows: Sequence[int]) -> list[str]:
        assert self._comparison is not None
        return [self._comparison.names[row] for row in rows]

    def _words(self, column: int, row: int) -> str:
        assert self._comparison is not None
        measure = self._measures[column]
        said = f"{self._comparison.names[row]}: {label_of(measure)} {self._text(measure, row)}"
        return self.tr("{said}, the better one").format(said=said) if measure.best[row] else said

    def _text(self, measure: Measure, row: int) -> str:
        assert self._comparison is not None
        return shown_of(measure, measure.values[row], self._comparison.ground.context.plan.rules)

    # Where things are --------------------------------------------------------------------------------------------

    @property
    def _names_width(self) -> float:
        return max(_LEAST_NAMES, min(190.0, self.width() * 0.2))

    def _column(self, column: int) -> QRectF:
        """The frame of a measure: title and bars."""
        start = 8 + self._names_width + _GAP
        wide = (self.width() - start - 8) / max(1, len(self._measures))
        return QRectF(start + column * wide, 6, wide - _GAP, _HEAD + self._rows * _ROW)

    def bar(self, column: int, row: int) -> QRectF:
        """The room of a bar, in pixels of the widget: as long as the greatest value's."""
        frame = self._column(column)
        return QRectF(frame.left(), frame.top() + _HEAD + row * _ROW, frame.width(), _ROW)

    def _length(self, column: int, row: int, room: float) -> float:
        values = self._measures[column].values
        known = [value for value in values if value is not None and value != float("inf")]
        value, most = values[row], max(known, default=0.0)
        return 0.0 if value is None or not most else min(1.0, value / most) * room

    # Painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, titles and bars."""
        theme = colours_of(self.palette())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(theme.surface))
            self._paint_names(painter, theme)
            for column in range(len(self._measures)):
                self._paint_title(painter, column, theme)
                for row in range(self._rows):
                    self._paint_bar(painter, column, row, theme)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.accent), 1))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_names(self, painter: QPainter, theme: ThemeColours) -> None:
        painter.setFont(_font(self.font()))
        painter.setPen(QColor(theme.text))
        for row in range(self._rows):
            assert self._comparison is not None
            box = QRectF(8, 6 + _HEAD + row * _ROW, self._names_width, _ROW)
            name = painter.fontMetrics().elidedText(
                self._comparison.names[row], Qt.TextElideMode.ElideMiddle, round(box.width())
            )
            painter.drawText(box, _LEFT, name)

    def _paint_title(self, painter: QPainter, column: int, theme: ThemeColours) -> None:
        measure, frame = self._measures[column], self._column(column)
        painter.setFont(_font(self.font(), bold=True))
        painter.setPen(QColor(theme.text))
        box = QRectF(frame.left(), frame.top(), frame.width() + _GAP - 4, _HEAD - 18)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap, self._title(measure)
        )
        painter.setFont(_font(self.font()))
        painter.setPen(QColor(theme.muted))
        words = {"less": self.tr("less is better"), "more": self.tr("more is better"), "neither": ""}[measure.better]
        painter.drawText(QRectF(frame.left(), frame.top() + _HEAD - 19, frame.width() + _GAP - 4, 16), _LEFT, words)

    def _title(self, measure: Measure) -> str:
        titles = {
            "placed": self.tr("Schools placed"),
            "partner_km": self.tr("Mean travel to partners"),
            "clusters": self.tr("Clusters"),
            "mixed": self.tr("Church with community"),
            "relations_kept": self.tr("Relations kept"),
        }
        return titles[measure.key]

    def _paint_bar(self, painter: QPainter, column: int, row: int, theme: ThemeColours) -> None:
        measure, box = self._measures[column], self.bar(column, row)
        best = measure.best[row]
        text = self._text(measure, row)
        painter.setFont(_font(self.font(), bold=True))
        widest = max(painter.fontMetrics().horizontalAdvance(self._text(measure, one)) for one in range(self._rows))
        painter.setFont(_font(self.font(), bold=best))
        long = self._length(column, row, max(12.0, box.width() - widest - 24))
        hue = cluster_hue(row, theme.is_dark)
        if self._at == (column, row):
            painter.fillRect(box.adjusted(-4, 1, 4, -1), QColor(theme.hover))
        painter.setPen(QPen(QColor(hue.edge), 1))
        painter.setBrush(QColor(hue.fill))
        if long > 0:
            painter.drawRect(QRectF(box.left(), box.top() + 6, long, box.height() - 12))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(QPointF(box.left(), box.top() + 2), QPointF(box.left(), box.bottom() - 2))
        painter.setPen(QColor(theme.text))
        left = box.left() + long + 5
        if best:
            _paint_icon(painter, icon("better", QPalette.ColorRole.Link), QRectF(left, box.top() + 6, 14, 14))
            left += 17
        painter.drawText(QRectF(left, box.top(), box.right() - left + _GAP, box.height()), _LEFT, text)

    # Mouse and keys ----------------------------------------------------------------------------------------------

    def _at_point(self, at: QPointF) -> tuple[int, int] | None:
        for column in range(len(self._measures)):
            for row in range(self._rows):
                if self.bar(column, row).contains(at):
                    return column, row
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a bar stands for."""
        found = self._at_point(event.position())
        self.setToolTip("" if found is None else plain_tip(self._words(*found)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a bar."""
        found = self._at_point(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is None or not self._measures or not self._rows:
            super().keyPressEvent(event)
            return
        if self._at is None:
            self._choose((0, 0))
            return
        column, row = self._at[0] + step[0], self._at[1] + step[1]
        self._choose((min(max(column, 0), len(self._measures) - 1), min(max(row, 0), self._rows - 1)))

    def _choose(self, found: tuple[int, int]) -> None:
        self.choose(self._measures[found[0]].key, found[1])
        self.chosen.emit(self._measures[found[0]].key, found[1])


def _paint_icon(painter: QPainter, given: QIcon, box: QRectF) -> None:
    given.paint(painter, box.toRect())


def _font(base: QFont, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * 0.92)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font
