"""Editing in the tree: a cluster's name as text, a school's cluster from a box that searches."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wolds.widgets.clusters.model import ClustersModel
from wolds.widgets.common.cluster_box import ClusterBox
from wolds.widgets.common.marks import MarksDelegate

Index = QModelIndex | QPersistentModelIndex


class ClustersDelegate(MarksDelegate):
    """Makes editors. `cluster_chosen` carries a school and the choice for it, `name_given` a cluster id and a name."""

    cluster_chosen = Signal(int, str)
    name_given = Signal(str, str)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of a row."""
        model = index.model()
        if not isinstance(model, ClustersModel) or model.facts is None or model.child_at(index) is None:
            line = QLineEdit(parent)
            line.setAccessibleName(self.tr("Name of the cluster"))
            line.setMaxLength(120)
            return line
        box = ClusterBox(model.facts.plan.clusters.values(), parent)
        box.chosen.connect(lambda: self._finish(box))
        return box

    def _finish(self, box: ClusterBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is there."""
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, ClusterBox):
            editor.choose(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for what was chosen or typed, if it is another."""
        if not isinstance(model, ClustersModel):
            return
        now = str(index.data(Qt.ItemDataRole.EditRole))
        urn = model.child_at(index)
        if isinstance(editor, ClusterBox) and urn is not None:
            choice = editor.choice()
            if choice is not None and choice != now:
                self.cluster_chosen.emit(urn, choice)
        elif isinstance(editor, QLineEdit) and editor.text().strip() not in ("", now):
            self.name_given.emit(model.group_at(index), editor.text().strip())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep the editor wide enough to read names in."""
        rect = option.rect
        rect.setWidth(max(rect.width(), 200))
        editor.setGeometry(rect)
