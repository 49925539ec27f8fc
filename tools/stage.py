"""A real window with a plan in it, off screen, for pictures and measurements. Its settings live in a folder of their own."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from wolds.app.window.main_window import MainWindow

PATIENCE_S: Final = 180.0
FULL: Final = (1920, 1080)
SMALL: Final = (1280, 800)


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder for settings, recovery files and logs, so that nobody's own are read or written."""
    before = os.environ.get("WOLDS_HOME")
    with tempfile.TemporaryDirectory(prefix="wolds-", ignore_cleanup_errors=True) as folder:
        os.environ["WOLDS_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["WOLDS_HOME"]
            else:
                os.environ["WOLDS_HOME"] = before


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Let the event loop run until something is so. `TimeoutError` where it never is."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    end = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {PATIENCE_S:.0f} s for {what}")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def calm(seconds: float = 0.3) -> None:
    """Let timers, animations and repaints run out."""
    end = time.monotonic() + seconds
    wait_until(lambda: time.monotonic() > end, "calm")


def set_up() -> None:
    """Have an application that can show windows: what draws pages only, and comes first, would make one that cannot."""
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["wolds"])
    _quieten()
    assert isinstance(application, QApplication)


@contextmanager
def open_window(width: int, height: int, theme: str = "light") -> Iterator[MainWindow]:
    """The main window, shown at a size in logical pixels. It is closed without questions."""
    set_up()
    from wolds.app.window.main_window import MainWindow

    window = MainWindow()
    window.use_settings(window.settings.model_copy(update={"theme": theme}))
    window.views.map.set_animated(False)
    window.resize(width, height)
    window.show()
    calm()
    try:
        yield window
    finally:
        window.document.mark_saved(window.document.save_point)
        window._closing = True
        window.close()
        window.deleteLater()
        calm(0.1)


def _quieten() -> None:
    """The screen that is not there says of each window that it has no size hints; everything else is passed on."""
    from PySide6.QtCore import qInstallMessageHandler

    def tell(_kind: object, _where: object, text: str | None) -> None:
        if text and "propagateSizeHints" not in text:
            sys.stderr.write(f"{text}\n")

    qInstallMessageHandler(tell)


def open_sample(window: MainWindow) -> None:
    """Open the sample county and wait for it."""
    window.files.open_sample()
    wait_until(lambda: window.document.is_open and not _runs(window.files.job), "the sample county")
    calm()


def show_proposal(window: MainWindow) -> None:
    """Ask for a proposal and wait for its preview."""
    window.proposing.start()
    wait_until(lambda: not _runs(window.proposing.job), "a proposal")
    calm()


@contextmanager
def open_plan(width: int, height: int, theme: str = "light") -> Iterator[MainWindow]:
    """The main window with the plan that is proposed for the sample county."""
    with open_window(width, height, theme) as window:
        open_sample(window)
        show_proposal(window)
        window.proposing.accept()
        window.feedback.say("")
        yield window


def select_cluster(window: MainWindow, number: int) -> None:
    """Choose the members of the cluster of a number."""
    clusters = [cluster for cluster in window.document.plan.clusters.values() if cluster.number == number]
    window.document.select(frozenset(clusters[0].members))


def _runs(job: object) -> bool:
    return bool(getattr(job, "is_running", False))
