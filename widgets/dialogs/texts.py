"""Dialogs that ask for a text: a name, a note, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import describe, label


class LongText(QPlainTextEdit):
    """Several lines; Ctrl+Enter says `finished`."""

    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a new line, Ctrl+Enter ends the text."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)


class TextDialog(PlainDialog):
    """Asks for a text: one line, or several with `long`. `text_given` carries it without blanks around it.

    `fault_of(text)` says in a sentence why a text will not do, "" where it will. With `must_say` it cannot be empty.
    """

    text_given = Signal(str)

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        prompt: str = "",
        sentence: str = "",
        long: bool = False,
        must_say: bool = False,
        accept_words: str = "",
        fault_of: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, sentence, parent)
        self.setMinimumWidth(440)
        self._must_say, self._fault_of = must_say, fault_of
        self.editor: QLineEdit | LongText = LongText(text) if long else QLineEdit(text)
        self.fault = label("", "error")
        self._add_editor(prompt or title.replace("&", "&&"))  # a title may hold a name, whose & is no key
        self.give = self.add_accept(accept_words or self.tr("Save"))
        self.add_reject()
        self._check()

    def _add_editor(self, prompt: str) -> None:
        editor, named = self.editor, label(prompt, wrap=False)
        named.setBuddy(editor)
        describe(editor, prompt)
        self.body.addWidget(named)
        self.body.addWidget(editor)
        if isinstance(editor, LongText):
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(140)
            editor.finished.connect(self.accept)
            editor.moveCursor(editor.textCursor().MoveOperation.End)
            self.body.addWidget(label(self.tr("Ctrl+Enter saves it."), "muted"))
        else:
            editor.selectAll()
        editor.textChanged.connect(self._check)
        self.body.addWidget(self.fault)

    def text(self) -> str:
        """What was written, without blanks around it."""
        editor = self.editor
        return (editor.toPlainText() if isinstance(editor, LongText) else editor.text()).strip()

    def _check(self) -> None:
        text = self.text()
        fault = self._fault_of(text) if self._fault_of is not None and text else ""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.give.setEnabled(not fault and bool(text or not self._must_say))

    def accept(self) -> None:
        """Give the text, and close."""
        if self.give.isEnabled():
            text = self.text()
            super().accept()
            self.text_given.emit(text)


class ReasonDialog(TextDialog):
    """Asks why: a broken rule is accepted, a school is left out. `text_given` carries the reason, which must be given."""

    def __init__(self, title: str, sentence: str, accept_words: str, parent: QWidget | None = None) -> None:
        prompt = QCoreApplication.translate("ReasonDialog", "&Reason, kept with the plan")
        super().__init__(title, sentence=sentence, prompt=prompt, must_say=True, accept_words=accept_words, parent=parent)
