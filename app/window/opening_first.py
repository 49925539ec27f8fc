"""What needs a plan and is asked for from the start page: first a plan is opened, then it goes on by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from wolds.app.window.desk import Desk


class OpeningFirst(QObject):
    """Asks for a plan, and calls `then` once one is open and its panels have their places."""

    def __init__(self, desk: Desk, then: Callable[[], None]) -> None:
        super().__init__(desk.window)
        self._desk, self._then = desk, then
        self._is_wanted = False
        desk.views.pages.currentChanged.connect(lambda _: self._go_on())

    def ask(self, question: str) -> None:
        """Ask for a plan, a register or the sample county."""
        self._is_wanted = True
        offers = (
            (self.tr("Open a plan"), "open_plan"),
            (self.tr("Open a register"), "open_register"),
            (self.tr("Sample county"), "open_sample"),
        )
        self._desk.feedback.ask(question, *((words, self._desk.actions[name].trigger) for words, name in offers))

    def _go_on(self) -> None:
        views = self._desk.views
        if self._is_wanted and self._desk.document.is_open and views.pages.currentWidget() is views.map:
            self._is_wanted = False
            QTimer.singleShot(0, self._then)
