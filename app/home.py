"""Where Wolds keeps what is its own on this computer: settings, logs, recovery files and the last saves.

The environment variable WOLDS_HOME puts all of it under one folder (a memory stick, a test). Nothing is created here.
"""

from __future__ import annotations

import os
from pathlib import Path

_NAME = "wolds"


def _under_home(part: str) -> Path | None:
    given = os.environ.get("WOLDS_HOME", "").strip()
    return Path(given).expanduser() / part if given else None


def config_folder() -> Path:
    """The folder of settings."""
    import platformdirs

    return _under_home("config") or platformdirs.user_config_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """The folder of what Wolds keeps for the person: recovery files and the last saves."""
    import platformdirs

    return _under_home("data") or platformdirs.user_data_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """The folder of the log file."""
    import platformdirs

    return _under_home("log") or platformdirs.user_log_path(_NAME, appauthor=False)


def settings_file() -> Path:
    """The file of settings."""
    return config_folder() / "settings.json"


def mappings_folder() -> Path:
    """The folder of how tables of schools are read, one document for each set of headings."""
    return config_folder() / "mappings"


def recovery_folder() -> Path:
    """The folder of what was not saved when Wolds ended unexpectedly."""
    return data_folder() / "recovery"


def backups_folder() -> Path:
    """The folder of the last saves of each plan."""
    return data_folder() / "last-saves"
