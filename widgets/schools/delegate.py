"""Editing in the table: a cluster from a box that searches, a note as a line of text."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wolds.widgets.common.cluster_box import ClusterBox
from wolds.widgets.common.marks import MarksDelegate
from wolds.widgets.schools.columns import CLUSTER, COLUMNS
from wolds.widgets.schools.model import SchoolsModel

Index = QModelIndex | QPersistentModelIndex


class SchoolsDelegate(MarksDelegate):
    """Makes editors. `cluster_chosen` carries a school and the choice made for it (see `ClusterBox.choice`)."""

    cluster_chosen = Signal(int, str)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of a cell."""
        model = index.model()
        if not isinstance(model, SchoolsModel) or model.facts is None or COLUMNS[index.column()].key != CLUSTER:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(COLUMNS[index.column()].title)
            return editor
        box = ClusterBox(model.facts.plan.clusters.values(), parent)
        box.chosen.connect(lambda: self._finish(box))
        return box

    def _finish(self, box: ClusterBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell."""
        if isinstance(editor, ClusterBox):
            editor.choose(str(index.data(Qt.ItemDataRole.EditRole)))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for what was chosen, if it is another."""
        if isinstance(editor, ClusterBox) and isinstance(model, SchoolsModel):
            choice = editor.choice()
            if choice is not None and choice != index.data(Qt.ItemDataRole.EditRole):
                self.cluster_chosen.emit(model.urn_at(index.row()), choice)
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep the box wide enough to read names in."""
        rect = option.rect
        if isinstance(editor, ClusterBox):
            rect.setWidth(max(rect.width(), 220))
        editor.setGeometry(rect)
