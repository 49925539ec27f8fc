"""Writing a file in one step: whole beside its place, then put there, so that a fault never leaves half a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wolds.geo.errors import WoldsError


class WriteFailed(WoldsError):
    """An output could not be written; what stood there before is untouched."""


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step. Raises `WriteFailed`."""
    with replacing(path) as beside:
        beside.write_bytes(content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; once the block ends well it takes the place of `path`. Raises `WriteFailed`."""
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        beside = Path(name)
        yield beside
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteFailed(
            f"{path} could not be written: {reason}. Choose another folder, or close the program that holds it"
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
