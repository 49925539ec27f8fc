"""What pages with an answer have in common: the question, progress, a mark once the plan has moved on, the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wolds.widgets.common.empty import OrEmpty
from wolds.widgets.dialogs.parts import button, label
from wolds.widgets.pages.job_bar import JobBar
from wolds.widgets.theme import mark


class StaleStrip(QFrame):
    """Says that the plan has changed since, and offers to ask again."""

    ask_again = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark(self, "warning")
        self.text = label(self.tr("The plan changed since this was worked out."), "warning")
        self.button = button(self.tr("Ask again"), self.ask_again.emit, kind="small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        self.hide()


class AnswerPage(QWidget):
    """A page that asks a question and shows the answer. Subclasses fill `head` and give the widget of the answer."""

    asked_again = Signal()

    def __init__(self, answer: QWidget, icon_name: str) -> None:
        super().__init__()
        self.head = QVBoxLayout()
        self.head.setContentsMargins(10, 8, 10, 4)
        self.head.setSpacing(6)
        self.jobs = JobBar()
        self.stale = StaleStrip()
        self.stale.ask_again.connect(self.asked_again)
        self.content = OrEmpty(answer, icon_name)
        held = QVBoxLayout()
        held.setContentsMargins(10, 0, 10, 6)
        held.addWidget(self.stale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addWidget(self.jobs)
        layout.addLayout(held)
        layout.addWidget(self.content, 1)

    @property
    def has_answer(self) -> bool:
        """Whether an answer is shown."""
        return not self.content.is_empty

    def set_stale(self, stale: bool) -> None:
        """Mark the answer as one about an earlier plan, or as one about the present plan."""
        self.stale.setVisible(stale and self.has_answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape stops the work."""
        if event.key() == Qt.Key.Key_Escape and self.jobs.job is not None:
            self.jobs.cancel.click()
        else:
            super().keyPressEvent(event)
