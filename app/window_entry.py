"""Entry point of the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from wolds.app.presence import is_there


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, with a file where one is named; `--sample` opens the sample county. Returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sample = "--sample" in given
    files = [Path(text) for text in given if text != "--sample"]
    if files and not is_there(files[0]):
        sys.stderr.write(f"wolds: {files[0]}: there is no such file. Look at the spelling and the folder.\n")
        return 2
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["wolds"])
    assert isinstance(application, QApplication)
    return _run(application, files[0] if files else None, sample)


def _run(application: object, file: Path | None, sample: bool) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from wolds.app.logs import start_log
    from wolds.app.window.faults import FaultCatcher
    from wolds.app.window.main_window import MainWindow
    from wolds.resources.loader import icon_path

    assert isinstance(application, QApplication)
    start_log()
    application.setApplicationName("Wolds")
    application.setApplicationDisplayName("Wolds")
    application.setWindowIcon(QIcon(str(icon_path())))
    window = MainWindow()
    FaultCatcher(window.feedback, window.tr("Something unexpected happened")).install()
    window.show()
    if sample:
        QTimer.singleShot(0, window.files.open_sample)
    elif file is not None:
        QTimer.singleShot(0, lambda: window.files.open_any(file))
    return int(application.exec())
