"""How a form is laid out: a rule with its sentence and its fault, and groups of rules that fold."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wolds.widgets.dialogs.parts import column, describe, label, line
from wolds.widgets.icons import icon
from wolds.widgets.rules.fields import Field


class RuleRow(QWidget):
    """A rule: its name, its field, one sentence that explains it, and what is wrong with it where something is."""

    def __init__(self, name: str, field: Field, why: str, *, wide: bool = False) -> None:
        """With `wide` the field stands below its name, over the whole width."""
        super().__init__()
        self.field = field
        self.fault = label("", "error")
        self.fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._add_field(layout, name, wide)
        layout.addWidget(label(why, "muted"))
        layout.addWidget(self.fault)
        field.describe(name, why)

    def _add_field(self, layout: QVBoxLayout, name: str, wide: bool) -> None:
        if not name:
            layout.addWidget(self.field)
            return
        named = QLabel(name)
        named.setWordWrap(True)
        named.setBuddy(self.field.main_widget())
        if wide:
            layout.addWidget(named)
            layout.addWidget(self.field)
            return
        beside = QHBoxLayout()
        beside.addWidget(named, 1)
        beside.addWidget(self.field, 0)
        layout.addLayout(beside)

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with the value; "" when nothing is."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        if sentence:
            self.field.main_widget().setAccessibleDescription(sentence)


class FoldingGroup(QWidget):
    """A group of rules under a heading that folds it; folded, it says in a few words what it holds."""

    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.head = _head()
        self.summary = label("", "muted")
        self.summary.setContentsMargins(24, 0, 0, 6)
        self.body = QWidget()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(20, 4, 2, 14)
        self.rows.setSpacing(12)
        column(self, line(), self.head, self.summary, self.body, spacing=0)
        self.head.toggled.connect(self._show_open)
        self._show_open(False)

    def set_title(self, title: str) -> None:
        """The heading."""
        self.head.setText(title)
        describe(self.head, title)

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold."""
        self.head.setChecked(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the rules are in sight."""
        return self.head.isChecked()

    def _show_open(self, is_open: bool) -> None:
        self.head.setIcon(icon("unfold" if is_open else "fold"))
        self.body.setVisible(is_open)
        self.summary.setVisible(not is_open and bool(self.summary.text()))
        self.folded.emit(not is_open)

    def set_summary(self, text: str) -> None:
        """What stands under the heading while the group is folded."""
        self.summary.setText(text)
        self.summary.setVisible(bool(text) and not self.is_open)
        self.head.setAccessibleDescription(text)


def _head() -> QToolButton:
    head = QToolButton()
    head.setCheckable(True)
    head.setProperty("kind", "fold")
    head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    head.setIconSize(QSize(18, 18))
    return head
