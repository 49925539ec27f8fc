"""Whether a file is there, asked of names that a person typed or that were kept from an earlier day."""

from __future__ import annotations

from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; one in a folder that may not be looked into, or with too long a name, is not.

    `Path.exists` raises there.
    """
    try:
        return path.exists()
    except OSError:
        return False
