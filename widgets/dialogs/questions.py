"""Questions with a few answers: unsaved work, a file that changed, a plan that somebody else holds, an error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from wolds.widgets.dialogs.base import PlainDialog
from wolds.widgets.dialogs.parts import button, column, label
from wolds.widgets.dialogs.picture import Picture

CANCEL: Final = "cancel"


@dataclass(frozen=True)
class Answer:
    """An answer: what `answered` carries, and the words on its button."""

    id: str
    words: str
    is_default: bool = False


class QuestionDialog(PlainDialog):
    """A sentence, what to know about it, and a button for each answer. `answered` carries the answer's id, once.

    Escape and the closing cross answer "cancel".
    """

    answered = Signal(str)

    def __init__(
        self,
        title: str = "",
        sentence: str = "",
        detail: str = "",
        answers: tuple[Answer, ...] = (),
        *,
        icon_name: Literal["warning", "error", "help"] = "warning",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "", parent)
        self.setMinimumWidth(460)
        self._answered = False
        self.buttons.hide()
        self.answer_buttons: dict[str, QPushButton] = {}
        self._icon_name = icon_name
        if answers:
            self.ask(sentence, detail, answers)

    def ask(self, sentence: str, detail: str, answers: tuple[Answer, ...]) -> None:
        """Put the question, once."""
        self._add_words(sentence, detail)
        self._add_answers(answers)
        self.setAccessibleDescription(f"{sentence} {detail}")

    def _add_words(self, sentence: str, detail: str) -> None:
        beside, words = QHBoxLayout(), QWidget()
        beside.setSpacing(14)
        column(words, label(sentence, "strong"), *((label(detail),) if detail else ()), None, spacing=8)
        picture = Picture(self._icon_name, 36)
        beside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(words, 1)
        self.body.addLayout(beside)

    def _add_answers(self, answers: tuple[Answer, ...]) -> None:
        across = QHBoxLayout()
        across.addStretch(1)
        for answer in answers:
            made = button(answer.words, partial(self._answer, answer.id), kind="primary" if answer.is_default else "")
            made.setAutoDefault(answer.is_default)
            made.setDefault(answer.is_default)
            self.answer_buttons[answer.id] = made
            across.addWidget(made)
            if answer.is_default:
                made.setFocus()
        self.body.addLayout(across)

    def _answer(self, answer: str) -> None:
        if not self._answered:
            self._answered = True
            self.answered.emit(answer)
            self.accept()

    def reject(self) -> None:
        """Escape answers "cancel"."""
        self._say_cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does the cross."""
        self._say_cancel()
        super().closeEvent(event)

    def _say_cancel(self) -> None:
        if not self._answered:
            self._answered = True
            self.answered.emit(CANCEL)
