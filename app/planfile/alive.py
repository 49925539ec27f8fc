"""A mark that a window is alive, which the system itself takes away when the program dies."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO


class AliveMark:
    """Holds a locked file for as long as the program lives. Raises `OSError` where the file cannot be made or locked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("ab")
        try:
            _lock(self._file)
            self._file.truncate(0)
            self._file.write(str(os.getpid()).encode())
            self._file.flush()
        except OSError:
            self._file.close()
            raise

    def release(self) -> None:
        """Let go and remove the mark."""
        self._file.close()
        with contextlib.suppress(OSError):  # a leftover mark that nobody holds says "not alive", which is true
            self.path.unlink()


def is_alive(path: Path) -> bool:
    """Whether the window that made the mark at `path` lives.

    A worker process that outlives its window inherits the lock, so the window's own process is asked for as well.
    """
    try:
        with path.open("rb+") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return process_lives(_pid_in(path))
    return False


def _pid_in(path: Path) -> int:
    """The process named in a mark, 0 where that cannot be read."""
    try:
        text = path.read_bytes()[:20]
    except OSError:
        return 0
    return int(text) if text.isdigit() else 0


def process_lives(pid: int) -> bool:
    """Whether a process of this computer lives; where that cannot be asked (Windows, no number), it is taken to live."""
    if sys.platform == "win32" or pid <= 0:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        """Lock the first byte, or raise `OSError`; closing the file lets go."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        """Lock the whole file, or raise `OSError`; closing the file lets go."""
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
