"""The model behind the policy table: a row of the table in each row, a model of partnership in each column."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wolds.clustering.models import Model
from wolds.clustering.policy import Policy, Verdict
from wolds.widgets.church.words import (
    model_words,
    row_words,
    schools_words,
    short_model_words,
    verdict_colours,
    verdict_words,
)
from wolds.widgets.common.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MODELS: Final = tuple(Model)


class PolicyModel(QAbstractTableModel):
    """A policy table. It changes nothing: `verdict_given` carries row, model and verdict (None = says nothing) asked for."""

    verdict_given = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.policy = Policy()

    def show_policy(self, policy: Policy) -> None:
        """Show another table; where only cells differ, the rows stay."""
        same = len(policy.rows) == len(self.policy.rows)
        if not same:
            self.beginResetModel()
        self.policy = policy
        if same and policy.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(policy.rows) - 1, len(MODELS)))
        elif not same:
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows the table has."""
        return 0 if parent.isValid() else len(self.policy.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The schools, and each model."""
        return 0 if parent.isValid() else 1 + len(MODELS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Verdicts can be edited in their cells."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() else flags

    def verdict_at(self, index: Index) -> Verdict | None:
        """The verdict of a cell, None where its row says nothing of the model."""
        return self.policy.rows[index.row()].verdict(MODELS[index.column() - 1])

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        if index.column() == 0:
            return self._schools(index.row(), role)
        verdict = self.verdict_at(index)
        if role == Role.DisplayRole:
            return verdict_words(verdict)
        if role == Role.EditRole:
            return "" if verdict is None else str(verdict)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        if role in (Role.ForegroundRole, Role.BackgroundRole):
            colours = verdict_colours(verdict)
            return None if colours is None else colours[role == Role.BackgroundRole]
        return self._said(index, verdict) if role in (Role.AccessibleTextRole, Role.ToolTipRole) else None

    def _schools(self, row: int, role: int) -> Any:
        if role == Role.DisplayRole:
            return schools_words(self.policy.rows[row])
        if role == Role.AccessibleTextRole:
            return row_words(self.policy, row)
        return plain_tip(self.policy.rows[row].reason) if role == Role.ToolTipRole else None

    def _said(self, index: Index, verdict: Verdict | None) -> str:
        model, nothing = model_words(MODELS[index.column() - 1]), self.tr("says nothing, a row below may")
        return f"{model}: {verdict_words(verdict).lower() if verdict else nothing}"

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for another verdict."""
        if not index.isValid() or role != Role.EditRole or index.column() == 0:
            return False
        verdict = Verdict(value) if value else None
        if verdict != self.verdict_at(index):
            self.verdict_given.emit(index.row(), MODELS[index.column() - 1], verdict)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The models, and the numbers of the rows: the first that fits holds."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Role.DisplayRole else None
        if role == Role.DisplayRole:
            return self.tr("Schools") if section == 0 else short_model_words(MODELS[section - 1])
        if role in (Role.ToolTipRole, Role.AccessibleTextRole) and section:
            return model_words(MODELS[section - 1])
        return None


class VerdictBox(QComboBox):
    """The four verdicts, and saying nothing. `chosen` says that one was picked from the list that drops down; the arrow keys
    go through them without choosing yet."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._dropped = False
        for verdict in Verdict:
            self.addItem(verdict_words(verdict), str(verdict))
        self.addItem(self.tr("Says nothing"), "")
        self.activated.connect(self._tell)

    def showPopup(self) -> None:
        """The list drops down."""
        self._dropped = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that comes here is not one for the list."""
        self._dropped = False
        super().keyPressEvent(event)

    def _tell(self) -> None:
        if self._dropped:
            self.chosen.emit()


class VerdictDelegate(QStyledItemDelegate):
    """Edits a verdict with a box of the four, and of saying nothing."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The box."""
        box = VerdictBox(parent)
        box.setAccessibleName(str(index.data(Role.AccessibleTextRole)))
        box.chosen.connect(lambda: self._finish(box))
        return box

    def _finish(self, box: VerdictBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what holds."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(str(index.data(Role.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Role.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep the box wide enough to read the verdicts in."""
        rect = option.rect
        rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(rect)
