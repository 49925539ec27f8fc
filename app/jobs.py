"""Long work off the main thread: each `Job` has progress, a cancel flag and exactly one end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from wolds.geo.errors import Cancelled, WoldsError
from wolds.geo.progress import Watch

_LOG: Final = logging.getLogger(__name__)
_SECONDS_BETWEEN_NEWS: Final = 0.05
_NUMBERS: Final = count(1)


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
        self._work: Callable[[JobWatch], Any] | None = work
        self._stop = threading.Event()
        self._done = threading.Event()
        self.number = next(_NUMBERS)
        self._started = self._over = False
        self.started_at = 0.0
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Hand the work to the pool. A job starts once."""
        if self._started:
            raise RuntimeError(f"the job {self.title!r} was started before")
        self._started, self.started_at = True, time.monotonic()
        assert self._work is not None
        _office().expect(self)
        (pool or QThreadPool.globalInstance()).start(_Run(self._work, JobWatch(self, self._stop), self._done))

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

    def take_news(self, kind: str, value: Any) -> None:
        """Called by the office in the thread that made the job: progress, an answer so far, or the end of the work itself."""
        if kind == "progressed":
            self.progressed.emit(value)
        elif kind == "reported":
            self.reported.emit(value)
        else:
            self._work = None  # with what it holds, such as a plan to be saved: the job itself stays as long as its window
            self._end((kind, value))

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


class _Office(QObject):
    """Passes news from pool threads on to the jobs they are of, in the thread of the window.

    No pool thread ever holds a job: the last one to let go of an object of Qt destroys it, and must not do so in a thread of
    the pool while the window delivers events to it.
    """

    news = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._running: dict[int, Job] = {}
        self.news.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def expect(self, job: Job) -> None:
        """Keep a job until its work has ended, or its window is gone."""
        number = job.number
        self._running[number] = job
        job.destroyed.connect(lambda: self._running.pop(number, None))

    @Slot(int, str, object)
    def _pass_on(self, number: int, kind: str, value: Any) -> None:
        job = self._running.get(number) if kind in ("progressed", "reported") else self._running.pop(number, None)
        if job is not None:
            job.take_news(kind, value)


@cache
def _office() -> _Office:
    return _Office()


class JobWatch(Watch):
    """The watch a job gives to its work: progress is throttled, so that no work can flood the event loop."""

    def __init__(self, job: Job, stop: threading.Event) -> None:
        self.number, self.title, self._stop_event = job.number, job.title, stop
        self._last = 0.0

    def tell(self, fraction: float, message: str = "") -> None:
        """Pass progress on, at most twenty times a second and always at the end."""
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_NEWS or fraction >= 1:
            self._last = now
            self.pass_on("progressed", Progress(fraction, message))

    def tell_result(self, value: Any) -> None:
        """Pass on an answer so far."""
        self.pass_on("reported", value)

    def should_stop(self) -> bool:
        """Whether the person has asked to stop."""
        return self._stop_event.is_set()

    def pass_on(self, kind: str, value: Any) -> None:
        """Send news to the job."""
        _office().news.emit(self.number, kind, value)


class _Run(QRunnable):
    """The work of one job in a pool thread: it knows the work and the watch, not the job."""

    def __init__(self, work: Callable[[JobWatch], Any], watch: JobWatch, done: threading.Event) -> None:
        super().__init__()
        self._work: Callable[[JobWatch], Any] | None = work
        self._watch, self._done = watch, done

    def run(self) -> None:
        """Do the work in a thread of Python's own and post its one end. The job lets go of the work last, in its own thread.

        A thread of the pool loses what Python keeps for it at the end of each run, but not what C libraries keep: PROJ, asked
        a second time in the same thread of the pool, then reaches for a context that is gone, and takes the window down.
        """
        thread = threading.Thread(target=self._work_and_tell, name=f"job {self._watch.number}")
        thread.start()
        thread.join()

    def _work_and_tell(self) -> None:
        kind, value = self._worked()
        self._work = None
        self._done.set()
        self._watch.pass_on(kind, value)

    def _worked(self) -> tuple[str, Any]:
        assert self._work is not None
        try:
            return "succeeded", self._work(self._watch)
        except Cancelled:
            return "cancelled", None
        except WoldsError as error:
            return "failed", error
        except Exception as error:  # noqa: BLE001 - the boundary of a thread: logged, and shown by whoever listens
            _LOG.exception("the job %r failed unexpectedly", self._watch.title)
            return "failed", error
