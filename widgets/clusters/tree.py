"""The tree itself: keys, and schools dropped on a cluster."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QTreeView, QWidget

from wolds.widgets.clusters.facts import UNPLACED
from wolds.widgets.clusters.model import ClustersModel
from wolds.widgets.common.chips import CHIP_SIZE
from wolds.widgets.common.menu_place import menu_place
from wolds.widgets.common.mime import urns_of
from wolds.widgets.common.tips import plain_tip
from wolds.widgets.theme import colours_of
from wolds.widgets.view import Impact

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClustersTree(QTreeView):
    """Clusters and schools. F2 renames a cluster or moves a school, Enter folds a cluster, Ctrl+Enter zooms.

    `schools_dropped` carries a `frozenset[int]` and a cluster id, None for out of every cluster; `told` a sentence about
    what dropping would do, "" when there is nothing to say.
    """

    schools_dropped = Signal(object, object)
    told = Signal(str)
    zoom_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.impact: Impact | None = None
        self._target: str | None = None
        self.setAccessibleName(self.tr("Clusters"))
        self.setAccessibleDescription(self.tr("F2 renames a cluster or moves a school, Ctrl+Enter shows it on the map."))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setIconSize(CHIP_SIZE)
        self.setIndentation(16)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.doubleClicked.connect(lambda: self.zoom_wanted.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, fold and zoom by key; an editor hands its own Enter on to here, which is none of these."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_current()
        elif event.key() in _ENTER:
            self._fold_or_edit()
        else:
            super().keyPressEvent(event)

    def edit_current(self) -> None:
        """Rename the current cluster, or choose another cluster for the current school."""
        index = self.currentIndex().siblingAtColumn(0)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.scrollTo(index)
            self.edit(index)

    def _fold_or_edit(self) -> None:
        index = self.currentIndex().siblingAtColumn(0)
        if index.isValid() and self._clusters().child_at(index) is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.edit_current()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the schools selected: at the mouse, or below the row with the focus when asked by key."""
        self.menu_wanted.emit(menu_place(self, event))
        event.accept()

    def selected_rows(self) -> list[QModelIndex]:
        """The rows selected, by their first cell. Rows are always selected whole, so the runs say it all."""
        model, selection = self.model(), self.selectionModel().selection()
        runs = (
            (run.parent(), range(run.top(), run.bottom() + 1)) for run in (selection.at(i) for i in range(selection.size()))
        )
        return [model.index(row, 0, parent) for parent, rows in runs for row in rows]

    def _clusters(self) -> ClustersModel:
        model = self.model()
        assert isinstance(model, ClustersModel)
        return model

    # Dropping ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome schools."""
        if urns_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Set the cluster under the mouse apart, and say what dropping there would do."""
        super().dragMoveEvent(event)
        urns, target = urns_of(event.mimeData()), self._group_under(event.position().toPoint())
        self._aim(urns, target, event.position().toPoint())
        if not urns or target is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the cluster that was aimed at."""
        super().dragLeaveEvent(event)
        self._aim(frozenset(), None, QPoint())

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move. The rows change when the plan does."""
        urns, target = urns_of(event.mimeData()), self._group_under(event.position().toPoint())
        self._aim(frozenset(), None, QPoint())
        if urns and target is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.schools_dropped.emit(urns, None if target == UNPLACED else target)
        self.setState(QAbstractItemView.State.NoState)

    def _group_under(self, at: QPoint) -> str | None:
        index = self.indexAt(at)
        return self._clusters().group_at(index) if index.isValid() else None

    def _aim(self, urns: frozenset[int], target: str | None, at: QPoint) -> None:
        if target == self._target:
            return
        self._target = target
        self.viewport().update()
        sentence = ""
        if target is not None and urns and self.impact is not None:
            sentence = self.impact(urns, None if target == UNPLACED else target)
        self.told.emit(sentence)
        QToolTip.showText(self.viewport().mapToGlobal(at + QPoint(12, 18)), plain_tip(sentence), self.viewport())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and a frame round the cluster aimed at."""
        super().paintEvent(event)
        box = self._target_box()
        if box.isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours_of(self.palette()).accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -2), 4, 4)

    def _target_box(self) -> QRect:
        if self._target is None:
            return QRect()
        row = self.visualRect(self._clusters().group_index(self._target))
        return QRect(0, row.top(), self.viewport().width(), row.height()) if row.isValid() else QRect()
