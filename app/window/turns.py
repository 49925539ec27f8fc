"""Work of the window itself, step by step: one step every other turn of the event loop, so that none holds it for long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

Step = Callable[[], None]


class Turns(QObject):
    """Steps that are taken in the order given. Between two of them the window paints itself and hears keys and mouse."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[Step] = deque()
        self._rests = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._take_one)

    @property
    def is_done(self) -> bool:
        """Whether no step is left."""
        return not self._steps

    def take(self, step: Step, *, in_turn: bool) -> None:
        """Take a step in a turn of its own, or at once, after those that were waiting."""
        if not self._steps:
            self._rests = True  # what made the steps due is painted first
        self._steps.append(step)
        if in_turn:
            self._timer.start()
        else:
            self.finish()

    def finish(self) -> None:
        """Take all steps that are left: something is about to happen that must find them done."""
        while self._steps:
            self._steps.popleft()()

    def _take_one(self) -> None:
        """Take a step, or leave the turn to painting what the step before has changed."""
        self._rests = not self._rests
        if self._steps and self._rests:
            self._steps.popleft()()
        if self._steps:
            self._timer.start()
