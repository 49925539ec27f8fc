"""Lets work off the main thread have small things drawn in it: Qt draws letters in the main thread alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from wolds.geo.progress import Watch, stop_if_asked

Made = TypeVar("Made")
_SECONDS_BETWEEN_LOOKS: Final = 0.05


@dataclass(eq=False)
class _Wish:
    """Something to be done in the main thread, and what came of it."""

    do: Callable[[], Any]
    done: threading.Event = field(default_factory=threading.Event)
    made: Any = None
    error: Exception | None = None


class InMainThread(QObject):
    """Does one thing after the other in the thread that made it, each between two events of the window."""

    _wished = Signal(object)  # _Wish

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wished.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def ask(self, do: Callable[[], Made], watch: Watch) -> Made:
        """Called by work in another thread: waits until it is done. Raises what `do` raises, and `Cancelled` where the watch
        says so, so that nobody waits for a window that is being closed.
        """
        wish = _Wish(do)
        self._wished.emit(wish)
        while not wish.done.wait(_SECONDS_BETWEEN_LOOKS):
            stop_if_asked(watch)
        if wish.error is not None:
            raise wish.error
        made: Made = wish.made
        return made

    @Slot(object)
    def _do(self, wish: _Wish) -> None:
        try:
            wish.made = wish.do()
        except Exception as error:  # noqa: BLE001 - raised again where it was asked for, in the work's own thread
            wish.error = error
        wish.done.set()
