"""The clusters behind a figure as a list: name, how far the partnership is, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wolds.clustering.partnership.dashboard import CountyDashboard, PartnershipState
from wolds.widgets.common.chips import CHIP_SIZE, chip
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.common.tsv import Cell, tsv_of
from wolds.widgets.partnership.typed import day_text, pounds_text
from wolds.widgets.partnership.words import lacking_words, said
from wolds.widgets.theme import colours_of

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
STATE_ROLE: Final = int(Role.UserRole) + 61
"""The `PartnershipState` of a row."""
_ABOVE: Final = 6
_ROOM_FOR_ALL: Final = 520  # pixels: what is lacking has room in one line, else it takes two
_SIDE: Final = 8
_WRAP: Final = Qt.TextFlag.TextWordWrap
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClusterRows(QAbstractListModel):
    """Clusters by number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.states: list[PartnershipState] = []

    def show_clusters(self, county: CountyDashboard, ids: Iterable[str]) -> None:
        """Show these clusters; where they are the same, rows stay and only what they say changes."""
        states = sorted((county.states[key] for key in ids), key=lambda one: one.cluster.number)
        if [one.cluster.id for one in states] == [one.cluster.id for one in self.states]:
            self.states = states
            if states:
                self.dataChanged.emit(self.index(0), self.index(len(states) - 1))
            return
        self.beginResetModel()
        self.states = states
        self.endResetModel()

    def place_of(self, cluster: str) -> int:
        """The row of a cluster, -1 where it is not among them."""
        return next((place for place, one in enumerate(self.states) if one.cluster.id == cluster), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One for each cluster."""
        return 0 if parent.isValid() else len(self.states)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What a row says."""
        if not index.isValid() or index.row() >= len(self.states):
            return None
        state = self.states[index.row()]
        if role == STATE_ROLE:
            return state
        if role == Role.DisplayRole:
            return state.cluster.name
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            words = ". ".join(line for line in (state.cluster.name, self.facts(state), self.lacking(state)) if line)
            return plain_tip(words) if role == Role.ToolTipRole else words
        return None

    def facts(self, state: PartnershipState) -> str:
        """Stage, models, review and money in a line."""
        return " · ".join(part for part in self._facts(state) if part)

    def _facts(self, state: PartnershipState) -> Iterator[str]:
        one = state.partnership
        yield said(one.stage)
        now = said(one.model) if one.model else self.tr("No model")
        yield f"{now} → {_small(said(one.target))}" if one.target not in (None, one.model) else now
        yield self.tr("review {day}").format(day=day_text(one.review_date)) if one.review_date else ""
        if not one.budget.is_empty and state.money.balance is not None:
            yield self.tr("{pounds} left").format(pounds=pounds_text(state.money.balance))

    def lacking(self, state: PartnershipState) -> str:
        """What it lacks in a line, "" for nothing."""
        return ", ".join(
            lacking_words(code) if not place else _small(lacking_words(code)) for place, code in enumerate(state.codes)
        )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


class _ClusterDelegate(QStyledItemDelegate):
    """Draws a row: chip and name, facts, and what is lacking; each a line, cut where there is no room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 + _lacking_lines(option.widget)
        return QSize(200, lines * QFontMetrics(option.font).height() + 2 * _ABOVE + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        frame = QStyleOptionViewItem(option)
        self.initStyleOption(frame, index)
        state, model = index.data(STATE_ROLE), index.model()
        frame.widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, frame, painter, frame.widget)
        if not isinstance(state, PartnershipState) or not isinstance(model, ClusterRows):
            return
        painter.save()
        box = option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, 0)
        chip(str(state.cluster.number), state.cluster.colour).paint(painter, QRect(box.topLeft(), CHIP_SIZE).translated(0, 1))
        box = box.adjusted(CHIP_SIZE.width() + 8, 0, 0, 0)
        theme, picked = colours_of(QApplication.palette()), bool(option.state & QStyle.StateFlag.State_Selected)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        lines = (
            (state.cluster.name, bold, theme.text),
            (model.facts(state), option.font, theme.text),
            (model.lacking(state), option.font, theme.warning),
        )
        for place, (text, font, colour) in enumerate(lines):
            metrics, count = QFontMetrics(font), _lacking_lines(option.widget) if place == 2 else 1
            painter.setFont(font)
            painter.setPen(QColor(theme.on_accent if picked else colour))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() * count - 60 * (count - 1))
            painter.drawText(QRect(box.left(), box.top(), box.width(), count * metrics.height()), _WRAP, shown)
            box = box.adjusted(0, metrics.height() + 2, 0, 0)
        painter.restore()


def _lacking_lines(view: QWidget | None) -> int:
    return 1 if view is None or view.width() >= _ROOM_FOR_ALL else 2


class ClusterList(QListView):
    """The list. A click or Enter goes to a cluster: `wanted` carries its id."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ClusterRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_ClusterDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlternatingRowColors(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleDescription(self.tr("Enter goes to the cluster: on the map, and to its partnership."))
        self.clicked.connect(lambda index: self._want(index))

    def show_clusters(self, county: CountyDashboard, ids: Iterable[str]) -> None:
        """Show these clusters; the one that was current stays so, or the row in its place."""
        current = self.currentIndex()
        place = current.row()
        key = self.rows.states[place].cluster.id if current.isValid() and place < len(self.rows.states) else ""
        self.rows.show_clusters(county, ids)
        if key and self.rows.states:
            found = self.rows.place_of(key)
            self.setCurrentIndex(self.rows.index(found if found >= 0 else min(place, len(self.rows.states) - 1)))

    def _want(self, index: Index) -> None:
        if index.isValid():
            self.wanted.emit(self.rows.states[index.row()].cluster.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cluster; copying copies the list."""
        if event.key() in _ENTER:
            self._want(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_table())
        else:
            super().keyPressEvent(event)

    def as_table(self) -> str:
        """The list for a spreadsheet."""
        headings = (self.tr("Number"), self.tr("Cluster"), self.tr("Stands"), self.tr("Lacks"))
        return tsv_of(headings, map(self._row, self.rows.states))

    def _row(self, state: PartnershipState) -> tuple[Cell, ...]:
        return state.cluster.number, state.cluster.name, self.rows.facts(state), self.rows.lacking(state)
