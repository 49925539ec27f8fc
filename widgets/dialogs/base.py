"""What every dialog has in common: it never blocks, answers by signal, and goes away when it is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wolds.widgets.dialogs.parts import button, describe, label, row


class PlainDialog(QDialog):
    """A dialog with a sentence, a body and a row of buttons. Show it with `open()`."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(360)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.buttons = QDialogButtonBox()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out(sentence)

    def _lay_out(self, sentence: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        if sentence:
            layout.addWidget(label(sentence))
            self.setAccessibleDescription(sentence)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the words need at this width, unless a size was set."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth() and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            width = max(self.minimumWidth(), layout.sizeHint().width())
            self.resize(width, layout.totalHeightForWidth(width))
        super().showEvent(event)

    def add_row(self, form: QFormLayout, text: str, field: QWidget, *beside: QWidget) -> None:
        """A row of a form: a label that its shortcut leads to `field`, and what stands beside the field."""
        named = QLabel(text)
        named.setBuddy(field)
        describe(field, text)
        form.addRow(named, row(field, *beside, *((None,) if beside else ())))

    def add_accept(self, text: str) -> QPushButton:
        """The button that does it: pressed by Enter."""
        made = button(text, kind="primary")
        self.buttons.addButton(made, QDialogButtonBox.ButtonRole.AcceptRole)
        made.setDefault(True)
        return made

    def add_reject(self, text: str = "") -> QPushButton:
        """The button that leaves all as it is: pressed by Escape."""
        made = button(text or self.tr("Cancel"))
        self.buttons.addButton(made, QDialogButtonBox.ButtonRole.RejectRole)
        made.setAutoDefault(False)
        return made


class ListDriver(QObject):
    """Lets the arrow and page keys of a search line move through the list under it, so that the hands stay where they are."""

    _KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    def __init__(self, line: QLineEdit, view: QAbstractItemView) -> None:
        super().__init__(line)
        self._view = view
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the moving keys on to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in self._KEYS:
            self._view.keyPressEvent(event)
            return True
        return False
