"""Progress on the terminal, and Ctrl+C: the first stops the work with the best plan so far, the second ends the command.

A request to end (`kill`, a computer that shuts down, a terminal that is closed) is heard as the first Ctrl+C, however often.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType, TracebackType
from typing import Any, Final, Self, TextIO

from wolds.app.unfinished import drop_unfinished
from wolds.geo.progress import Watch

_INTERRUPTED: Final = 130
_ENDING: Final = tuple(signal.Signals[name] for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if name in signal.Signals.__members__)
"""How a system asks a program to end; which of them there are depends on the system."""
BEST_SO_FAR: Final = "the best plan so far"
NOTHING_WRITTEN: Final = "nothing was written"


class StoppedEarly(Exception):
    """Ctrl+C ended a command that kept what was done until then: the message says how much, and where it stands."""


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Within, a request to end is heard as Ctrl+C is, so that what is half written is tidied away."""
    terminals = [stream for stream in (sys.stdout, sys.stderr) if stream.isatty()]

    asked: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        _hung_up(number, terminals)
        asked.append(number)
        if len(asked) == 1:  # a second one would break off the tidying
            raise KeyboardInterrupt

    with _heard_by(interrupt):
        yield


@contextmanager
def _heard_by(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Within, requests to end come to `handler`; what the caller chose not to hear, as `nohup` does, stays so."""
    with ExitStack() as stack:
        if threading.current_thread() is threading.main_thread():
            for number in _ENDING:
                if signal.getsignal(number) != signal.SIG_IGN:
                    stack.callback(signal.signal, number, signal.signal(number, handler))
        yield


def _hung_up(number: int, terminals: list[TextIO]) -> None:
    """A terminal that was closed takes no more words: from now on they go nowhere, and the work ends as it should."""
    if number == getattr(signal, "SIGHUP", None) and terminals:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in terminals:
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class TerminalWatch(Watch):
    """Writes progress to stderr where that is a terminal; as a context it listens for Ctrl+C and requests to end.

    `kept` says what is left then, `written` what stands on disk where a second Ctrl+C ends the command at once.
    """

    def __init__(self, kept: str = BEST_SO_FAR, written: str = NOTHING_WRITTEN) -> None:
        self.kept, self.written = kept, written
        self._stop = False
        self._break_off: Callable[[], None] | None = None
        self._before: Any = None
        self._listening = ExitStack()
        self._terminals = [stream for stream in (sys.stdout, sys.stderr) if stream.isatty()]
        self._shown = sys.stderr.isatty()
        self._width = 0

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        self._listening.enter_context(_heard_by(self._asked_to_end))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listening.close()
        signal.signal(signal.SIGINT, self._before)
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._stop:
            _end_at_once(self.written)
        self._stop_with("Ctrl+C again ends at once")

    def _asked_to_end(self, number: int, _frame: FrameType | None) -> None:
        _hung_up(number, self._terminals)
        if not self._stop:
            self._stop_with("asked to end")

    def _stop_with(self, why: str) -> None:
        self._stop = True
        sys.stderr.write(f"\nwolds: stopping with {self.kept}; {why}\n")
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
        """Whether Ctrl+C was pressed, or the command was asked to end."""
        return self._stop


def _end_at_once(written: str) -> None:
    """An exception would not do: one raised inside a solver's call is lost. Files are replaced whole, so none is left half."""
    drop_unfinished()
    sys.stderr.write(f"wolds: stopped; {written}\n")
    sys.stderr.flush()
    os._exit(_INTERRUPTED)
