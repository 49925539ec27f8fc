"""What nobody foresaw: it lands in the log, and one dialog says so. No traceback reaches a person."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wolds.app.window.feedback import Feedback

_LOG: Final = logging.getLogger(__name__)


class FaultCatcher:
    """Takes the place of `sys.excepthook` and `threading.excepthook`; slots and events of Qt end up in the former too."""

    def __init__(self, feedback: Feedback, what: str) -> None:
        self._feedback, self._what = feedback, what
        self._is_open = False

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error, and say so unless a dialog says so already: a fault while painting comes back many times a second."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if self._is_open:
            _LOG.error("%s once more: %s", self._what, error)
            return
        self._is_open = True
        dialog = self._feedback.fail(self._what, error.with_traceback(trace))
        dialog.finished.connect(self._closed)

    def _closed(self) -> None:
        self._is_open = False

    def _catch_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        """A thread has no window: the log must do."""
        if caught.exc_value is not None:
            _LOG.error("unexpected in a thread", exc_info=(caught.exc_type, caught.exc_value, caught.exc_traceback))
