"""Progress on the terminal, and Ctrl+C: the first stops the work with the best plan so far, the second ends the command."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Final, Self

from wolds.geo.progress import Watch

_INTERRUPTED: Final = 130
BEST_SO_FAR: Final = "the best plan so far"
NOTHING_WRITTEN: Final = "nothing was written"


class StoppedEarly(Exception):
    """Ctrl+C ended a command that kept what was done until then: the message says how much, and where it stands."""


class TerminalWatch(Watch):
    """Writes progress to stderr where that is a terminal; as a context it listens for Ctrl+C.

    `kept` says what is left then, `written` what stands on disk where a second Ctrl+C ends the command at once.
    """

    def __init__(self, kept: str = BEST_SO_FAR, written: str = NOTHING_WRITTEN) -> None:
        self.kept, self.written = kept, written
        self._stop = False
        self._break_off: Callable[[], None] | None = None
        self._before: Any = None
        self._shown = sys.stderr.isatty()
        self._width = 0

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        signal.signal(signal.SIGINT, self._before)
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._stop:
            _end_at_once(self.written)
        self._stop = True
        sys.stderr.write(f"\nwolds: stopping with {self.kept}; Ctrl+C again ends at once\n")
        sys.stderr.flush()
        if self._break_off:
            self._break_off()

    @contextmanager
    def waiting(self, break_off: Callable[[], None]) -> Iterator[None]:
        """Within, nothing is done but waiting for other processes: Ctrl+C calls `break_off`, which may raise."""
        self._break_off = break_off
        try:
            yield
        finally:
            self._break_off = None

    def tell(self, fraction: float, message: str = "") -> None:
        """Show how far the work is."""
        if self._shown:
            text = f"{fraction:4.0%} {message}"
            sys.stderr.write("\r" + text.ljust(self._width))
            self._width = max(self._width, len(text))
            sys.stderr.flush()

    def should_stop(self) -> bool:
        """Whether Ctrl+C was pressed."""
        return self._stop


def _end_at_once(written: str) -> None:
    """An exception would not do: one raised inside a solver's call is lost. Files are replaced whole, so none is left half."""
    sys.stderr.write(f"wolds: stopped; {written}\n")
    sys.stderr.flush()
    os._exit(_INTERRUPTED)
