"""Writing an output in one step, and what went wrong in plain words: a fault never leaves half a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wolds.app.planfile.disk import replacement
from wolds.geo.errors import WoldsError


class WriteFailed(WoldsError):
    """An output could not be written; what stood there before is untouched."""


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step. Raises `WriteFailed`."""
    with replacing(path) as beside:
        beside.write_bytes(content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; once the block ends well the file takes the place of `path`. Raises `WriteFailed`."""
    try:
        with replacement(path) as beside:
            yield beside
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteFailed(
            f"{path} could not be written: {reason}. Choose another folder, or close the program that holds it"
        ) from error
