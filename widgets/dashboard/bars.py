"""A chart of lying bars that is a list too: each bar is reached by mouse and arrow keys, and read out by a screen reader."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import tsv_of
from wolds.widgets.dashboard.charts import Bar, Chart
from wolds.widgets.dialogs.parts import describe
from wolds.widgets.theme import ThemeColours, colours_of

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW_HEIGHT: Final = 23
_SIDE: Final = 6
_GAP: Final = 8
_MOST_WORDS: Final = 0.55  # of the width at most, before the words are cut
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BarModel(QAbstractListModel):
    """The bars of a chart."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show other bars; where they are the same kinds, rows stay and only their figures change."""
        if [bar.key for bar in bars] == [bar.key for bar in self.bars]:
            self.bars = bars
            if bars:
                self.dataChanged.emit(self.index(0), self.index(len(bars) - 1))
            return
        self.beginResetModel()
        self.bars = bars
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One for each bar."""
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The words of a bar; all of it for a screen reader."""
        if not index.isValid() or index.row() >= len(self.bars):
            return None
        bar = self.bars[index.row()]
        said = {Role.DisplayRole: bar.text, Role.AccessibleTextRole: bar.sentence, Role.ToolTipRole: plain_tip(bar.sentence)}
        return said.get(Role(role))


class _BarDelegate(QStyledItemDelegate):
    """Draws words, a bar as long as its share of the longest, and the figure behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, BarModel):
            return
        theme, bar = colours_of(QApplication.palette()), model.bars[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, theme)
        words, track, figure = _places(option, model)
        metrics = QFontMetrics(option.font)
        painter.setPen(QColor(theme.text if bar.clusters else theme.muted))
        painter.drawText(words, _MIDDLE, metrics.elidedText(bar.text, Qt.TextElideMode.ElideRight, words.width()))
        longest = max((one.value for one in model.bars), default=0.0) or 1.0
        length = max(2.0 if bar.value else 0.0, track.width() * bar.value / longest)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_colour(bar, theme)))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), length, track.height()), 2, 2)
        painter.setPen(QColor(theme.text if bar.clusters else theme.muted))
        painter.drawText(figure.translated(round(length) + _GAP, 0), _MIDDLE, bar.shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, theme: ThemeColours) -> None:
        """Chosen bars lie on a ground of their own; the one that the keyboard is at has a frame."""
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen, near = (
            bool(option.state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver)
        )
        if chosen or near:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 4, 4)
        if chosen or option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent if option.state & QStyle.StateFlag.State_HasFocus else theme.border), 1))
            painter.drawRoundedRect(box, 4, 4)


_MIDDLE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _places(option: QStyleOptionViewItem, model: BarModel) -> tuple[QRect, QRect, QRect]:
    """Where words, the longest bar and the figure at a bar of no length stand in a row."""
    metrics, box = QFontMetrics(option.font), option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
    wide = max((metrics.horizontalAdvance(bar.text) for bar in model.bars), default=0) + 2
    figures = max((metrics.horizontalAdvance(bar.shown) for bar in model.bars), default=0) + 2
    wide = min(wide, round(box.width() * _MOST_WORDS))
    words = QRect(box.left(), box.top(), wide, box.height())
    room = max(10, box.width() - wide - figures - 2 * _GAP)
    track = QRect(words.right() + _GAP, box.top() + 5, room, box.height() - 10)
    return words, track, QRect(track.left(), box.top(), figures, box.height())


def _colour(bar: Bar, theme: ThemeColours) -> str:
    return {"warning": theme.warning, "quiet": theme.muted}.get(bar.tone, theme.accent)


class BarChart(QListView):
    """A chart as high as its bars. `chosen` carries the key of a bar, `entered` says that Enter was pressed on one."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.bars = BarModel(self)
        self._quiet = False
        self.setModel(self.bars)
        self.setItemDelegate(_BarDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("kind", "chart")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.clicked.connect(lambda _: self._tell())

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        return QSize(240, ROW_HEIGHT * max(1, len(self.bars.bars)) + 4)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; the bar that was chosen stays so where there still is one."""
        key = self.key
        self.chart = chart
        self._quiet = True
        self.bars.show_bars(chart.bars)
        self.choose(key)
        self._quiet = False
        describe(self, chart.title)
        self.setAccessibleDescription(chart.sentence)
        self.setFixedHeight(self.sizeHint().height())

    @property
    def key(self) -> str | None:
        """The key of the bar that is chosen, None where none is."""
        rows = self.selectionModel().selectedRows()
        return self.bars.bars[rows[0].row()].key if rows and rows[0].row() < len(self.bars.bars) else None

    def choose(self, key: str | None) -> None:
        """Mark a bar, without saying so; None marks none."""
        before, self._quiet = self._quiet, True
        places = [place for place, bar in enumerate(self.bars.bars) if bar.key == key]
        if places:
            self.setCurrentIndex(self.bars.index(places[0]))
        else:
            self.clearSelection()
        self._quiet = before

    def _tell(self) -> None:
        index = self.currentIndex()
        if index.isValid() and not self._quiet:
            self.chosen.emit(self.bars.bars[index.row()].key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Arriving with the keyboard chooses no bar: an arrow key does, from the first one on."""
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the clusters; copying copies the chart."""
        if event.key() in _ENTER or event.key() == Qt.Key.Key_Space:
            self._tell()
            self.entered.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and self.chart is not None:
            QGuiApplication.clipboard().setText(tsv_of(self.headings(), self.chart.rows()))
        else:
            super().keyPressEvent(event)

    def headings(self) -> tuple[str, ...]:
        """Of the table that a chart is copied as."""
        return self.tr("Chart"), self.tr("What"), self.tr("Figure"), self.tr("Clusters")
