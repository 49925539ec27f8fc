"""Long work off the main thread: each `Job` has progress, a cancel flag and exactly one end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from wolds.geo.errors import Cancelled, WoldsError
from wolds.geo.progress import Watch

_LOG: Final = logging.getLogger(__name__)
_SECONDS_BETWEEN_NEWS: Final = 0.05


@dataclass(frozen=True)
class Progress:
    """How far a job is: `fraction` from 0 to 1 and one plain sentence."""

    fraction: float
    message: str


class Job(QObject):
    """One piece of work on the thread pool. Start it with `start`; it ends once, in the thread that made it.

    `work` is called with a `Watch` in a pool thread. It must touch nothing but frozen values. `stopping` says what a cancel
    does: ask the work, which may still answer with what it has; end at once, whatever the work comes back with (for reading,
    whose answer nobody wants any more); or nothing (a save is not stopped half way).
    """

    progressed = Signal(object)  # Progress
    reported = Signal(object)  # whatever the work passes to `tell_result`: an answer so far
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # the exception: a WoldsError, or an unexpected one that stands in the log
    cancelled = Signal()
    ended = Signal()  # after any of the three

    _finished = Signal(object)

    def __init__(
        self,
        title: str,
        work: Callable[[JobWatch], Any],
        parent: QObject | None = None,
        stopping: Literal["ask", "at once", "never"] = "ask",
    ) -> None:
        super().__init__(parent)
        self.title, self._stopping = title, stopping
        self._work = work
        self._stop = threading.Event()
        self._done = threading.Event()
        self._started = self._over = False
        self.started_at = 0.0
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Hand the work to the pool. A job starts once."""
        if self._started:
            raise RuntimeError(f"the job {self.title!r} was started before")
        self._started, self.started_at = True, time.monotonic()
        (pool or QThreadPool.globalInstance()).start(_Run(self))

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` comes once it has, or at once where nothing else is wanted of it."""
        if self._stopping == "never":
            return
        self._stop.set()
        if self._stopping == "at once" and self.is_running:
            self._finished.emit(("cancelled", None))

    @property
    def can_cancel(self) -> bool:
        """Whether `cancel` does anything."""
        return self._stopping != "never"

    def wait(self) -> None:
        """Wait until the work itself is over; for the end of the program, when nobody listens any more."""
        self._done.wait()

    @property
    def is_running(self) -> bool:
        """Whether the job was started and has not ended."""
        return self._started and not self._over

    def run_in_pool(self) -> None:
        """Called by the pool: do the work and post its one end."""
        watch, work = JobWatch(self, self._stop), self._work
        del self._work  # with what it holds, such as a plan to be saved: the job itself stays as long as its window
        try:
            outcome: Any = ("succeeded", work(watch))
        except Cancelled:
            outcome = ("cancelled", None)
        except WoldsError as error:
            outcome = ("failed", error)
        except Exception as error:  # noqa: BLE001 - the boundary of a thread: logged, and shown by whoever listens
            _LOG.exception("the job %r failed unexpectedly", self.title)
            outcome = ("failed", error)
        self._done.set()
        self._finished.emit(outcome)

    @Slot(object)
    def _end(self, outcome: tuple[str, Any]) -> None:
        kind, value = outcome
        if self._over:
            return  # it was let go at once, and comes back only now
        if self._stopping == "at once" and self._stop.is_set():
            kind = "cancelled"  # the answer was on its way already when the person let go of it
        self._over = True
        if kind == "succeeded":
            self.succeeded.emit(value)
        elif kind == "failed":
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        self.ended.emit()


class JobWatch(Watch):
    """The watch a job gives to its work: progress is throttled, so that no work can flood the event loop."""

    def __init__(self, job: Job, stop: threading.Event) -> None:
        self._job, self._stop_event = job, stop
        self._last = 0.0

    def tell(self, fraction: float, message: str = "") -> None:
        """Pass progress on, at most twenty times a second and always at the end."""
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_NEWS or fraction >= 1:
            self._last = now
            self._job.progressed.emit(Progress(fraction, message))

    def tell_result(self, value: Any) -> None:
        """Pass on an answer so far."""
        self._job.reported.emit(value)

    def should_stop(self) -> bool:
        """Whether the person has asked to stop."""
        return self._stop_event.is_set()


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run_in_pool()
