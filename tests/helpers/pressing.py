"""What ends the work early: Ctrl+C at certain words of it, by a real signal, or its limit of memory."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any

from wolds.app.cli.stopping import TerminalWatch
from wolds.clustering.engine.clock import Stopped
from wolds.clustering.problem import Ended


class Pressing(TerminalWatch):
    """A watch at which Ctrl+C is pressed when certain words are told for the `times`-th time."""

    words, times = "reach", 1

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._heard = threading.Event()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        super()._interrupt(number, frame)
        self._heard.set()

    def tell(self, fraction: float, message: str = "") -> None:
        if self.words in message:
            self.times -= 1
            if not self.times:
                signal.raise_signal(signal.SIGINT)
                assert self._heard.wait(20)  # the work has a thread of its own, and signals are heard in the main one
        super().tell(fraction, message)


def needs_too_much(*_work: object) -> None:
    """In place of the work: it reached its limit of memory before there was a plan."""
    raise Stopped(Ended.MEMORY)
