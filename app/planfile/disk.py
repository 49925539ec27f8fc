"""Bytes onto the disk in one step, and the token by which a file is known again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wolds.app.unfinished import TEMPORARY, beside, remove

_LEFTOVER_AFTER_S: Final = 600.0
_PATIENCE_S: Final = (0.1, 0.3, 0.6)


@dataclass(frozen=True)
class FileToken:
    """What a file was when it was opened or saved: time of change (ns), size (bytes), SHA-256 of its content."""

    mtime_ns: int
    size: int
    sha256: str

    def holds_for(self, path: Path) -> bool:
        """Whether the file still has that content. A file that is gone has been changed; `OSError` where it cannot be read."""
        try:
            now = path.stat()
        except FileNotFoundError:
            return False
        if (now.st_mtime_ns, now.st_size) == (self.mtime_ns, self.size):
            return True
        return now.st_size == self.size and _sha256(path.read_bytes()) == self.sha256


def token_of(path: Path, data: bytes | None = None) -> FileToken:
    """The token of a file; `data` is its content where that is at hand. `OSError` where it cannot be read."""
    content = path.read_bytes() if data is None else data
    return FileToken(path.stat().st_mtime_ns, len(content), _sha256(content))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; see `replacement`. Raises `OSError`."""
    with replacement(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """A fresh name beside `path` to write to; once the block ends well, what is there is synced and renamed over `path`.

    At no moment is there a half-written file under that name, whenever the program or the computer dies. Raises `OSError`;
    then the file is as it was and the temporary one is gone, as with any other error of the block.
    """
    with beside(path) as temporary:
        yield temporary
        _sync(temporary, _mode_of(path))
        _rename(temporary, path)
    _sync_folder(path.parent)


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _sync(path: Path, mode: int | None) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def _rename(temporary: Path, path: Path) -> None:
    """Rename over the file; on Windows a virus scanner or indexer may hold it for a moment, which is waited out."""
    for pause_s in _PATIENCE_S if sys.platform == "win32" else ():
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable where the system can; some network drives cannot, and the file is whole all the same."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # see above: the rename itself has been done
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep_leftovers(folder: Path, name: str = "") -> None:
    """Remove what killed saves of `name` (of anything where empty) left behind, files and folders, once ten minutes old."""
    for other in leftovers(folder, name):
        with contextlib.suppress(OSError):  # it may be somebody else's on a shared folder: then it is theirs to sweep
            if time.time() - other.stat().st_mtime > _LEFTOVER_AFTER_S:
                remove(other)


def leftovers(folder: Path, name: str = "") -> list[Path]:
    """What killed saves left behind, or another program is writing at this moment. `OSError` where one cannot look."""
    start = f".{name}." if name else "."
    return [other for other in folder.iterdir() if other.name.startswith(start) and other.name.endswith(TEMPORARY)]
