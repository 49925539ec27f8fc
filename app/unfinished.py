"""What this process is writing at this moment, under hidden names: removed, whatever ends the writing or the process."""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TEMPORARY: Final = ".wolds-tmp"
_AT_WORK: Final[set[Path]] = set()


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A fresh hidden name beside `path`. What still has it when the block ends is removed, whatever ended it."""
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}{TEMPORARY}")
    _AT_WORK.add(temporary)
    try:
        yield temporary
    finally:
        remove(temporary)
        _AT_WORK.discard(temporary)


def remove(temporary: Path) -> None:
    """A file or a folder, where it is there at all; an error of what came before is the one to tell."""
    if temporary.is_dir():
        shutil.rmtree(temporary, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):  # as where it never came to be, or was put into its place
            temporary.unlink()


def drop_unfinished() -> None:
    """Remove what is only begun. For a process that ends at once: nothing it began is finished any more."""
    for temporary in tuple(_AT_WORK):
        remove(temporary)
