"""A folder of outputs that comes to be whole or not at all: written beside its place, then put there in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wolds.app.export.about import about_path
from wolds.app.export.tables import csv_bytes
from wolds.app.file_names import distinct, safe_stem
from wolds.app.planfile.disk import leftovers, sweep_leftovers
from wolds.app.replacing import WriteFailed
from wolds.app.unfinished import beside
from wolds.geo.errors import InputError
from wolds.geo.progress import Watch, stop_if_asked

INDEX: Final = "index.csv"
"""What stands in a folder, one row for each file."""


@dataclass(frozen=True)
class Piece:
    """One output of a folder: its `name` (not yet safe), its ending with the dot, what it is of, and how it is made."""

    name: str
    suffix: str
    of: str
    make: Callable[[], bytes]


def write_folder(folder: Path, pieces: Sequence[Piece], about: str, watch: Watch) -> tuple[str, ...]:
    """Make each piece and put all of them at `folder` with an index, in one step; gives the names of the files.

    `about` says where all of them come from, and stands beside the index.

    `folder` must not be there, or be empty. Where anything fails or the watch says so (`Cancelled`), nothing is left behind.
    Raises `InputError` for a folder that holds something, `WriteFailed` where the disk refuses.
    """
    refuse_full(folder)
    names = tuple(distinct(((safe_stem(piece.name), piece.suffix) for piece in pieces), [INDEX, about_path(Path(INDEX)).name]))
    with _appearing(folder) as fresh:
        for number, (name, piece) in enumerate(zip(names, pieces, strict=True)):
            stop_if_asked(watch)
            watch.tell(number / len(pieces), f"{number + 1} of {len(pieces)}: {piece.of}")
            (fresh / name).write_bytes(piece.make())
        stop_if_asked(watch)
        rows = [(name, piece.of) for name, piece in zip(names, pieces, strict=True)]
        (fresh / INDEX).write_bytes(csv_bytes(("file", "of"), rows))
        about_path(fresh / INDEX).write_bytes(about.encode())
    watch.tell(1.0, "")
    return names


def refuse_full(folder: Path) -> None:
    """Raise `InputError` where a folder cannot be made: it holds something, is a file, or its own folder is not there."""
    try:
        if folder.is_dir():
            if any(folder.iterdir()):
                raise InputError(f"the folder {folder} holds files already", remedy="Name a new folder.")
        elif folder.exists():
            raise InputError(f"{folder} is a file", remedy="Name a new folder.")
        elif not folder.parent.is_dir():
            raise InputError(f"{folder}: there is no folder {folder.parent}", remedy="Make it first, or choose another.")
    except OSError as error:
        said = (error.strerror or "the disk gave an error").lower()
        raise InputError(f"{folder}: this cannot be looked at ({said})", remedy="Give another name or folder.") from error


def unfinished(folder: Path) -> str:
    """What to say of a run for the same folder that was killed, or is still at work; "" where there is none."""
    try:
        found = leftovers(folder.parent, folder.name)
    except OSError:  # said by what writes there
        return ""
    if not found:
        return ""
    return f"{found[0]} was left by a run that was killed, or one is still at work; a run after ten minutes tidies it away"


def fresh_folder(parent: Path, name: str) -> Path:
    """A folder in `parent` that is not there yet, called by `name` made safe, with a number where that is taken."""
    stem, number = safe_stem(name), 1
    folder = parent / stem
    while folder.exists():
        number += 1
        folder = parent / f"{stem} ({number})"
    return folder


@contextmanager
def _appearing(folder: Path) -> Iterator[Path]:
    """A folder beside the place to write into; it takes the place once the block ends well, and goes away otherwise."""
    try:
        sweep_leftovers(folder.parent, folder.name)
        with beside(folder) as fresh:
            fresh.mkdir()
            yield fresh
            if folder.is_dir():
                folder.rmdir()  # it was empty
            fresh.rename(folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteFailed(f"{folder} could not be written: {reason}. Choose another folder") from error
