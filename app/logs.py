"""The log file: where every unexpected error lands, and which a dialog or the command line names."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path
from typing import Final

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MOST_BYTES: Final = 1_000_000


def log_file() -> Path:
    """Where the log lies."""
    from wolds.app.home import log_folder

    return log_folder() / "wolds.log"


def start_log() -> Path:
    """Send warnings and errors to the log file (kept under 1 MB, with two older ones); gives its path.

    Where the folder cannot be written the log goes to stderr alone.
    """
    path = log_file()
    root = logging.getLogger()
    if any(getattr(handler, "_of_wolds", False) for handler in root.handlers):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_MOST_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler._of_wolds = True  # type: ignore[attr-defined]
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))
    return path


def log_unexpected(error: BaseException) -> Path:
    """Write an unexpected error with its traceback to the log; gives the log's path."""
    path = start_log()
    logging.getLogger("wolds").error("unexpected: %s", error, exc_info=(type(error), error, error.__traceback__))
    return path
